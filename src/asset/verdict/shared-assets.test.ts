import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { describeSharedAssets, readSharedAsset, sharedAssetPath } from '../testing/shared-assets.ts';
import { findingOf, kindsOf, numberOf, pathsOf, verdictOn } from './testing/props.ts';
import type { Verdict } from './verdict.ts';

/** What is said of one file, or of all files in a folder. */
function verdictOnShared(path: string): Promise<Verdict> {
  const files: Record<string, Uint8Array> = {};
  const gather = (inner: string): void => {
    const whole = join(path, inner);
    if (statSync(sharedAssetPath(whole)).isDirectory())
      for (const name of readdirSync(sharedAssetPath(whole))) gather(join(inner, name));
    else files[inner === '' ? (path.split('/').at(-1) ?? path) : inner] = readSharedAsset(whole);
  };
  gather('');
  return verdictOn(files);
}

describeSharedAssets('verdicts on real files', () => {
  it('doubt the size of a rotor whose unit nobody wrote', async () => {
    const verdict = await verdictOnShared('usd/omnidrones-rotor.usd');
    expect(kindsOf(verdict, 'units-not-authored')).toEqual(['no-meters']);
    const size = findingOf(verdict, 'implausible-size', 'looks-like-meters');
    expect(numberOf(size, 'size')).toBeCloseTo(0.002293, 6);
    expect(numberOf(size, 'other')).toBeCloseTo(0.2293, 4);
    expect(kindsOf(verdict, 'impossible-inertia')).toEqual([]);
  });

  it('leave a pool ball as it is, whose unit nobody wrote either', async () => {
    const verdict = await verdictOnShared('usd/openusd-Ball.maya.usd');
    expect(kindsOf(verdict, 'units-not-authored')).toContain('no-meters');
    expect(kindsOf(verdict, 'implausible-size')).toEqual([]);
  });

  it('name the rotors of a drone that nothing collides with', async () => {
    const verdict = await verdictOnShared('usd/omnidrones-cf2x_isaac.usd');
    const finding = findingOf(verdict, 'body-without-collider');
    expect(finding.count).toBe(4);
    expect(pathsOf(finding).toSorted()).toEqual([0, 1, 2, 3].map((n) => `/cf2x/rotor_${n}`));
    expect(kindsOf(verdict, 'no-mass')).toEqual([]);
    expect(kindsOf(verdict, 'no-physics-material')).toEqual([]);
  });

  it('name the mount of a gate that has no collider either, and no mass that is missing', async () => {
    const verdict = await verdictOnShared('usd/omnidrones-gate_fixed.usd');
    expect(pathsOf(findingOf(verdict, 'body-without-collider'))).toEqual(['/Gate/mount']);
    for (const rule of ['no-mass', 'hidden-collider', 'collider-volume', 'collider-shape'] as const)
      expect(kindsOf(verdict, rule)).toEqual([]);
  });

  it('say that a plane that falls has no mass and is flat', async () => {
    const verdict = await verdictOnShared('usd/pegasus-Empty.usd');
    expect(kindsOf(verdict, 'no-mass')).toEqual(['unknown']);
    expect(kindsOf(verdict, 'degenerate-collider')).toEqual(['flat']);
    expect(kindsOf(verdict, 'implausible-size')).toEqual([]);
  });

  it('let triangles stand still that are no body', async () => {
    const verdict = await verdictOnShared('usd/pegasus-Box.usd');
    expect(kindsOf(verdict, 'moving-triangle-mesh')).toEqual([]);
    expect(kindsOf(verdict, 'no-body')).toEqual(['none']);
    expect(kindsOf(verdict, 'implausible-size')).toEqual(['looks-like-centimeters']);
    expect(kindsOf(verdict, 'lost-texture')).toEqual(['outside']);
  });

  it('say which mass an engine assumes', async () => {
    const box = findingOf(await verdictOnShared('usd/openusd-BoxOnBox.usda'), 'no-mass', 'assumed');
    expect(pathsOf(box)).toEqual(['/World/BoxActor']);
    const arms = await verdictOnShared('usd/newton-simple_articulation_with_mesh.usda');
    expect(numberOf(findingOf(arms, 'no-mass', 'assumed'), 'mass')).toBeCloseTo(250, 6);
  });

  it('say what weighs in LIBERO’s rack without colliding, and that it is fixed', async () => {
    const verdict = await verdictOnShared('mjcf/libero-simple_rack');
    const finding = findingOf(verdict, 'implausible-density', 'visual-mass');
    expect(numberOf(finding, 'mass')).toBeCloseTo(0.334344, 5);
    expect(numberOf(finding, 'visual')).toBeGreaterThan(0.1);
    expect(kindsOf(verdict, 'drop-not-applicable')).toEqual(['fixed']);
  });

  it('have MuJoCo’s words for what it refuses', async () => {
    const stl = findingOf(await verdictOnShared('mjcf/converter-meshes'), 'mjcf-refused');
    expect(stl.evidence['words']).toMatchObject({
      text: expect.stringContaining('number of faces should be between 1 and 200000') as unknown,
    });
    const size = findingOf(
      await verdictOnShared('mjcf/converter-mass_bake_uncompilable.xml'),
      'mjcf-refused',
    );
    expect(size.evidence['words']).toMatchObject({
      text: expect.stringContaining('size 0 must be positive in geom') as unknown,
    });
  });

  it.each([
    ['bom', 'INVALID_JSON'],
    ['length_mismatch', 'GLB_LENGTH_MISMATCH'],
    ['truncated_chunk_data', 'GLB_UNEXPECTED_END_OF_CHUNK_DATA'],
  ])('have the validator’s code for %s.glb', async (name, code) => {
    const verdict = await verdictOnShared(`glb/malformed/${name}.glb`);
    expect(findingOf(verdict, 'gltf-invalid').evidence['code']).toEqual({ text: code });
  });

  it.each(['Box.glb', 'BoxMeshopt.glb', 'ShapeCollection.glb', 'BoxDraco'])(
    'have nothing to say about %s',
    async (name) => {
      expect((await verdictOnShared(`glb/${name}`)).findings).toEqual([]);
    },
  );

  it('name the layer that is not there', async () => {
    const folder = 'usd/usdwg-foundation';
    const named = readdirSync(sharedAssetPath(folder), { recursive: true, encoding: 'utf8' });
    expect(named.length).toBeGreaterThan(0);
    const files = Object.fromEntries(
      named
        .filter((path) => statSync(sharedAssetPath(join(folder, path))).isFile())
        .map((path) => [path, readSharedAsset(join(folder, path))]),
    );
    const lost = named.find((path) => /invalid|missing|not.?found/i.test(path) && path.endsWith('.usda'));
    expect(lost, named.join(' ')).toBeDefined();
    const verdict = await verdictOn({ ...files, 'main/main.usda': files[lost ?? ''] ?? new Uint8Array(0) });
    expect(kindsOf(verdict, 'missing-layer')).toContain('missing');
  });
});
