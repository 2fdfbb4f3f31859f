/** What reading a mesh of 200,000 triangles costs, from the bytes of a file to what can be drawn, beside three's own loader. */
import { USDLoader } from 'three/addons/loaders/USDLoader.js';
import { AssetBudget } from '../src/asset/limits.ts';
import {
  typed,
  typedArray,
  type AttributeDescription,
} from '../src/asset/usd/crate/testing/describe-crate.ts';
import { writeCrate } from '../src/asset/usd/crate/testing/write-crate.ts';
import { readUsd } from '../src/asset/usd/read-usd.ts';
import type { Bench } from './lib/bench.ts';

/** Squares of two triangles each, on a side of the wavy square that the mesh is. */
const squares = 316;
const rounds = 15;
/** Rounds that are not counted: the code is compiled in them. */
const warmUps = 3;

const side = squares + 1;
const vertex = fillWith(side * side * 3, (index) => {
  const [row, column] = [Math.floor(index / 3 / side), Math.floor(index / 3) % side];
  return [column / squares, row / squares, Math.sin(row / 9) * Math.cos(column / 7) * 0.1][index % 3] ?? 0;
});
const corners = fillWith(squares * squares * 6, (index) => {
  const square = Math.floor(index / 6);
  const first = Math.floor(square / squares) * side + (square % squares);
  return first + ([0, 1, side + 1, 0, side + 1, side][index % 6] ?? 0);
});

function fillWith(length: number, at: (index: number) => number): number[] {
  return Array.from({ length }, (_, index) => at(index));
}

const attribute = (typeName: string, value: AttributeDescription['default']): AttributeDescription => ({
  typeName,
  ...(value && { default: value }),
  fields: { interpolation: typed('Token', 'vertex') },
});

/** As exporters write them: points and what they have of normals and coordinates, and three corners for each triangle. */
const file = writeCrate({
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
            normals: attribute(
              'normal3f[]',
              typedArray(
                'Vec3f',
                vertex.map((value) => value / 2),
              ),
            ),
            'primvars:st': attribute(
              'texCoord2f[]',
              typedArray(
                'Vec2f',
                vertex.filter((_, index) => index % 3 < 2),
              ),
            ),
            faceVertexCounts: attribute(
              'int[]',
              typedArray(
                'Int',
                fillWith(corners.length / 3, () => 3),
              ),
            ),
            faceVertexIndices: attribute('int[]', typedArray('Int', corners)),
          },
        },
      },
    },
  },
});

const files = {
  paths: ['toy.usdc'],
  sizeOf: () => file.length,
  read: () => Promise.resolve(file),
};

async function readOurs(): Promise<number> {
  const scene = await readUsd('toy.usdc', files, new AssetBudget());
  return (scene.geometries[0]?.indices.length ?? 0) / 3;
}

function readWithThree(): number {
  let triangles = 0;
  new USDLoader().parse(file.buffer as ArrayBuffer).traverse((object) => {
    const geometry = 'geometry' in object ? (object.geometry as Drawn) : null;
    triangles += (geometry?.index?.count ?? geometry?.attributes.position?.count ?? 0) / 3;
  });
  return triangles;
}

interface Drawn {
  index: { count: number } | null;
  attributes: { position?: { count: number } };
}

async function timed(read: () => number | Promise<number>): Promise<number> {
  const begun = performance.now();
  const triangles = await read();
  const took = performance.now() - begun;
  if (triangles !== corners.length / 3) throw new Error(`${triangles} triangles were read`);
  return took;
}

export const bench: Bench = {
  name: 'asset',
  title: `Reading a crate file of ${(corners.length / 3).toLocaleString('en-US')} triangles`,
  async run() {
    const samples: { ours: number[]; three: number[] } = { ours: [], three: [] };
    const first = { ours: await timed(readOurs), three: await timed(readWithThree) };
    for (let round = -warmUps; round < rounds; round += 1) {
      const ours = await timed(readOurs);
      const three = await timed(readWithThree);
      if (round < 0) continue;
      samples.ours.push(ours);
      samples.three.push(three);
    }
    return [
      {
        what: 'bytes to triangles, the code as new as in a worker that has just started',
        unit: 'ms',
        ours: [first.ours],
        rival: { name: 'three’s USDLoader', samples: [first.three] },
        target: { of: 'ours', atMost: 500 },
      },
      {
        what: 'bytes to triangles, once the code is compiled',
        unit: 'ms',
        ours: samples.ours,
        rival: { name: 'three’s USDLoader', samples: samples.three },
        target: { of: 'ratio', atMost: 1 },
      },
    ];
  },
};
