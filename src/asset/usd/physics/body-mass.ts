import { inverse, multiply, rotationOf, transformPoint, type Matrix } from '../../matrix.ts';
import type { Body, MassApi, Sourced } from '../../physics.ts';
import { principalAxes } from '../../solids/principal-axes.ts';
import {
  alongAxes,
  fromAxes,
  inertiaAbout,
  scaled,
  sumOfWeights,
  weightOf,
  type Columns,
  type Symmetric,
  type Weight,
} from '../../solids/solid.ts';
import { cross, dot, minus, scaledTo, unit, type Vector } from '../../vector.ts';
import type { ColliderParts } from './colliders.ts';
import { effectiveMassApi } from './mass-api.ts';

/** Kilograms per cubic metre, where a file says nothing (`schema.usda` of usdPhysics, and MuJoCo and PhysX alike). */
const defaultDensity = 1000;
/** Metres: a body without colliders is taken as a ball of this radius, as OpenUSD does. */
const pointRadius = 0.1;

export type BodyMass = Pick<Body, 'mass' | 'centerOfMass' | 'inertia' | 'principalAxes'>;

/**
 * Mass, centre and inertia of a body, by the rules of `UsdPhysicsRigidBodyAPI::ComputeMassProperties`: what is written on the body
 * counts; its mass overrides that of its colliders, whose inertia is then scaled to it; without one the masses of its colliders are
 * added up, each its own or else density by volume. Centre and axes that are not written follow from the colliders. Two things
 * differ: an inertia counts however small its numbers are, and written without axes it is along the body's own.
 */
export function bodyMass(
  body: Pick<Body, 'path' | 'matrix' | 'usd'>,
  colliders: readonly ColliderParts[],
  { metersPerUnit, file }: { metersPerUnit: number; file: string },
): BodyMass {
  const written = effectiveMassApi(body.usd?.massApi ?? null);
  const derived = <Value>(value: Value, place = body.path, from = file): Sourced<Value> => ({
    value,
    origin: 'derived',
    file: from,
    place,
  });
  const parts = colliders.flatMap((collider) => {
    const weight = weightOfCollider(collider, metersPerUnit);
    return weight === null ? [] : [{ collider, weight }];
  });
  const sum = sumOfWeights(parts.map(({ weight }) => weight));
  // Of a single collider, what its mass is from can be named; several have the body in common.
  const single = parts.length === 1 ? parts[0]?.collider.collider : undefined;
  const source = single?.mass ?? single?.density;
  const mass = written.mass ?? (sum && derived(sum.mass, source?.place ?? single?.path, source?.file));

  const toBody = inverse(body.matrix);
  const centerOfMass =
    written.centerOfMass ??
    (sum && toBody && derived(transformPoint(toBody, sum.center))) ??
    (mass && derived<Vector>([0, 0, 0]));
  if (written.diagonalInertia !== null)
    return {
      mass,
      centerOfMass,
      inertia: written.diagonalInertia,
      principalAxes: written.principalAxes ?? derived([0, 0, 0, 1]),
    };
  if (mass === null) return { mass, centerOfMass, inertia: null, principalAxes: written.principalAxes };
  if (sum === null) {
    const moment = 0.4 * mass.value * (pointRadius / metersPerUnit) ** 2;
    return {
      mass,
      centerOfMass,
      inertia: derived([moment, moment, moment]),
      principalAxes: written.principalAxes ?? derived([0, 0, 0, 1]),
    };
  }
  const center = centerOfMass === null ? sum.center : transformPoint(body.matrix, centerOfMass.value);
  const share = mass.value / sum.mass;
  const inertia = inertiaAbout({ ...sum, mass: mass.value, inertia: scaled(sum.inertia, share) }, center);
  const { values, rotation } = principalAxes(alongAxes(inertia, axesOf(body.matrix)));
  return {
    mass,
    centerOfMass,
    inertia: derived(values),
    principalAxes: written.principalAxes ?? derived(rotation),
  };
}

/** In the scene's space; null for a collider without a mass of its own or a volume. */
function weightOfCollider(
  { collider, own, matrix, solid }: ColliderParts,
  metersPerUnit: number,
): Weight | null {
  const density = collider.density?.value ?? defaultDensity * metersPerUnit ** 3;
  const center = own.centerOfMass && transformPoint(matrix, own.centerOfMass.value);
  if (solid === null) {
    if (own.mass === null) return null;
    return {
      mass: own.mass.value,
      center: center ?? transformPoint(matrix, [0, 0, 0]),
      inertia: inertiaOf(own, matrix),
    };
  }
  const full = weightOf(solid, own.mass === null ? density : own.mass.value / solid.volume);
  if (own.diagonalInertia !== null)
    return { ...full, center: center ?? full.center, inertia: inertiaOf(own, matrix) };
  return center === null ? full : { ...full, center, inertia: inertiaAbout(full, center) };
}

/** What a collider's own mass API says, along the scene's axes; none where it says nothing. */
function inertiaOf({ diagonalInertia, principalAxes: axes }: MassApi, matrix: Matrix): Symmetric {
  if (diagonalInertia === null) return [0, 0, 0, 0, 0, 0];
  const [x = 0, y = 0, z = 0, w = 1] = axes?.value ?? [];
  const [a, b, c] = axesOf(matrix);
  const unscaled = Float64Array.of(...a, 0, ...b, 0, ...c, 0, 0, 0, 0, 1);
  return fromAxes(diagonalInertia.value, axesOf(multiply(unscaled, rotationOf(x, y, z, w))));
}

/** Where the axes of a space point, without its scale, skew and mirroring: at right angles, right-handed. */
function axesOf(matrix: Matrix): Columns {
  const column = (at: number): Vector => [matrix[at] ?? 0, matrix[at + 1] ?? 0, matrix[at + 2] ?? 0];
  const x = unit(column(0)) ?? [1, 0, 0];
  const up = column(4);
  const y = unit(minus(up, scaledTo(x, dot(up, x)))) ?? [0, 1, 0];
  return [x, y, cross(x, y)];
}
