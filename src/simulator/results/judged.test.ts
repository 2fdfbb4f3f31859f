import { expect, it } from 'vitest';
import { kindsOf, verdictOn } from '../../asset/verdict/testing/props.ts';
import { modelFor, SHAPE_NAMES } from '../shapes/catalogue.ts';
import { glbBytes } from './glb.ts';
import { mjcfFiles, usdFiles } from './package-files.ts';

/** A lampshade is hollow, and its hull is not. */
const hollow = new Set(['lamp']);

it.each(SHAPE_NAMES)(
  'the result of a %s is one that nobody needs to look at',
  { timeout: 30_000 },
  async (name) => {
    const model = modelFor(name);
    const files = [...usdFiles(model, name), ...mjcfFiles(model, name)];
    const verdict = await verdictOn(
      Object.fromEntries(files.map(([path, bytes]) => [path, new Uint8Array(bytes)])),
    );
    const alarming = verdict.findings.filter(({ level }) => level === 'error' || level === 'warning');
    expect(alarming.map(({ rule, kind, part }) => [rule, kind, part])).toEqual(
      hollow.has(name)
        ? [
            ['collider-volume', 'large', 'usd'],
            ['collider-volume', 'large', 'mjcf'],
          ]
        : [],
    );
    // Of a wheel the hull spans from tooth to tooth; round hulls have more corners than engines like.
    for (const { rule } of verdict.findings)
      expect(['collider-volume', 'collider-shape', 'fine-colliders']).toContain(rule);
    const glb = await verdictOn({ [`${name}.glb`]: new Uint8Array(await glbBytes(model, name)) });
    expect(glb.findings).toEqual([]);
    expect(kindsOf(glb, 'gltf-invalid')).toEqual([]);
  },
);
