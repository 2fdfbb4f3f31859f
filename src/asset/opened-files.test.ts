import { describe, expect, it } from 'vitest';
import { AssetBudget } from './limits.ts';
import { gatherFiles } from './mjcf/gather-files.ts';
import { OpenedFiles } from './opened-files.ts';
import { readAsset } from './read-asset.ts';
import { nodeDecoders } from './testing/gltf-decoders.ts';
import { MemoryFiles } from './testing/memory-files.ts';
import { makeZip } from './zip/testing/make-zip.ts';

const foreign = {
  'other.glb': 'g'.repeat(9_000),
  'mjcf/other.xml': '<mujoco/>',
  'unused.png': 'u'.repeat(5_000),
};
const lengthOf = (...files: (string | Uint8Array)[]): number =>
  files.reduce((sum, file) => sum + file.length, 0);

async function bytesOf(file: string, own: Record<string, string | Uint8Array>): Promise<number> {
  const files = new OpenedFiles(new MemoryFiles({ ...foreign, ...own }));
  await readAsset(file, files, new AssetBudget(), nodeDecoders());
  return files.bytes;
}

const texture = 'p'.repeat(700);
const layer = (asset: string, more = ''): string => `#usda 1.0
(
    defaultPrim = "Toy"
${more})
def Xform "Toy"
{
    def Cube "A"
    {
        rel material:binding = </Toy/Paint>
    }
    def Material "Paint"
    {
        token outputs:surface.connect = </Toy/Paint/Surface.outputs:surface>
        def Shader "Surface"
        {
            uniform token info:id = "UsdPreviewSurface"
            color3f inputs:diffuseColor.connect = </Toy/Paint/Map.outputs:rgb>
            float inputs:roughness.connect = </Toy/Paint/Map.outputs:r>
            token outputs:surface
        }
        def Shader "Map"
        {
            uniform token info:id = "UsdUVTexture"
            asset inputs:file = @${asset}@
            float3 outputs:rgb
            float outputs:r
        }
    }
}
`;

describe('files that were read', () => {
  it('are layers and textures of USD, each once, and not what lies beside them', async () => {
    const toy = layer('wood.png', '    subLayers = [@physics.usda@, @physics.usda@]\n');
    const physics =
      '#usda 1.0\nover "Toy"\n{\n    over "A" (references = @physics.usda@</Toy>)\n    {\n    }\n}\n';
    const own = { 'toy.usda': toy, 'physics.usda': physics, 'wood.png': texture };
    expect(await bytesOf('toy.usda', own)).toBe(lengthOf(toy, physics, texture));
  });

  it('are the archive, where a package has them all', async () => {
    const usdz = makeZip([
      { name: 'toy.usda', bytes: layer('wood.png') },
      { name: 'wood.png', bytes: texture },
    ]);
    expect(await bytesOf('toy.usdz', { 'toy.usdz': usdz })).toBe(usdz.length);
  });

  it('are buffers and pictures of glTF', async () => {
    const gltf = JSON.stringify({
      asset: { version: '2.0' },
      buffers: [{ uri: 'toy.bin', byteLength: 36 }],
      bufferViews: [{ buffer: 0, byteLength: 36 }],
      accessors: [{ bufferView: 0, componentType: 5126, count: 3, type: 'VEC3' }],
      images: [{ uri: 'wood.png' }],
      textures: [{ source: 0 }],
      materials: [{ pbrMetallicRoughness: { baseColorTexture: { index: 0 } } }],
      meshes: [{ primitives: [{ attributes: { POSITION: 0 }, material: 0 }] }],
      nodes: [{ mesh: 0 }],
      scenes: [{ nodes: [0] }],
    });
    const own = { 'toy.gltf': gltf, 'toy.bin': new Uint8Array(36), 'wood.png': texture };
    expect(await bytesOf('toy.gltf', own)).toBe(lengthOf(gltf, texture) + 36);
    const alone = JSON.stringify({ asset: { version: '2.0' } });
    expect(await bytesOf('toy.glb', { 'toy.glb': alone, 'toy.bin': 'x' })).toBe(alone.length);
  });

  it('are the meshes and included files of MJCF', async () => {
    const xml =
      '<mujoco><include file="lid.xml"/><asset><mesh file="cup.obj"/><mesh file="gone.obj"/></asset></mujoco>';
    const lid = '<mujoco><asset><mesh name="again" file="cup.obj"/></asset></mujoco>';
    const cup = 'v 0 0 0';
    const files = new OpenedFiles(
      new MemoryFiles({ ...foreign, 'toy.xml': xml, 'lid.xml': lid, 'cup.obj': cup }),
    );
    await gatherFiles('toy.xml', files, new AssetBudget());
    expect(files.bytes).toBe(lengthOf(xml, lid, cup));
  });

  it('count once, however often they are read, and not at all where they are not there', async () => {
    const files = new OpenedFiles(new MemoryFiles({ 'a.png': texture }));
    for (const path of ['a.png', 'a.png', 'gone.png']) await files.read(path);
    expect(files.bytes).toBe(texture.length);
  });
});
