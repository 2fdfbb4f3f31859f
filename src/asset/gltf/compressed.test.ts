import { MeshoptEncoder } from 'meshoptimizer';
import { describe, expect, it } from 'vitest';
import { AssetBudget, defaultLimits } from '../limits.ts';
import { dracoMesh, ktx2Picture } from '../testing/compressed.ts';
import { nodeDecoders } from '../testing/gltf-decoders.ts';
import { GltfFile, triangleFile } from '../testing/gltf-files.ts';
import { MemoryFiles } from '../testing/memory-files.ts';
import { onlyGeometry, readGlb } from '../testing/read-glb.ts';
import { loadedOnce } from './decoders.ts';
import { readGltf } from './read-gltf.ts';

const corners = Float32Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0);

function dracoFile(bytes: Uint8Array, count = 3, id = 7): GltfFile {
  const file = new GltfFile({ scenes: [{ nodes: [0] }], nodes: [{ name: 'Node', mesh: 0 }] });
  const extension = { bufferView: file.view(bytes), attributes: { POSITION: id } };
  const primitive = {
    attributes: { POSITION: file.listAccessor({ componentType: 5126, count, type: 'VEC3' }) },
    indices: file.listAccessor({ componentType: 5125, count: 3, type: 'SCALAR' }),
    extensions: { KHR_draco_mesh_compression: extension },
  };
  file.json['meshes'] = [{ primitives: [primitive] }];
  return file;
}

async function meshoptFile(wrong: Record<string, unknown> = {}): Promise<GltfFile> {
  await MeshoptEncoder.ready;
  const file = new GltfFile({ scenes: [{ nodes: [0] }], nodes: [{ name: 'Node', mesh: 0 }] });
  const plain = new Uint8Array(corners.buffer);
  const packed = MeshoptEncoder.encodeGltfBuffer(plain, 3, 12, 'ATTRIBUTES');
  const bufferView = file.view(packed);
  const view = file.json.bufferViews[bufferView] ?? {};
  const { buffer, byteOffset, byteLength } = view;
  const stride = { byteStride: 12, count: 3, mode: 'ATTRIBUTES' };
  const extension = { buffer, byteOffset, byteLength, ...stride, ...wrong };
  Object.assign(view, { byteLength: 36, extensions: { EXT_meshopt_compression: extension } });
  const POSITION = file.listAccessor({ bufferView, componentType: 5126, count: 3, type: 'VEC3' });
  file.json['meshes'] = [{ primitives: [{ attributes: { POSITION } }] }];
  return file;
}

describe('geometry compressed by Draco', () => {
  it('has its points and triangles', async () => {
    const { indices, positions } = onlyGeometry(await readGlb(dracoFile(dracoMesh(corners, [2, 1, 0]))));
    expect(positions).toEqual(corners);
    expect([...indices]).toEqual([2, 1, 0]);
  });

  it.each([
    ['other numbers of points', dracoFile(dracoMesh(corners, [0, 1, 2]), 4)],
    ['10^9 points that it does not have', dracoFile(dracoMesh(corners, [0, 1, 2]), 5e7)],
    ['an attribute that is not there', dracoFile(dracoMesh(corners, [0, 1, 2]), 3, 8)],
    ['bytes of nothing', dracoFile(new Uint8Array(40))],
    ['no bytes', dracoFile(new Uint8Array())],
    ['its end cut off', dracoFile(dracoMesh(corners, [0, 1, 2]).subarray(0, 40))],
  ])('is damaged with %s', async (_what, file) => {
    expect((await readGlb(file)).notes).toMatchObject([
      { code: 'damaged', place: '/Node' },
      { code: 'no-geometry' },
    ]);
  });

  it('is held against the budget before it is decoded', async () => {
    const file = dracoFile(dracoMesh(corners, [0, 1, 2]), 1e9);
    await expect(readGlb(file)).rejects.toMatchObject({ code: 'too-large' });
  });
});

describe('geometry compressed by meshopt', () => {
  it('has its points', async () => {
    expect(onlyGeometry(await readGlb(await meshoptFile())).positions).toEqual(corners);
  });

  it.each([
    ['other numbers of elements than its view has', { count: 4 }],
    ['elements of 3 bytes', { byteStride: 3, count: 12 }],
    ['elements of 260 bytes', { byteStride: 260 }],
    ['an unknown mode', { mode: 'GUESS' }],
    ['a filter for elements of another size', { filter: 'QUATERNION' }],
    ['triangles where there are attributes', { mode: 'TRIANGLES', byteStride: 4, count: 9 }],
    ['its bytes outside of the buffer', { byteLength: 1e9 }],
  ])('is damaged with %s', async (_what, wrong) => {
    expect((await readGlb(await meshoptFile(wrong))).notes).toMatchObject([
      { code: 'damaged', place: '/Node' },
      { code: 'no-geometry' },
    ]);
  });

  it('is held against the budget before it is decoded', async () => {
    const file = await meshoptFile({ count: 2 ** 28 });
    Object.assign(file.json.bufferViews[0] ?? {}, { byteLength: 2 ** 28 * 12 });
    await expect(readGlb(file)).rejects.toMatchObject({ code: 'too-large' });
  });
});

describe('pictures compressed by Basis', () => {
  function fileOf(picture: Uint8Array): GltfFile {
    const file = triangleFile({ material: 0 });
    file.json['materials'] = [{ pbrMetallicRoughness: { baseColorTexture: { index: 0 } } }];
    file.json['textures'] = [{ extensions: { KHR_texture_basisu: { source: 0 } } }];
    file.json['images'] = [{ mimeType: 'image/ktx2', bufferView: file.view(picture) }];
    return file;
  }
  const red = [200, 10, 30, 255] as const;
  const blue = [10, 30, 200, 128] as const;

  it('are unpacked, the bottom row first', async () => {
    const [texture] = (await readGlb(fileOf(ktx2Picture([red, blue])))).textures;
    expect(texture).toMatchObject({ bytes: null, pixels: { width: 4, height: 8 } });
    expect([...(texture?.pixels?.data.subarray(0, 4) ?? [])]).toEqual([...blue]);
    expect([...(texture?.pixels?.data.subarray(-4) ?? [])]).toEqual([...red]);
  });

  it.each([20, 79, 100, 140])('that are cut off after %i bytes leave the plain colour', async (length) => {
    const { materials, notes } = await readGlb(fileOf(ktx2Picture([red]).subarray(0, length)));
    expect(materials[0]?.maps).toEqual({});
    expect(notes).toMatchObject([{ code: 'damaged', place: 'images[0]' }]);
  });

  it('are held against the budget before they are unpacked', async () => {
    const huge = ktx2Picture([red]);
    new DataView(huge.buffer).setUint32(20, 60_000, true);
    new DataView(huge.buffer).setUint32(24, 60_000, true);
    await expect(readGlb(fileOf(huge))).rejects.toMatchObject({ code: 'too-large' });
  });
});

describe('decoders', () => {
  it('are loaded by files that need them alone, and once', async () => {
    const decoders = nodeDecoders();
    const read = (file: GltfFile) =>
      readGltf('a.glb', new MemoryFiles({ 'a.glb': file.glb() }), new AssetBudget(), decoders);
    await read(triangleFile());
    expect(decoders.loaded).toEqual([]);
    for (let time = 0; time < 2; time++) await read(dracoFile(dracoMesh(corners, [0, 1, 2])));
    expect(decoders.loaded).toEqual(['draco']);
    await read(await meshoptFile());
    expect(decoders.loaded).toEqual(['draco', 'meshopt']);
  });

  it('that could not be loaded are tried again', async () => {
    let attempts = 0;
    const never = (): Promise<never> => Promise.reject(new Error(`attempt ${++attempts}`));
    const decoders = loadedOnce({ draco: never, meshopt: never, basis: never });
    await expect(decoders.draco()).rejects.toThrow('attempt 1');
    await expect(decoders.draco()).rejects.toThrow('attempt 2');
  });
});

it('reads within its budget what is compressed', async () => {
  const file = dracoFile(dracoMesh(corners, [0, 1, 2]));
  await expect(readGlb(file, {}, { ...defaultLimits, maxValues: 11 })).rejects.toMatchObject({
    code: 'too-large',
  });
  expect((await readGlb(file, {}, { ...defaultLimits, maxValues: 12 })).shapes).toHaveLength(1);
});
