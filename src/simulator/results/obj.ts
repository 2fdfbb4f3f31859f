import type { Mesh } from '../shapes/mesh.ts';
import { corners, cross, normalize, subtract } from '../shapes/mesh.ts';
import { decimals } from './numbers.ts';

/** A mesh as a Wavefront OBJ file, one normal and texture coordinate for each vertex. */
export function objText(mesh: Mesh, name: string): string {
  return [
    `o ${name}`,
    ...mesh.positions.map((p) => `v ${decimals(p, ' ')}`),
    ...mesh.uvs.map((t) => `vt ${decimals(t, ' ')}`),
    ...mesh.normals.map((n) => `vn ${decimals(n, ' ')}`),
    ...mesh.triangles.map(
      (triangle) => `f ${triangle.map((at) => `${at + 1}/${at + 1}/${at + 1}`).join(' ')}`,
    ),
    '',
  ].join('\n');
}

/** A mesh as a binary STL file. */
export function stlBytes(mesh: Mesh): Buffer {
  const triangles = corners(mesh);
  const bytes = Buffer.alloc(84 + triangles.length * 50);
  bytes.writeUInt32LE(triangles.length, 80);
  triangles.forEach(([a, b, c], at) => {
    const normal = normalize(cross(subtract(b, a), subtract(c, a)));
    [normal, a, b, c].flat().forEach((value, place) => bytes.writeFloatLE(value, 84 + at * 50 + place * 4));
  });
  return bytes;
}
