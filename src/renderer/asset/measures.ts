import { boundsOfPoints, cornersOf, extendBounds, noBounds, type Bounds } from '../../asset/bounds.ts';
import { once } from '../../asset/once.ts';
import type { Body } from '../../asset/physics.ts';
import type { AssetScene, Shape } from '../../asset/scene.ts';
import { totalsOf as totalsOfShapes } from '../../asset/totals.ts';
import { radiusOf, type Point } from './camera.ts';
import type { ShapeRole } from './layers.ts';

/** What one line says of an asset. Lengths are metres, along the file's own axes. */
export interface Totals {
  triangles: number;
  /** The same with each geometry counted once, however often it is placed. */
  distinctTriangles: number;
  /** Points as the file has them, not as they are split to be drawn. */
  vertices: number;
  materials: number;
  textures: number;
  /** Of its files on the disk: those that it is made of. */
  bytes: number;
  size: Point;
  /** In units of the file; null where there is nothing. */
  bounds: Bounds | null;
}

/** What is drawn as the object, and what has nothing else in its place. */
function shownShapes({ shapes }: AssetScene, roles: readonly ShapeRole[]): Shape[] {
  return shapes.filter((_shape, index) => roles[index]?.isObject === true || roles[index]?.isOnly === true);
}

/** Of what is shown at first, each instance counted. */
export function totalsOf(scene: AssetScene, roles: readonly ShapeRole[], bytes: number): Totals {
  const { triangles, distinctTriangles, points, bounds, size } = totalsOfShapes(
    scene,
    shownShapes(scene, roles),
  );
  return {
    triangles,
    distinctTriangles,
    vertices: points,
    materials: scene.materials.length,
    textures: scene.textures.length,
    bytes,
    size: size ?? [0, 0, 0],
    bounds,
  };
}

export const distanceOf = (a: Point, b: Point): number => Math.hypot(b[0] - a[0], b[1] - a[1], b[2] - a[2]);

/** Half the diagonal of an asset, in metres; 1 where it has no size. */
export function sizeRadius({ size: [x, y, z] }: Pick<Totals, 'size'>): number {
  const radius = Math.hypot(x, y, z) / 2;
  return Number.isFinite(radius) && radius > 0 ? radius : 1;
}

/** Half the diagonal of what each body has of its own, in metres; bodies without shapes are left out. */
export function bodyRadii({ geometries, metersPerUnit, shapes }: BodyShapes): Map<number, number> {
  const corners = new Map<number, Float64Array>();
  const bounds = new Map<number, Bounds>();
  for (const { body, geometry, matrix } of shapes) {
    const positions = geometries[geometry]?.positions;
    if (body === null || positions === undefined || positions.length === 0) continue;
    const box = once(corners, geometry, () => cornersOf(boundsOfPoints(positions)));
    extendBounds(once(bounds, body, noBounds), box, matrix);
  }
  return new Map([...bounds].map(([body, box]) => [body, radiusOf(box) * metersPerUnit.value]));
}

type BodyShapes = Pick<AssetScene, 'geometries' | 'metersPerUnit' | 'shapes'>;

/**
 * How far the lines of the ground are apart, in metres: 1, 2 or 5 of a power of ten, about a tenth of what stands on it.
 *
 * @param radius half the diagonal of the object, in metres
 */
export function gridStep(radius: number): number {
  const wanted = radius / 5;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const step = [1, 2, 5].find((factor) => factor * power >= wanted * 0.999) ?? 10;
  return step * power;
}

/**
 * The sides of a solid box with the mass of a body that turns as hard as it does, in units of the file: what an inertia looks like.
 * Null where its mass or moments are not known, or no body can have them.
 */
export function inertiaBox({ mass, inertia }: Pick<Body, 'mass' | 'inertia'>): Point | null {
  if (mass === null || inertia === null) return null;
  const [x, y, z] = inertia.value;
  const side = (one: number, other: number, own: number): number =>
    Math.sqrt((6 * (one + other - own)) / mass.value);
  const sides: Point = [side(y, z, x), side(z, x, y), side(x, y, z)];
  return sides.every((value) => Number.isFinite(value)) && sides.some((value) => value > 0) ? sides : null;
}
