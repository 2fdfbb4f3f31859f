import { describe, expect, it } from 'vitest';
import { AssetBudget, defaultLimits } from '../limits.ts';
import { nodeDecoders } from '../testing/gltf-decoders.ts';
import { GltfFile, triangleFile } from '../testing/gltf-files.ts';
import { MemoryFiles } from '../testing/memory-files.ts';
import { onlyGeometry, readGlb } from '../testing/read-glb.ts';
import { readGltf } from './read-gltf.ts';

/** A file whose only primitive has these attributes. */
function fileWith(build: (file: GltfFile) => Record<string, number>): GltfFile {
  const file = new GltfFile({ scenes: [{ nodes: [0] }], nodes: [{ mesh: 0 }] });
  file.json['meshes'] = [{ primitives: [{ attributes: build(file) }] }];
  return file;
}

const corners = Float32Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0);

describe('accessors', () => {
  it('are read from between other values', async () => {
    const file = fileWith((to) => {
      const mixed = Float32Array.of(0, 0, 0, 9, 1, 0, 0, 9, 0, 1, 0, 9);
      const bufferView = to.view(new Uint8Array(mixed.buffer), { byteStride: 16 });
      return { POSITION: to.listAccessor({ bufferView, componentType: 5126, count: 3, type: 'VEC3' }) };
    });
    expect(onlyGeometry(await readGlb(file)).positions).toEqual(corners);
  });

  it('begin where they say inside of their view', async () => {
    const file = fileWith((to) => {
      const bufferView = to.view(new Uint8Array(Float32Array.of(9, 9, ...corners).buffer));
      const accessor = { bufferView, byteOffset: 8, componentType: 5126, count: 3, type: 'VEC3' };
      return { POSITION: to.listAccessor(accessor) };
    });
    expect(onlyGeometry(await readGlb(file)).positions).toEqual(corners);
  });

  it.each([
    [Int8Array.of(-127, 127, 0, -128, 0, 0, 0, 0, 0), [-1, 1, 0, -1, 0, 0, 0, 0, 0]],
    [Uint8Array.of(255, 0, 51, 0, 0, 0, 0, 0, 0), [1, 0, 0.2, 0, 0, 0, 0, 0, 0]],
    [Int16Array.of(-32_767, 32_767, 0, -32_768, 0, 0, 0, 0, 0), [-1, 1, 0, -1, 0, 0, 0, 0, 0]],
    [Uint16Array.of(65_535, 0, 13_107, 0, 0, 0, 0, 0, 0), [1, 0, 0.2, 0, 0, 0, 0, 0, 0]],
  ])('of whole numbers stand for fractions where they are normalized: %o', async (values, fractions) => {
    const file = fileWith((to) => ({ POSITION: to.accessor(values, 'VEC3', { normalized: true }) }));
    expect([...onlyGeometry(await readGlb(file)).positions]).toEqual(
      fractions.map((number) => expect.closeTo(number, 6) as unknown),
    );
  });

  it('of whole numbers are taken as they are where they are quantized', async () => {
    const quantized = Uint16Array.of(0, 0, 0, 16_383, 0, 0, 0, 16_383, 0);
    const file = fileWith((to) => ({ POSITION: to.accessor(quantized, 'VEC3') }));
    expect([...onlyGeometry(await readGlb(file)).positions]).toEqual([...quantized]);
  });

  it('have the values of sparse ones in the place of their own', async () => {
    const file = fileWith((to) => {
      const sparse = {
        count: 1,
        indices: { bufferView: to.view(Uint8Array.of(2)), componentType: 5121 },
        values: { bufferView: to.view(new Uint8Array(Float32Array.of(0, 5, 0).buffer)) },
      };
      return { POSITION: to.accessor(corners, 'VEC3', { sparse }) };
    });
    expect([...onlyGeometry(await readGlb(file)).positions]).toEqual([0, 0, 0, 1, 0, 0, 0, 5, 0]);
  });

  it('without a view are zero but for their sparse values', async () => {
    const file = fileWith((to) => {
      const sparse = {
        count: 2,
        indices: { bufferView: to.view(new Uint8Array(Uint16Array.of(1, 2).buffer)), componentType: 5123 },
        values: { bufferView: to.view(new Uint8Array(Float32Array.of(1, 0, 0, 0, 1, 0).buffer)) },
      };
      return { POSITION: to.listAccessor({ componentType: 5126, count: 3, type: 'VEC3', sparse }) };
    });
    expect(onlyGeometry(await readGlb(file)).positions).toEqual(corners);
  });

  it.each([
    ['more elements than there are bytes', { count: 4 }],
    ['10^9 elements', { count: 1e9 }],
    ['2^31 elements', { count: 2 ** 31 }],
    ['2^53 elements', { count: 2 ** 53 }],
    ['a part of an element', { count: 2.5 }],
    ['less than no elements', { count: -1 }],
    ['an offset outside of the view', { byteOffset: 1e9 }],
    ['an offset into the last element', { byteOffset: 4 }],
    ['an unknown type of number', { componentType: 5127 }],
    ['an unknown type of element', { type: 'VEC5' }],
    ['elements of another size', { type: 'VEC2' }],
    ['a view that is not there', { bufferView: 7 }],
  ])('with %s are damaged, and the rest of the file is shown', async (_what, wrong) => {
    const file = triangleFile();
    const [accessor = {}] = file.json.accessors;
    const broken = file.listAccessor({ ...accessor, ...wrong });
    (file.json['meshes'] as unknown[]).push({ primitives: [{ attributes: { POSITION: broken } }] });
    (file.json['nodes'] as unknown[]).push({ name: 'Broken', mesh: 1 });
    file.json['scenes'] = [{ nodes: [0, 1] }];
    const scene = await readGlb(file);
    expect(scene.shapes.map(({ path }) => path)).toEqual(['/Node']);
    expect(scene.notes).toMatchObject([{ code: 'damaged', place: '/Broken' }]);
  });

  it.each([
    ['a view that leaves its buffer', { byteLength: 1e6 }],
    ['a view that begins behind its buffer', { byteOffset: 2 ** 40 }],
    ['a stride shorter than an element', { byteStride: 4 }],
    ['a buffer that is not there', { buffer: 3 }],
  ])('in %s are damaged', async (_what, wrong) => {
    const file = triangleFile();
    Object.assign(file.json.bufferViews[0] ?? {}, wrong);
    expect((await readGlb(file)).notes).toMatchObject([
      { code: 'damaged', place: '/Node' },
      { code: 'no-geometry' },
    ]);
  });

  it('that have no bytes at all are held against the budget before there is room made', async () => {
    const file = fileWith((to) => ({
      POSITION: to.listAccessor({ componentType: 5126, count: 1e9, type: 'VEC3' }),
    }));
    await expect(readGlb(file)).rejects.toMatchObject({ code: 'too-large' });
    await expect(readGlb(triangleFile(), {}, { ...defaultLimits, maxValues: 8 })).rejects.toMatchObject({
      code: 'too-large',
    });
  });

  it('in files beside it are held against the budget before those are read', async () => {
    const file = triangleFile();
    const files = new MemoryFiles({ 'a.gltf': file.gltf('a.bin'), 'a.bin': file.binary });
    const within = (maxTotalBytes: number) =>
      readGltf('a.gltf', files, new AssetBudget({ ...defaultLimits, maxTotalBytes }), nodeDecoders());
    const size = files.sizeOf('a.gltf') ?? 0;
    expect((await within(size + 36)).shapes).toHaveLength(1);
    const before = files.reads.get('a.bin');
    await expect(within(size + 35)).rejects.toMatchObject({ code: 'too-large' });
    expect(files.reads.get('a.bin')).toBe(before);
  });

  it('in the text itself are held against the budget before they are unpacked', async () => {
    const file = triangleFile();
    const text = file.gltf(`data:;base64,${Buffer.from(file.binary).toString('base64')}`);
    const files = new MemoryFiles({ 'a.gltf': text });
    const within = (maxTotalBytes: number) =>
      readGltf('a.gltf', files, new AssetBudget({ ...defaultLimits, maxTotalBytes }), nodeDecoders());
    expect((await within(text.length + 36)).shapes).toHaveLength(1);
    await expect(within(text.length + 35)).rejects.toMatchObject({ code: 'too-large' });
  });

  it.each([
    ['an index that is not there', Uint8Array.of(3), 1, 5121],
    ['more values than elements', Uint8Array.of(0, 1, 2, 0), 4, 5121],
    ['indices of fractions', Uint8Array.of(0, 0, 0, 0), 1, 5126],
  ])('with sparse ones of %s are damaged', async (_what, indices, count, componentType) => {
    const file = fileWith((to) => {
      const sparse = {
        count,
        indices: { bufferView: to.view(indices), componentType },
        values: { bufferView: to.view(new Uint8Array(48)) },
      };
      return { POSITION: to.accessor(corners, 'VEC3', { sparse }) };
    });
    expect((await readGlb(file)).notes).toMatchObject([{ code: 'damaged' }, { code: 'no-geometry' }]);
  });
});
