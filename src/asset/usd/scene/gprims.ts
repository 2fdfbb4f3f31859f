/** USD's plain shapes, with the sizes that its schema has where a file says nothing (`pxr/usd/usdGeom/schema.usda`). */
import { AssetError } from '../../limits.ts';
import type { Axis } from '../../matrix.ts';
import { alongAxis, box, capsule, cone, cylinder, plane, sphere, tapered } from '../../plain-shapes.ts';
import type { Geometry } from '../../scene.ts';
import type { StagePrim } from '../stage.ts';

interface PlainShape {
  /** The same for shapes that are alike. */
  key: string;
  make: () => Geometry;
}

/** By type; where a file says nothing. */
const fallbackSizes: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  Cube: { size: 2 },
  Sphere: { radius: 1 },
  Cylinder: { radius: 1, height: 2 },
  Cylinder_1: { radiusBottom: 1, radiusTop: 1, height: 2 },
  Capsule: { radius: 0.5, height: 1 },
  Capsule_1: { radiusBottom: 0.5, radiusTop: 0.5, height: 1 },
  Cone: { radius: 1, height: 2 },
  Plane: { width: 2, length: 2 },
};

/** Sizes that leave a shape with a volume when they are 0: a tip, or two half spheres without anything between. */
const mayBeNothing = new Set([
  'Capsule height',
  'Capsule_1 height',
  'Capsule_1 radiusTop',
  'Capsule_1 radiusBottom',
  'Cylinder_1 radiusTop',
  'Cylinder_1 radiusBottom',
]);

/** Positions of vertices are floats, which end a little beyond it. */
const largestSize = 1e37;

/**
 * A prim of one of these types; null for any other.
 *
 * @throws {AssetError} `damaged` for a size that is none
 */
export function readPlainShape(prim: StagePrim): PlainShape | null {
  const size = (name: string): number => {
    const number = sizeOf(prim, name);
    const isSize = mayBeNothing.has(`${prim.typeName} ${name}`) ? number >= 0 : number > 0;
    if (!isSize || number > largestSize) throw new AssetError('damaged', `${name} ${number}`);
    return number;
  };
  const make = shapeOf(prim, size);
  return make && { key: `${prim.typeName} ${axisOf(prim)} ${make.sizes.join(' ')}`, make: make.geometry };
}

/** A size of a plain shape as it is written, else the schema's. */
export const sizeOf = (prim: StagePrim, name: string): number =>
  prim.attribute(name)?.number() ?? fallbackSizes[prim.typeName]?.[name] ?? 0;

/** The axis of shapes that have one. */
export function axisOf(prim: StagePrim): Axis {
  const axis = prim.attribute('axis')?.text();
  return axis === 'X' || axis === 'Y' ? axis : 'Z';
}

function shapeOf(
  prim: StagePrim,
  size: (name: string) => number,
): { sizes: number[]; geometry: () => Geometry } | null {
  const axis = axisOf(prim);
  const along = (
    sizes: number[],
    geometry: () => Geometry,
  ): { sizes: number[]; geometry: () => Geometry } => ({
    sizes,
    geometry: () => alongAxis(geometry(), axis),
  });
  switch (prim.typeName) {
    case 'Cube': {
      const side = size('size');
      return { sizes: [side], geometry: () => box(side, side, side) };
    }
    case 'Sphere': {
      const radius = size('radius');
      return { sizes: [radius], geometry: () => sphere(radius) };
    }
    case 'Cylinder': {
      const [radius, height] = [size('radius'), size('height')];
      return along([radius, height], () => cylinder(radius, height));
    }
    case 'Cylinder_1': {
      const [lower, upper, height] = [size('radiusBottom'), size('radiusTop'), size('height')];
      return along([lower, upper, height], () => tapered(lower, upper, height));
    }
    case 'Capsule': {
      const [radius, height] = [size('radius'), size('height')];
      return along([radius, height], () => capsule(radius, radius, height));
    }
    case 'Capsule_1': {
      const [lower, upper, height] = [size('radiusBottom'), size('radiusTop'), size('height')];
      return along([lower, upper, height], () => capsule(lower, upper, height));
    }
    case 'Cone': {
      const [radius, height] = [size('radius'), size('height')];
      return along([radius, height], () => cone(radius, height));
    }
    case 'Plane': {
      const [width, length] = [size('width'), size('length')];
      return { sizes: [width, length], geometry: () => plane(width, length, axis) };
    }
    default:
      return null;
  }
}
