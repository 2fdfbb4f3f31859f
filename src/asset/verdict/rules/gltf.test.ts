import { describe, expect, it } from 'vitest';
import { AssetBudget, defaultLimits } from '../../limits.ts';
import { nodeDecoders } from '../../testing/gltf-decoders.ts';
import { MemoryFiles } from '../../testing/memory-files.ts';
import { judgeAsset } from '../judge-asset.ts';
import { pairs, validTriangle } from '../testing/pairs.ts';
import { findingOf, kindsOf, pathsOf, prop, reasonsOf, verdictOn, verdictOnUsd } from '../testing/props.ts';

describe('an invalid GLB', () => {
  it('is an error by code, with the place', async () => {
    const [reference] = pairs['gltf-invalid'];
    const finding = findingOf(await verdictOn(reference.trips), 'gltf-invalid');
    expect(finding).toMatchObject({
      kind: 'invalid',
      level: 'error',
      part: 'gltf',
      evidence: { code: { text: 'UNRESOLVED_REFERENCE' }, errors: { value: 1 } },
    });
    expect(pathsOf(finding)).toEqual(['/meshes/0/primitives/0/material']);
  });

  it('is none with mere warnings', async () => {
    const verdict = await verdictOn({ 'a.glb': validTriangle({}, {}, { unexpected: 1 }).glb() });
    expect(kindsOf(verdict, 'gltf-invalid')).toEqual([]);
    expect(verdict.judged).toContain('gltf-invalid');
  });

  it('is an error where nothing can be read of it, and all else is not judged', async () => {
    const whole = validTriangle().glb();
    const verdict = await verdictOn({ 'a.glb': whole.subarray(0, whole.length - 20) });
    expect(kindsOf(verdict, 'gltf-invalid')).toEqual(['invalid']);
    expect(reasonsOf(verdict, 'implausible-size')).toEqual(['unreadable']);
    expect(kindsOf(await verdictOn({ 'a.glb': 'glTF' }), 'gltf-invalid').length).toBe(1);
  });

  it('is none where it asks for more than the budget', async () => {
    const budget = new AssetBudget({ ...defaultLimits, maxTriangles: 0 });
    const files = new MemoryFiles({ 'a.glb': validTriangle().glb() });
    const verdict = await judgeAsset(files, budget, { decoders: nodeDecoders() });
    expect(verdict.findings).toEqual([]);
    expect(reasonsOf(verdict, 'gltf-invalid')).toEqual(['too-large']);
  });

  it('is not judged where the validator is not asked, or there is none', async () => {
    const files = new MemoryFiles({ 'a.glb': validTriangle({ material: 7 }).glb() });
    const verdict = await judgeAsset(files, new AssetBudget(), { decoders: nodeDecoders() });
    expect(reasonsOf(verdict, 'gltf-invalid')).toEqual(['not-asked']);
    const broken = new MemoryFiles({ 'a.glb': 'glTF' });
    const unread = await judgeAsset(broken, new AssetBudget(), { decoders: nodeDecoders() });
    expect(kindsOf(unread, 'gltf-invalid')).toEqual(['unreadable']);
    expect(reasonsOf(await verdictOnUsd(prop()), 'gltf-invalid')).toEqual(['no-gltf']);
  });
});
