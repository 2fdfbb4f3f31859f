/** What reading a mesh of 200,000 triangles costs, from the bytes of a file to what can be drawn, beside three's own loader. */
import { USDLoader } from 'three/addons/loaders/USDLoader.js';
import { AssetBudget } from '../src/asset/limits.ts';
import { readUsd } from '../src/asset/usd/read-usd.ts';
import type { Bench } from './lib/bench.ts';
import { wavyCrate, wavyTriangles } from './lib/wavy-mesh.ts';

const rounds = 15;
/** Rounds that are not counted: the code is compiled in them. */
const warmUps = 3;

const file = wavyCrate();
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
  if (triangles !== wavyTriangles) throw new Error(`${triangles} triangles were read`);
  return took;
}

export const bench: Bench = {
  name: 'asset',
  title: `Reading a crate file of ${wavyTriangles.toLocaleString('en-US')} triangles`,
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
