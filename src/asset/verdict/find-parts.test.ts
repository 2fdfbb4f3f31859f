import { expect, it } from 'vitest';
import { findParts } from './find-parts.ts';

it.each<[string[], ReturnType<typeof findParts>]>([
  [
    ['usd/mug/a.usd', 'usd/mug/mug.usd', 'usd/mug/textures/a.png', 'mjcf/mug/mug.xml', 'mjcf/mug/scene.xml'],
    { usd: 'usd/mug/mug.usd', mjcf: 'mjcf/mug/mug.xml', gltf: null },
  ],
  [['b.usda', 'a/c.usdc', 'a.usdz'], { usd: 'a.usdz', mjcf: null, gltf: null }],
  [['deep/x.USD', 'y.glb', 'deep/z.gltf'], { usd: 'deep/x.USD', mjcf: null, gltf: 'y.glb' }],
  [['mug.mjcf', 'mug.png', 'usd', 'xml'], { usd: null, mjcf: 'mug.mjcf', gltf: null }],
  [[], { usd: null, mjcf: null, gltf: null }],
])('finds the main files of %j', (paths, parts) => {
  expect(findParts(paths)).toEqual(parts);
});
