import { cross, dot, subtract } from './mesh.ts';
import type { Mesh, Vec3 } from './mesh.ts';

const SIGNS = [-1, 1] as const;
const AXES = [0, 1, 2] as const;
type Axis = (typeof AXES)[number];

/**
 * A box with softened edges, centred. It has one vertex for each corner and face; the strips between faces share
 * them, so that shading runs smoothly over the edge. `texture` is the length in metres that a texture covers.
 */
export function softBox(size: Vec3, bevel: number, texture: number): Mesh {
  const half: Vec3 = [size[0] / 2, size[1] / 2, size[2] / 2];
  const cut = Math.min(bevel, ...half.map((h) => h * 0.9));
  const vertices = new Map<string, number>();
  const mesh = {
    positions: [] as Vec3[],
    normals: [] as Vec3[],
    uvs: [] as [number, number][],
    triangles: [] as [number, number, number][],
  };

  /** The vertex of a corner on the face that looks along `axis`; the other two coordinates are drawn in. */
  const vertex = (corner: Vec3, axis: Axis): number => {
    const key = `${corner.join()},${axis}`;
    const known = vertices.get(key);
    if (known !== undefined) return known;
    const along = (at: Axis): number => corner[at] * (half[at] - (at === axis ? 0 : cut));
    const position: Vec3 = [along(0), along(1), along(2)];
    const normal: Vec3 = [axis === 0 ? corner[0] : 0, axis === 1 ? corner[1] : 0, axis === 2 ? corner[2] : 0];
    const [u, v] = flatten(position, axis, size);
    mesh.uvs.push([u / texture, v / texture]);
    mesh.positions.push(position);
    mesh.normals.push(normal);
    vertices.set(key, mesh.positions.length - 1);
    return mesh.positions.length - 1;
  };
  const polygon = (indices: readonly number[], outward: Vec3): void => {
    mesh.triangles.push(...fan(mesh.positions, indices, outward));
  };

  for (const axis of AXES) {
    const [b, c] = others(axis);
    for (const sign of SIGNS) {
      const ring = (
        [
          [-1, -1],
          [1, -1],
          [1, 1],
          [-1, 1],
        ] as const
      ).map(([p, q]) => vertex(cornerOf([axis, sign], [b, p], [c, q]), axis));
      polygon(ring, cornerOf([axis, sign], [b, 0], [c, 0]));
      for (const other of SIGNS) {
        const from = cornerOf([axis, -1], [b, sign], [c, other]);
        const to = cornerOf([axis, 1], [b, sign], [c, other]);
        const strip = [vertex(from, b), vertex(to, b), vertex(to, c), vertex(from, c)];
        polygon(strip, cornerOf([axis, 0], [b, sign], [c, other]));
      }
    }
  }
  for (const x of SIGNS) {
    for (const y of SIGNS) {
      for (const z of SIGNS) {
        const corner: Vec3 = [x, y, z];
        polygon(
          AXES.map((axis) => vertex(corner, axis)),
          corner,
        );
      }
    }
  }
  return mesh;
}

const others = (axis: Axis): [Axis, Axis] => (axis === 0 ? [1, 2] : axis === 1 ? [0, 2] : [0, 1]);

function cornerOf(...coordinates: readonly (readonly [Axis, number])[]): Vec3 {
  const corner: [number, number, number] = [0, 0, 0];
  for (const [axis, value] of coordinates) corner[axis] = value;
  return corner;
}

/** Face coordinates with the longer side of the box along u, the direction in which wood grain and brushing run. */
function flatten(p: Vec3, axis: Axis, size: Vec3): [number, number] {
  const [b, c] = others(axis);
  return size[b] >= size[c] ? [p[b], p[c]] : [p[c], p[b]];
}

/** A convex polygon as triangles, wound so that it looks along `outward`. */
function fan(points: readonly Vec3[], ring: readonly number[], outward: Vec3): [number, number, number][] {
  const at = (index = 0): Vec3 => points[index] ?? [0, 0, 0];
  const [first = 0, second, third] = ring;
  const facing = dot(cross(subtract(at(second), at(first)), subtract(at(third), at(first))), outward);
  return ring.slice(2).map((last, place) => {
    const middle = ring[place + 1] ?? first;
    return facing > 0 ? [first, middle, last] : [first, last, middle];
  });
}
