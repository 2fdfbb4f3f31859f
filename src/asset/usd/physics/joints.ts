import {
  identity,
  multiply,
  rotationOf,
  transformDirection,
  transformPoint,
  type Matrix,
} from '../../matrix.ts';
import type { Joint, JointDegree, JointDrive, Sourced, UsdJoint } from '../../physics.ts';
import { minus, type Vector } from '../../vector.ts';
import type { Stage, StagePrim } from '../stage.ts';
import { authoredNumber, limited } from './sources.ts';

/** USD's own types of joints. Others are called as the file calls them. */
const kinds: Readonly<Record<string, string>> = {
  PhysicsJoint: 'generic',
  PhysicsFixedJoint: 'fixed',
  PhysicsRevoluteJoint: 'revolute',
  PhysicsPrismaticJoint: 'prismatic',
  PhysicsSphericalJoint: 'spherical',
  PhysicsDistanceJoint: 'distance',
};
const withAxis = new Set(['revolute', 'prismatic', 'spherical']);
/** Those whose two ends are in one place. */
const withoutGap = new Set(['fixed', 'revolute', 'spherical']);
const sides = [0, 1] as const;

export interface JointContext {
  stage: Stage;
  /** From a prim's space to the scene's. */
  matrixOf(prim: StagePrim): Matrix;
  /** The body that a prim is or belongs to; null for what does not move. */
  bodyOf(prim: StagePrim): number | null;
}

/**
 * A joint of any kind. A relation to a prim that is no body counts for the body around it, and one to nothing for the world
 * (`parseUtils.cpp` of usdPhysics).
 */
export function readJoint(prim: StagePrim, context: JointContext): Joint {
  const kind = kinds[prim.typeName] ?? prim.typeName;
  const targets: UsdJoint['targets'] = [prim.targets('physics:body0'), prim.targets('physics:body1')];
  const joined = sides.map((side) => context.stage.primAt(targets[side][0] ?? ''));
  const [first = null, second = null] = joined;
  const degrees = degreesOf(prim);
  return {
    path: prim.path,
    name: prim.name,
    kind,
    isEnabled: prim.attribute('physics:jointEnabled')?.bool() ?? true,
    bodies: [first && context.bodyOf(first), second && context.bodyOf(second)],
    ...frameOf(prim, kind, first, second, context),
    gap: withoutGap.has(kind) ? gapOf(prim, targets, joined, context) : null,
    limits: limitsOf(prim, kind),
    hasDrive: degrees.some(({ drive }) => drive !== null),
    missing: targets.flat().filter((path) => context.stage.primAt(path) === null),
    usd: {
      targets,
      degrees: [...degrees, ...coneOf(prim, kind)],
      isExcludedFromArticulation: prim.attribute('physics:excludeFromArticulation')?.bool() === true,
      collides: prim.attribute('physics:collisionEnabled')?.bool() === true,
      breakForce: limited(prim.attribute('physics:breakForce')?.number()),
      breakTorque: limited(prim.attribute('physics:breakTorque')?.number()),
      written: numbersOf(prim),
    },
  };
}

function numbersOf(prim: StagePrim): Sourced<number>[] {
  return prim.propertyNames
    .filter((name) => /^(?:physics|limit:\w+:physics|drive:\w+:physics):/.test(name))
    .flatMap((name) => authoredNumber(prim, name) ?? []);
}

/** Where it is and along which direction, by its frame in the first prim that it names and that is there, else in the scene. */
function frameOf(
  prim: StagePrim,
  kind: string,
  first: StagePrim | null,
  second: StagePrim | null,
  { matrixOf }: JointContext,
): Pick<Joint, 'anchor' | 'axis'> {
  const side = first === null && second !== null ? 1 : 0;
  const joined = first ?? second;
  const matrix = joined === null ? identity() : matrixOf(joined);
  const anchor = endOf(prim, side, matrix);
  if (!withAxis.has(kind)) return { anchor, axis: null };
  const [qx = 0, qy = 0, qz = 0, qw = 1] = prim.attribute(`physics:localRot${side}`)?.numbers() ?? [];
  const name = prim.attribute('physics:axis')?.text();
  const direction = transformDirection(
    multiply(matrix, rotationOf(qx, qy, qz, qw)),
    name === 'Y' ? [0, 1, 0] : name === 'Z' ? [0, 0, 1] : [1, 0, 0],
  );
  const length = Math.hypot(...direction);
  return {
    anchor,
    axis: length > 0 ? [direction[0] / length, direction[1] / length, direction[2] / length] : null,
  };
}

const endOf = (prim: StagePrim, side: 0 | 1, matrix: Matrix): Vector => {
  const [x = 0, y = 0, z = 0] = prim.attribute(`physics:localPos${side}`)?.numbers() ?? [];
  return transformPoint(matrix, [x, y, z]);
};

/** Between the ends in what it names, and in the scene where it names nothing. */
function gapOf(
  prim: StagePrim,
  targets: UsdJoint['targets'],
  joined: readonly (StagePrim | null)[],
  { matrixOf }: JointContext,
): number | null {
  const isOpen = sides.some((side) => targets[side].length > 0 && joined[side] === null);
  if (isOpen || joined.every((one) => one === null)) return null;
  const [first, second] = sides.map((side) => {
    const one = joined[side] ?? null;
    return endOf(prim, side, one === null ? identity() : matrixOf(one));
  }) as [Vector, Vector];
  return Math.hypot(...minus(first, second));
}

function limitsOf(prim: StagePrim, kind: string): Joint['limits'] {
  if (kind === 'distance') {
    const [lower, upper] = [
      notNegative(prim, 'physics:minDistance'),
      notNegative(prim, 'physics:maxDistance'),
    ];
    return lower === null && upper === null ? null : { lower: lower ?? 0, upper: upper ?? Infinity };
  }
  if (kind !== 'revolute' && kind !== 'prismatic') return null;
  const lower = limited(prim.attribute('physics:lowerLimit')?.number());
  const upper = limited(prim.attribute('physics:upperLimit')?.number());
  return lower === null && upper === null ? null : { lower: lower ?? -Infinity, upper: upper ?? Infinity };
}

/** How far a spherical joint may lean towards each of the two other axes. */
function coneOf(prim: StagePrim, kind: string): JointDegree[] {
  if (kind !== 'spherical') return [];
  return ['coneAngle0', 'coneAngle1'].flatMap((name) => {
    const upper = notNegative(prim, `physics:${name}Limit`);
    return upper === null
      ? []
      : [{ name, isLimited: true, lower: null, upper, isLocked: false, drive: null }];
  });
}

/**
 * What PhysicsLimitAPI and PhysicsDriveAPI say, one entry for each degree of freedom that either is applied to. As in OpenUSD, numbers
 * of a schema that is not applied count for nothing.
 */
function degreesOf(prim: StagePrim): JointDegree[] {
  const instancesOf = (schema: string): string[] =>
    prim.apiSchemas.filter((api) => api.startsWith(`${schema}:`)).map((api) => api.slice(schema.length + 1));
  const limitedOnes = new Set(instancesOf('PhysicsLimitAPI'));
  const driven = new Set(instancesOf('PhysicsDriveAPI'));
  return [...new Set([...limitedOnes, ...driven])].map((name) => {
    const limit = (end: string): number | null =>
      limitedOnes.has(name) ? limited(prim.attribute(`limit:${name}:physics:${end}`)?.number()) : null;
    const [lower, upper] = [limit('low'), limit('high')];
    return {
      name,
      isLimited: limitedOnes.has(name),
      lower,
      upper,
      isLocked: lower !== null && upper !== null && lower > upper,
      drive: driven.has(name) ? driveOf(prim, name) : null,
    };
  });
}

function driveOf(prim: StagePrim, name: string): JointDrive {
  const number = (attribute: string): number | undefined =>
    prim.attribute(`drive:${name}:physics:${attribute}`)?.number();
  return {
    type: prim.attribute(`drive:${name}:physics:type`)?.text() === 'acceleration' ? 'acceleration' : 'force',
    stiffness: number('stiffness') ?? 0,
    damping: number('damping') ?? 0,
    targetPosition: number('targetPosition') ?? 0,
    targetVelocity: number('targetVelocity') ?? 0,
    maxForce: limited(number('maxForce')),
  };
}

function notNegative(prim: StagePrim, name: string): number | null {
  const value = limited(prim.attribute(name)?.number());
  return value !== null && value >= 0 ? value : null;
}
