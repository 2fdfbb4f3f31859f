import { describe, expect, it } from 'vitest';
import { defaultLimits } from '../limits.ts';
import { triangleFile } from '../testing/gltf-files.ts';
import { readGlb } from '../testing/read-glb.ts';

const half = Math.SQRT1_2;
const near = (numbers: readonly number[]): unknown[] =>
  numbers.map((one) => expect.closeTo(one, 6) as unknown);

/** A file with these nodes, of which the first is the root. */
const fileOf = (nodes: Record<string, unknown>[]) =>
  triangleFile({}, {}, { nodes, scenes: [{ nodes: [0] }] });

describe('nodes', () => {
  it('scale, then turn, then move, all below them as well', async () => {
    const scene = await readGlb(
      fileOf([
        { name: 'Root', translation: [0, 0, 10], children: [1] },
        { name: 'Arm', rotation: [0, 0, half, half], scale: [2, 1, 1], children: [2] },
        { name: 'Hand', translation: [1, 0, 0], mesh: 0 },
      ]),
    );
    const [shape] = scene.shapes;
    expect(shape?.path).toBe('/Root/Arm/Hand');
    expect(shape?.name).toBe('Hand');
    expect([...(shape?.matrix ?? [])]).toEqual(near([0, 2, 0, 0, -1, 0, 0, 0, 0, 0, 1, 0, 0, 2, 10, 1]));
  });

  it('are where their matrix says', async () => {
    const matrix = [1, 0, 0, 0, 0, 0, -1, 0, 0, 1, 0, 0, 5, 6, 7, 1];
    const scene = await readGlb(fileOf([{ mesh: 0, matrix }]));
    expect([...(scene.shapes[0]?.matrix ?? [])]).toEqual(matrix);
  });

  it('of one mesh share its geometry, and those of one name have paths of their own', async () => {
    const scene = await readGlb(
      fileOf([
        { name: 'Root', children: [1, 2, 3] },
        { name: 'Leg', mesh: 0 },
        { name: 'Leg', mesh: 0 },
        { name: 'a/b', mesh: 0 },
      ]),
    );
    expect(scene.geometries).toHaveLength(1);
    expect(scene.shapes.map(({ path }) => path)).toEqual(['/Root/Leg', '/Root/Leg (node 2)', '/Root/a_b']);
  });

  it('that no scene has are shown from their roots on where there is no scene', async () => {
    const file = triangleFile({}, {}, { nodes: [{ mesh: 0 }, { name: 'Root', children: [0] }] });
    delete file.json['scenes'];
    expect((await readGlb(file)).shapes.map(({ path }) => path)).toEqual(['/Root/node 0']);
  });

  it('of one scene are shown, and that there are others is said', async () => {
    const file = triangleFile(
      {},
      {},
      {
        nodes: [
          { name: 'A', mesh: 0 },
          { name: 'B', mesh: 0 },
        ],
        scene: 1,
      },
    );
    file.json['scenes'] = [{ nodes: [0] }, { nodes: [1] }];
    const scene = await readGlb(file);
    expect(scene.shapes.map(({ path }) => path)).toEqual(['/B']);
    expect(scene.notes).toMatchObject([{ code: 'not-read', detail: '1 of 2 scenes: one is shown' }]);
  });

  it('that are below themselves are shown once', async () => {
    const scene = await readGlb(
      fileOf([
        { name: 'A', mesh: 0, children: [1] },
        { name: 'B', children: [0, 1] },
      ]),
    );
    expect(scene.shapes).toHaveLength(1);
    expect(scene.notes.map(({ code, place }) => [code, place])).toEqual([
      ['cycle', '/A/B/A'],
      ['cycle', '/A/B/B'],
    ]);
  });

  it('may be as many and as deep as the budget says', async () => {
    const chain = Array.from({ length: 70 }, (_none, at) => ({ children: at < 69 ? [at + 1] : [] }));
    await expect(readGlb(fileOf(chain))).rejects.toMatchObject({ code: 'too-deep' });
    const crowd = Array.from({ length: 11 }, () => ({}));
    await expect(readGlb(fileOf(crowd), {}, { ...defaultLimits, maxPrims: 10 })).rejects.toMatchObject({
      code: 'too-many',
    });
  });

  it('may have as many primitives as the budget says', async () => {
    const file = triangleFile();
    const primitive = { attributes: { POSITION: 0 } };
    file.json['meshes'] = [{ primitives: Array.from({ length: 10 }, () => primitive) }];
    const limits = { ...defaultLimits, maxPrims: 11 };
    expect((await readGlb(file, {}, limits)).shapes).toHaveLength(10);
    await expect(readGlb(file, {}, { ...limits, maxPrims: 10 })).rejects.toMatchObject({ code: 'too-many' });
  });

  it.each([
    ['a child that is not there', [{ children: [7] }]],
    ['a place that is no number', [{ mesh: 0, translation: [Infinity, 0, 0] }]],
    ['three numbers for a turn', [{ mesh: 0, rotation: [0, 0, 1] }]],
    ['a child of another kind', [{ children: ['x'] }]],
  ])('with %s are damaged', async (_what, nodes) => {
    const file = fileOf(nodes as Record<string, unknown>[]);
    const text = JSON.stringify(file.json).replaceAll('null', '1e400');
    const bytes = new TextEncoder().encode(text);
    await expect(readGlb(bytes)).rejects.toMatchObject({ code: 'damaged' });
  });
});

describe('instances', () => {
  it('have their places below the node', async () => {
    const file = fileOf([{ name: 'Trees', translation: [10, 0, 0], mesh: 0 }]);
    const TRANSLATION = file.accessor(Float32Array.of(0, 0, 0, 0, 5, 0), 'VEC3');
    const SCALE = file.accessor(Float32Array.of(1, 1, 1, 3, 3, 3), 'VEC3');
    const attributes = { TRANSLATION, SCALE };
    Object.assign((file.json['nodes'] as object[])[0] ?? {}, {
      extensions: { EXT_mesh_gpu_instancing: { attributes } },
    });
    const scene = await readGlb(file);
    expect(scene.shapes.map(({ path, matrix }) => [path, matrix[0], matrix[12], matrix[13]])).toEqual([
      ['/Trees[0]', 1, 10, 0],
      ['/Trees[1]', 3, 10, 5],
    ]);
    expect(scene.geometries).toHaveLength(1);
  });

  it('that differ in number are damaged', async () => {
    const file = fileOf([{ mesh: 0 }]);
    const TRANSLATION = file.accessor(new Float32Array(6), 'VEC3');
    const SCALE = file.accessor(new Float32Array(9), 'VEC3');
    Object.assign((file.json['nodes'] as object[])[0] ?? {}, {
      extensions: { EXT_mesh_gpu_instancing: { attributes: { TRANSLATION, SCALE } } },
    });
    expect((await readGlb(file)).notes).toMatchObject([{ code: 'damaged' }, { code: 'no-geometry' }]);
  });

  it('are held against the budget before they are made', async () => {
    const file = fileOf([{ mesh: 0 }]);
    const bufferView = file.view(new Uint8Array(3 * 300_000));
    const TRANSLATION = file.listAccessor({ bufferView, componentType: 5120, count: 300_000, type: 'VEC3' });
    Object.assign((file.json['nodes'] as object[])[0] ?? {}, {
      extensions: { EXT_mesh_gpu_instancing: { attributes: { TRANSLATION } } },
    });
    await expect(readGlb(file)).rejects.toMatchObject({ code: 'too-many' });
  });
});

describe('a file', () => {
  it('needs version 2.0', async () => {
    const file = triangleFile({}, {}, { asset: { version: '1.0' } });
    await expect(readGlb(file)).rejects.toMatchObject({
      code: 'not-understood',
      message: 'glTF version 1.0',
    });
  });

  it('that needs an extension that is not known is not understood', async () => {
    const file = triangleFile({}, {}, { extensionsRequired: ['EXT_from_the_future'] });
    await expect(readGlb(file)).rejects.toMatchObject({
      code: 'not-understood',
      message: 'EXT_from_the_future',
    });
  });

  it('says which extensions it uses that are not read', async () => {
    const extensionsUsed = ['KHR_materials_clearcoat', 'KHR_materials_unlit'];
    const extensionsRequired = ['KHR_materials_clearcoat'];
    const scene = await readGlb(triangleFile({}, {}, { extensionsRequired, extensionsUsed }));
    expect(scene.shapes).toHaveLength(1);
    expect(scene.notes.map(({ detail }) => detail)).toEqual(['KHR_materials_clearcoat']);
  });

  it('with animations is at rest, and says so', async () => {
    const scene = await readGlb(triangleFile({}, {}, { animations: [{}, {}] }));
    expect(scene.notes).toMatchObject([{ code: 'not-read', place: 'animations' }]);
  });

  it('is in metres with Y up', async () => {
    expect(await readGlb(triangleFile())).toMatchObject({
      format: 'gltf',
      file: 'model/a.glb',
      metersPerUnit: { value: 1 },
      upAxis: { value: 'Y' },
      physics: null,
    });
  });
});
