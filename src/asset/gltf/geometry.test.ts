import { describe, expect, it } from 'vitest';
import { defaultLimits } from '../limits.ts';
import { GltfFile, triangleFile } from '../testing/gltf-files.ts';
import { onlyGeometry, readGlb } from '../testing/read-glb.ts';

/** Five points of a primitive of this mode. */
function fileOfMode(mode: number, indices?: number[]): GltfFile {
  const file = new GltfFile({ scenes: [{ nodes: [0] }], nodes: [{ mesh: 0 }] });
  const POSITION = file.accessor(Float32Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 1, 0, 2, 2, 0), 'VEC3');
  const primitive: Record<string, unknown> = { mode, attributes: { POSITION } };
  if (indices !== undefined) primitive['indices'] = file.accessor(Uint16Array.from(indices), 'SCALAR');
  file.json['meshes'] = [{ primitives: [primitive] }];
  return file;
}

function withFractions(): GltfFile {
  const file = triangleFile();
  const indices = file.accessor(Float32Array.of(0, 1, 2), 'SCALAR');
  file.json['meshes'] = [{ primitives: [{ attributes: { POSITION: 0 }, indices }] }];
  return file;
}

describe('primitives', () => {
  it.each([
    ['triangles', 4, undefined, [0, 1, 2]],
    ['triangles by index', 4, [2, 1, 0, 4, 3, 2], [2, 1, 0, 4, 3, 2]],
    ['triangles with an index too many', 4, [2, 1, 0, 4], [2, 1, 0]],
    ['a strip, every other one the other way round', 5, undefined, [0, 1, 2, 1, 3, 2, 2, 3, 4]],
    ['a strip by index', 5, [4, 3, 2, 1], [4, 3, 2, 3, 1, 2]],
    ['a fan', 6, undefined, [1, 2, 0, 2, 3, 0, 3, 4, 0]],
  ])('make triangles of %s', async (_what, mode, indices, triangles) => {
    expect([...onlyGeometry(await readGlb(fileOfMode(mode, indices))).indices]).toEqual(triangles);
  });

  it.each([
    [0, 'points'],
    [1, 'lines'],
    [2, 'a line loop'],
    [3, 'a line strip'],
  ])('of mode %i are named as not read: %s', async (mode, name) => {
    expect((await readGlb(fileOfMode(mode))).notes).toMatchObject([
      { code: 'not-read', place: 'meshes[0].primitives[0]', detail: `${name}: only surfaces are shown` },
      { code: 'no-geometry' },
    ]);
  });

  it.each([
    ['a strip of too few', 5, [0, 1]],
    ['no index', 4, []],
  ])('without a triangle are no shape, and named: %s', async (_what, mode, indices) => {
    const { shapes, notes } = await readGlb(fileOfMode(mode, indices));
    expect(shapes).toEqual([]);
    expect(notes).toMatchObject([
      { code: 'no-geometry', place: 'meshes[0].primitives[0]', detail: 'no triangles' },
      { code: 'no-geometry' },
    ]);
  });

  it.each([
    ['an index that is no vertex', fileOfMode(4, [0, 1, 5])],
    ['an unknown mode', fileOfMode(7)],
    ['no positions', triangleFile({ attributes: {} })],
    ['indices that are an attribute', triangleFile({ indices: 0 })],
    ['indices that are fractions', withFractions()],
  ])('with %s are damaged', async (_what, file) => {
    expect((await readGlb(file)).notes).toMatchObject([{ code: 'damaged' }, { code: 'no-geometry' }]);
  });

  it('have coordinates whose v points upwards', async () => {
    const file = triangleFile();
    const TEXCOORD_0 = file.accessor(Float32Array.of(0, 0, 1, 0.25, 0.5, 1), 'VEC2');
    file.json['meshes'] = [{ primitives: [{ attributes: { POSITION: 0, TEXCOORD_0 } }] }];
    expect([...(onlyGeometry(await readGlb(file)).uvs ?? [])]).toEqual([0, 1, 1, 0.75, 0.5, 0]);
  });

  it('have colours with opacity, given or not', async () => {
    const rgb = triangleFile();
    const three = rgb.accessor(Uint8Array.of(255, 0, 0, 0, 255, 0, 0, 0, 255), 'VEC3', { normalized: true });
    rgb.json['meshes'] = [{ primitives: [{ attributes: { POSITION: 0, COLOR_0: three } }] }];
    expect([...(onlyGeometry(await readGlb(rgb)).colors ?? [])]).toEqual([
      1, 0, 0, 1, 0, 1, 0, 1, 0, 0, 1, 1,
    ]);
    const rgba = triangleFile();
    const four = rgba.accessor(new Float32Array(12).fill(0.5), 'VEC4');
    rgba.json['meshes'] = [{ primitives: [{ attributes: { POSITION: 0, COLOR_0: four } }] }];
    expect([...(onlyGeometry(await readGlb(rgba)).colors ?? [])]).toEqual(Array<number>(12).fill(0.5));
  });

  it('have colours of three or four numbers', async () => {
    const file = triangleFile();
    const COLOR_0 = file.accessor(new Float32Array(6), 'VEC2');
    file.json['meshes'] = [{ primitives: [{ attributes: { POSITION: 0, COLOR_0 } }] }];
    expect((await readGlb(file)).notes).toMatchObject([
      { code: 'damaged', detail: expect.stringContaining('COLOR_0: 2 numbers each') as unknown },
      { code: 'no-geometry' },
    ]);
  });

  it('that are made into triangles are held against the budget', async () => {
    const limits = { ...defaultLimits, maxValues: 15 + 9 };
    expect((await readGlb(fileOfMode(5), {}, limits)).shapes).toHaveLength(1);
    await expect(readGlb(fileOfMode(5), {}, { ...limits, maxValues: 23 })).rejects.toMatchObject({
      code: 'too-large',
    });
  });

  it('that are broken are named wherever they are shown', async () => {
    const file = triangleFile({ mode: 9 }, {}, { nodes: [{ mesh: 0 }, { mesh: 0 }] });
    file.json['scenes'] = [{ nodes: [0, 1] }];
    const places = (await readGlb(file)).notes.map(({ place }) => place);
    expect(places).toEqual(['/node 0', '/node 1', 'model/a.glb']);
  });

  it('whose attributes differ in number are damaged', async () => {
    const file = triangleFile();
    const NORMAL = file.accessor(new Float32Array(6), 'VEC3');
    file.json['meshes'] = [{ primitives: [{ attributes: { POSITION: 0, NORMAL } }] }];
    expect((await readGlb(file)).notes).toMatchObject([
      { code: 'damaged', detail: 'meshes[0].primitives[0]: 2 × NORMAL for 3 vertices' },
      { code: 'no-geometry' },
    ]);
  });

  it('with a vertex that is nowhere are damaged', async () => {
    const file = triangleFile();
    const POSITION = file.accessor(Float32Array.of(0, 0, 0, Number.NaN, 0, 0, 0, 1, 0), 'VEC3');
    file.json['meshes'] = [{ primitives: [{ attributes: { POSITION } }] }];
    expect((await readGlb(file)).notes).toMatchObject([{ code: 'damaged' }, { code: 'no-geometry' }]);
  });

  it('of one mesh are shapes of their own, which share what they have in common', async () => {
    const file = triangleFile();
    const indices = file.accessor(Uint8Array.of(0, 2, 1), 'SCALAR');
    const attributes = { POSITION: 0 };
    file.json['meshes'] = [{ primitives: [{ attributes }, { attributes, indices }] }];
    const { geometries, shapes } = await readGlb(file);
    expect(shapes.map(({ path, geometry }) => [path, geometry])).toEqual([
      ['/Node#0', 0],
      ['/Node#1', 1],
    ]);
    expect(geometries[0]?.positions).toBe(geometries[1]?.positions);
  });

  it('count as often as they are shown', async () => {
    const many = triangleFile({}, {}, { nodes: Array.from({ length: 50 }, () => ({ mesh: 0 })) });
    many.json['scenes'] = [{ nodes: Array.from({ length: 50 }, (_none, at) => at) }];
    const limits = { ...defaultLimits, maxTriangles: 50 };
    expect((await readGlb(many, {}, limits)).shapes).toHaveLength(50);
    await expect(readGlb(many, {}, { ...limits, maxTriangles: 49 })).rejects.toMatchObject({
      code: 'too-large',
    });
  });
});

describe('morph targets', () => {
  const target = (file: GltfFile): number =>
    file.accessor(Float32Array.of(0, 0, 2, 0, 0, 0, 0, 0, 0), 'VEC3');

  it('are added as much as the mesh says', async () => {
    const file = triangleFile();
    const targets = [{ POSITION: target(file) }];
    file.json['meshes'] = [{ primitives: [{ attributes: { POSITION: 0 }, targets }], weights: [0.5] }];
    expect([...onlyGeometry(await readGlb(file)).positions]).toEqual([0, 0, 1, 1, 0, 0, 0, 1, 0]);
  });

  it('for other numbers of vertices are damaged', async () => {
    const file = triangleFile();
    const targets = [{ POSITION: file.accessor(new Float32Array(6), 'VEC3') }];
    file.json['meshes'] = [{ primitives: [{ attributes: { POSITION: 0 }, targets }], weights: [1] }];
    expect((await readGlb(file)).notes).toMatchObject([
      { code: 'damaged', detail: 'meshes[0].primitives[0].targets[0].POSITION: 2 vertices' },
      { code: 'no-geometry' },
    ]);
  });

  it('are added as much as each node says that has the mesh', async () => {
    const file = triangleFile({}, {}, { nodes: [{ mesh: 0, weights: [1] }, { mesh: 0 }] });
    file.json['scenes'] = [{ nodes: [0, 1] }];
    const targets = [{ POSITION: target(file) }];
    file.json['meshes'] = [{ primitives: [{ attributes: { POSITION: 0 }, targets }], weights: [0] }];
    const { geometries } = await readGlb(file);
    expect(geometries.map(({ positions }) => positions[2])).toEqual([2, 0]);
  });
});

describe('skins', () => {
  function skinned(joint = 1): GltfFile {
    const file = triangleFile({}, { skin: 0, translation: [100, 0, 0] });
    const half = Math.SQRT1_2;
    file.json['nodes'] = [
      { name: 'Mesh', mesh: 0, skin: 0, translation: [100, 0, 0] },
      { name: 'Still' },
      { name: 'Bent', translation: [0, 0, 5], rotation: [0, 0, half, half] },
    ];
    file.json['scenes'] = [{ nodes: [0, 1, 2] }];
    const JOINTS_0 = file.accessor(Uint8Array.of(0, 0, 0, 0, joint, 0, 0, 0, 0, 1, 0, 0), 'VEC4');
    const WEIGHTS_0 = file.accessor(Float32Array.of(1, 0, 0, 0, 1, 0, 0, 0, 0.5, 0.5, 0, 0), 'VEC4');
    const NORMAL = file.accessor(Float32Array.of(1, 0, 0, 1, 0, 0, 1, 0, 0), 'VEC3');
    file.json['meshes'] = [{ primitives: [{ attributes: { POSITION: 0, NORMAL, JOINTS_0, WEIGHTS_0 } }] }];
    // Bound one below where the joints are, along x.
    const bind = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 1];
    const inverseBindMatrices = file.accessor(Float32Array.of(...bind, ...bind), 'MAT4');
    file.json['skins'] = [{ joints: [1, 2], inverseBindMatrices }];
    return file;
  }
  const near = (numbers: number[]): unknown[] => numbers.map((one) => expect.closeTo(one, 5) as unknown);

  it('put points where their joints are, wherever the node of the mesh is', async () => {
    const scene = await readGlb(skinned());
    const { normals, positions } = onlyGeometry(scene);
    // (0,0,0) moved by 1; (1,0,0) moved to 2, turned to y, lifted by 5; (0,1,0) half of both.
    expect([...positions]).toEqual(near([1, 0, 0, 0, 2, 5, 0, 1, 2.5]));
    expect([...(normals ?? [])]).toEqual(near([1, 0, 0, 0, 1, 0, Math.SQRT1_2, Math.SQRT1_2, 0]));
    expect([...(scene.shapes[0]?.matrix ?? [])]).toEqual([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]);
  });

  it('of other numbers of vertices are damaged', async () => {
    const file = skinned();
    const JOINTS_0 = file.accessor(new Uint8Array(16), 'VEC4');
    const [mesh] = file.json['meshes'] as { primitives: { attributes: Record<string, number> }[] }[];
    Object.assign(mesh?.primitives[0]?.attributes ?? {}, { JOINTS_0 });
    expect((await readGlb(file)).notes).toMatchObject([
      { code: 'damaged', detail: 'meshes[0].primitives[0]: joints of 4 vertices' },
      { code: 'no-geometry' },
    ]);
  });

  it('with a vertex at a joint that is not there are damaged', async () => {
    expect((await readGlb(skinned(9))).notes).toMatchObject([
      { code: 'damaged', detail: 'meshes[0].primitives[0]: joint 9 of 2' },
      { code: 'no-geometry' },
    ]);
  });
});
