import {
  typed,
  typedArray,
  type AttributeDescription,
} from '../../src/asset/usd/crate/testing/describe-crate.ts';
import { writeCrate } from '../../src/asset/usd/crate/testing/write-crate.ts';
import { GltfFile } from '../../src/asset/testing/gltf-files.ts';

/** Squares of two triangles each, on a side of the wavy square that the mesh is. */
const squares = 316;
const side = squares + 1;

function fillWith(length: number, at: (index: number) => number): number[] {
  return Array.from({ length }, (_, index) => at(index));
}

const vertex = fillWith(side * side * 3, (index) => {
  const [row, column] = [Math.floor(index / 3 / side), Math.floor(index / 3) % side];
  return [column / squares, row / squares, Math.sin(row / 9) * Math.cos(column / 7) * 0.1][index % 3] ?? 0;
});
const corners = fillWith(squares * squares * 6, (index) => {
  const square = Math.floor(index / 6);
  const first = Math.floor(square / squares) * side + (square % squares);
  return first + ([0, 1, side + 1, 0, side + 1, side][index % 6] ?? 0);
});
const normals = vertex.map((value) => value / 2);
const coordinates = vertex.filter((_, index) => index % 3 < 2);

export const wavyTriangles = corners.length / 3;

const attribute = (typeName: string, value: AttributeDescription['default']): AttributeDescription => ({
  typeName,
  ...(value && { default: value }),
  fields: { interpolation: typed('Token', 'vertex') },
});

/** A crate file as exporters write them: points and what they have of normals and coordinates, and three corners for each triangle. */
export const wavyCrate = (): Uint8Array =>
  writeCrate({
    fields: {
      defaultPrim: typed('Token', 'Toy'),
      metersPerUnit: typed('Double', 1),
      upAxis: typed('Token', 'Y'),
    },
    prims: {
      Toy: {
        typeName: 'Xform',
        children: {
          Body: {
            typeName: 'Mesh',
            properties: {
              points: attribute('point3f[]', typedArray('Vec3f', vertex)),
              normals: attribute('normal3f[]', typedArray('Vec3f', normals)),
              'primvars:st': attribute('texCoord2f[]', typedArray('Vec2f', coordinates)),
              faceVertexCounts: attribute(
                'int[]',
                typedArray(
                  'Int',
                  fillWith(wavyTriangles, () => 3),
                ),
              ),
              faceVertexIndices: attribute('int[]', typedArray('Int', corners)),
            },
          },
        },
      },
    },
  });

/** The same as binary glTF. */
export function wavyGlb(): Uint8Array {
  const file = new GltfFile({ scenes: [{ nodes: [0] }], nodes: [{ mesh: 0 }] });
  const attributes = {
    POSITION: file.accessor(Float32Array.from(vertex), 'VEC3'),
    NORMAL: file.accessor(Float32Array.from(normals), 'VEC3'),
    TEXCOORD_0: file.accessor(Float32Array.from(coordinates), 'VEC2'),
  };
  file.json['meshes'] = [
    { primitives: [{ attributes, indices: file.accessor(Uint32Array.from(corners), 'SCALAR') }] },
  ];
  return file.glb();
}
