import { describe, expect, it } from 'vitest';
import { triangleFile } from '../../testing/gltf-files.ts';
import { AssetBudget, defaultLimits } from '../../limits.ts';
import { nodeDecoders } from '../../testing/gltf-decoders.ts';
import { MemoryFiles } from '../../testing/memory-files.ts';
import { judgeAsset } from '../judge-asset.ts';
import { pairs } from '../testing/pairs.ts';
import { jpegOf, pngOf, texturedProp } from '../testing/pictures.ts';
import {
  findingOf,
  header,
  kindsOf,
  numberOf,
  pathsOf,
  prop,
  reasonsOf,
  verdictOn,
  verdictOnUsd,
} from '../testing/props.ts';

const inFolder = (reference: string, others: Record<string, Uint8Array>): ReturnType<typeof verdictOn> =>
  verdictOn({ ...others, 'usd/prop/prop.usda': `#usda 1.0\n${texturedProp(reference)}` });

describe('a texture', () => {
  const [lost, large] = pairs['lost-texture'];

  it('that is not there is an error', async () => {
    const finding = findingOf(await verdictOn(lost.trips), 'lost-texture');
    expect(finding).toMatchObject({
      kind: 'missing',
      level: 'error',
      evidence: { file: { text: 'textures/a.png' } },
    });
    expect(pathsOf(finding)).toEqual(['/Prop/Look/Texture.inputs:file']);
  });

  it.each(['/srv/a.png', 'C:/a.png', 'https://example.com/a.png', '../../../a.png'])(
    'outside of the asset is an error: %s',
    async (reference) => {
      expect(kindsOf(await inFolder(reference, { 'a.png': pngOf(8, 8) }), 'lost-texture')).toEqual([
        'outside',
      ]);
    },
  );

  it('above the file is a warning', async () => {
    const verdict = await inFolder('../textures/a.png', { 'usd/textures/a.png': pngOf(8, 8) });
    expect(findingOf(verdict, 'lost-texture')).toMatchObject({ kind: 'upwards', level: 'warning' });
  });

  it('is a warning above 16,384 pixels on a side', async () => {
    const sized = (bytes: Uint8Array) => inFolder('a.png', { 'usd/prop/a.png': bytes });
    const finding = findingOf(await verdictOn(large.trips), 'lost-texture');
    expect(finding).toMatchObject({ kind: 'large', level: 'warning' });
    expect(numberOf(finding, 'side')).toBe(16_385);
    expect(kindsOf(await sized(jpegOf(16_385, 8)), 'lost-texture')).toEqual(['large']);
    expect(kindsOf(await sized(jpegOf(16_384, 8)), 'lost-texture')).toEqual([]);
  });

  it('of glTF is looked for as well', async () => {
    const file = triangleFile(
      { material: 0 },
      {},
      {
        materials: [{ pbrMetallicRoughness: { baseColorTexture: { index: 0 } } }],
        textures: [{ source: 0 }],
        images: [{ uri: 'a.png' }],
      },
    );
    const gltf = file.gltf('a.bin');
    const lost = await verdictOn({ 'a.gltf': gltf, 'a.bin': file.binary });
    expect(findingOf(lost, 'lost-texture')).toMatchObject({ kind: 'missing', part: 'gltf' });
    const there = await verdictOn({ 'a.gltf': gltf, 'a.bin': file.binary, 'a.png': pngOf(8, 8) });
    expect(kindsOf(there, 'lost-texture')).toEqual([]);
  });

  it('inside of a glTF file is not above it, whatever it is called', async () => {
    const file = triangleFile(
      { material: 0 },
      {},
      {
        materials: [{ pbrMetallicRoughness: { baseColorTexture: { index: 0 } } }],
        textures: [{ source: 0 }],
      },
    );
    const bufferView = file.view(pngOf(8, 8));
    file.json['images'] = [{ bufferView, mimeType: 'image/png', name: '../a.png' }];
    const verdict = await verdictOn({ 'a.glb': file.glb() });
    expect(verdict.judged).toContain('lost-texture');
    expect(kindsOf(verdict, 'lost-texture')).toEqual([]);
  });

  it('is not judged where there is none', async () => {
    expect(reasonsOf(await verdictOnUsd(prop()), 'lost-texture')).toEqual(['no-texture']);
  });
});

describe('a layer', () => {
  const naming = (reference: string): string =>
    prop({ more: `def Xform "Lid" (prepend references = @${reference}@) {}` });

  it('that is not there is an error', async () => {
    const [layer] = pairs['missing-layer'];
    const finding = findingOf(await verdictOn(layer.trips), 'missing-layer');
    expect(finding).toMatchObject({
      kind: 'missing',
      level: 'error',
      evidence: { layer: { text: 'prop/lid.usd' } },
    });
    expect(pathsOf(finding)[0]).toContain('/Prop/Lid');
    const sub = prop({ header: header('metersPerUnit = 1\n upAxis = "Z"\n subLayers = [@gone.usda@]') });
    expect(kindsOf(await verdictOnUsd(sub), 'missing-layer')).toEqual(['missing']);
  });

  it('outside of the asset, that is broken, or that names itself is an error', async () => {
    expect(kindsOf(await verdictOnUsd(naming('/srv/lid.usda')), 'missing-layer')).toEqual(['outside']);
    const broken = await verdictOnUsd(naming('lid.usda'), { 'lid.usda': '#usda 1.0\ndef Xform "Lid" {' });
    expect(kindsOf(broken, 'missing-layer')).toEqual(['damaged']);
    const circle =
      '#usda 1.0\n(\n  defaultPrim = "Lid"\n)\ndef Xform "Lid" (prepend references = @lid.usda@</Lid>) {}';
    expect(kindsOf(await verdictOnUsd(naming('lid.usda'), { 'lid.usda': circle }), 'missing-layer')).toEqual([
      'cycle',
    ]);
  });

  it('is not one that a texture is missing in', async () => {
    expect(kindsOf(await inFolder('textures/a.png', {}), 'missing-layer')).toEqual([]);
  });

  it('that is the file itself and cannot be read is an error, and all else is not judged', async () => {
    const verdict = await verdictOn({ 'prop.usda': '#usda 1.0\ndef Xform "Prop" {' });
    expect(findingOf(verdict, 'missing-layer')).toMatchObject({
      kind: 'unreadable',
      level: 'error',
      evidence: { file: { text: 'prop.usda' } },
    });
    expect(verdict.judged).toEqual(['missing-layer']);
    expect(reasonsOf(verdict, 'no-mass')).toEqual(['unreadable']);
    expect(verdict.notJudged.find(({ rule }) => rule === 'no-mass')?.detail).not.toBe('');
  });

  it('that is larger than the budget is no fault of the asset', async () => {
    const files = new MemoryFiles({ 'prop.usda': `#usda 1.0\n${prop()}` });
    const budget = new AssetBudget({ ...defaultLimits, maxPrims: 2 });
    const verdict = await judgeAsset(files, budget, { decoders: nodeDecoders() });
    expect(verdict.findings).toEqual([]);
    expect(verdict.judged).toEqual([]);
    expect(reasonsOf(verdict, 'missing-layer')).toEqual(['too-large']);
  });
});

describe('a default prim', () => {
  it('that is not named, or not there, is an error', async () => {
    const unnamed = prop().replace('defaultPrim = "Prop"', '');
    expect(findingOf(await verdictOnUsd(unnamed), 'no-default-prim')).toMatchObject({
      kind: 'none',
      level: 'error',
    });
    const [name] = pairs['no-default-prim'];
    expect(findingOf(await verdictOn(name.trips), 'no-default-prim')).toMatchObject({
      kind: 'missing',
      evidence: { path: { text: '/Gone' } },
    });
  });
});
