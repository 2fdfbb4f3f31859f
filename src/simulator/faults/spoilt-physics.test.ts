import { expect, it } from 'vitest';
import { MemoryFiles } from '../../asset/testing/memory-files.ts';
import { AssetBudget } from '../../asset/limits.ts';
import { judgeAsset } from '../../asset/verdict/judge-asset.ts';
import { modelFor } from '../shapes/catalogue.ts';
import { usdFiles } from '../results/package-files.ts';
import { nodeDecoders } from '../../asset/testing/gltf-decoders.ts';
import { withSpoiltPhysics } from './spoilt-physics.ts';

const whole = usdFiles(modelFor('crate.glb'), 'crate');
const findingsIn = async (files: ReadonlyMap<string, Buffer>) => {
  const given = new MemoryFiles(Object.fromEntries(files));
  const { findings } = await judgeAsset(given, new AssetBudget(), { decoders: nodeDecoders() });
  return findings.map(({ rule, level }) => `${rule} ${level}`);
};

it('has no mass and too large colliders, where the result itself has neither fault', async () => {
  const before = await findingsIn(whole);
  const after = await findingsIn(withSpoiltPhysics(whole));
  for (const found of ['no-mass error', 'collider-volume warning']) {
    expect(before).not.toContain(found);
    expect(after).toContain(found);
  }
});

it('leaves all other files as they are', () => {
  const spoilt = withSpoiltPhysics(whole);
  expect([...spoilt.keys()]).toEqual([...whole.keys()]);
  const changed = [...whole.keys()].filter((path) => spoilt.get(path) !== whole.get(path));
  expect(changed).toEqual(['usd/crate/crate.usd']);
});
