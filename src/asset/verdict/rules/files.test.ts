import { describe, expect, it } from 'vitest';
import { triangleFile } from '../../testing/gltf-files.ts';
import { AssetBudget, defaultLimits } from '../../limits.ts';
import { nodeDecoders } from '../../testing/gltf-decoders.ts';
import { MemoryFiles } from '../../testing/memory-files.ts';
import { judgeAsset } from '../judge-asset.ts';
import { boxPoints, boxSides } from '../../solids/testing/meshes.ts';
import { meshText } from '../testing/meshes.ts';
import { jpegOf, pngOf } from '../testing/pictures.ts';
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

/** The good prop with a texture of this name. */
const textured = (reference: string): string =>
  prop({
    visual: meshText('Visual', boxPoints([0.5, 0.5, 0.5]), boxSides, 'rel material:binding = </Prop/Look>'),
    more: `def Material "Look" {
      token outputs:surface.connect = </Prop/Look/Surface.outputs:surface>
      def Shader "Surface" {
        uniform token info:id = "UsdPreviewSurface"
        color3f inputs:diffuseColor.connect = </Prop/Look/Texture.outputs:rgb>
        token outputs:surface
      }
      def Shader "Texture" {
        uniform token info:id = "UsdUVTexture"
        asset inputs:file = @${reference}@
        float3 outputs:rgb
      }
    }`,
  });
const inFolder = (reference: string, others: Record<string, Uint8Array>): ReturnType<typeof verdictOn> =>
  verdictOn({ ...others, 'usd/prop/prop.usda': `#usda 1.0\n${textured(reference)}` });

describe('a texture', () => {
  it('that is not there is an error', async () => {
    const finding = findingOf(await inFolder('textures/a.png', {}), 'lost-texture');
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

  it('that is there is none', async () => {
    const verdict = await inFolder('textures/a.png', { 'usd/prop/textures/a.png': pngOf(8, 8) });
    expect(kindsOf(verdict, 'lost-texture')).toEqual([]);
    expect(verdict.judged).toContain('lost-texture');
  });

  it('is a warning above 16,384 pixels on a side', async () => {
    const sized = (bytes: Uint8Array) => inFolder('a.png', { 'usd/prop/a.png': bytes });
    const finding = findingOf(await sized(pngOf(8, 16_385)), 'lost-texture');
    expect(finding).toMatchObject({ kind: 'large', level: 'warning' });
    expect(numberOf(finding, 'side')).toBe(16_385);
    expect(kindsOf(await sized(pngOf(16_384, 16_384)), 'lost-texture')).toEqual([]);
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
  const lid = '#usda 1.0\n(\n  defaultPrim = "Lid"\n)\ndef Xform "Lid" {}';

  it('that is not there is an error', async () => {
    const finding = findingOf(await verdictOnUsd(naming('lid.usda')), 'missing-layer');
    expect(finding).toMatchObject({
      kind: 'missing',
      level: 'error',
      evidence: { layer: { text: 'prop/lid.usda' } },
    });
    expect(pathsOf(finding)[0]).toContain('/Prop/Lid');
    const sub = prop({ header: header('metersPerUnit = 1\n upAxis = "Z"\n subLayers = [@gone.usda@]') });
    expect(kindsOf(await verdictOnUsd(sub), 'missing-layer')).toEqual(['missing']);
  });

  it('that is there is none', async () => {
    expect(kindsOf(await verdictOnUsd(naming('lid.usda'), { 'lid.usda': lid }), 'missing-layer')).toEqual([]);
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
  const named = (name: string): string => prop().replace('defaultPrim = "Prop"', name);

  it('that is not named, or not there, is an error', async () => {
    expect(findingOf(await verdictOnUsd(named('')), 'no-default-prim')).toMatchObject({
      kind: 'none',
      level: 'error',
    });
    expect(findingOf(await verdictOnUsd(named('defaultPrim = "Gone"')), 'no-default-prim')).toMatchObject({
      kind: 'missing',
      evidence: { path: { text: '/Gone' } },
    });
  });

  it('that is there is none', async () => {
    expect(kindsOf(await verdictOnUsd(prop()), 'no-default-prim')).toEqual([]);
  });
});
