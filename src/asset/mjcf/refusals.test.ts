import { describe, expect, it, vi } from 'vitest';
import { stlBytes } from '../../simulator/results/obj.ts';
import { AssetBudget, defaultLimits } from '../limits.ts';
import type { AssetLimits } from '../limits.ts';
import type { AssetScene } from '../scene.ts';
import { MemoryFiles } from '../testing/memory-files.ts';
import { boxObj, boxStl, world } from '../testing/mjcf-files.ts';
import { nodeMujoco } from '../testing/node-mujoco.ts';
import { readMjcf } from './read-mjcf.ts';

const read = async (files: Record<string, string | Uint8Array>, limits?: AssetLimits): Promise<AssetScene> =>
  readMjcf('model.xml', new MemoryFiles(files), new AssetBudget(limits), await nodeMujoco());

describe('what MuJoCo refuses', () => {
  it.each([
    [
      'a size of 0',
      world('<geom name="flat" type="box" size="0 .1 .1"/>'),
      /size 0 must be positive.*'flat'.*line 1/s,
    ],
    ['an element that it does not know', world('<geometry size="1"/>'), /geometry.*line 1/s],
    ['no XML', { 'model.xml': 'a toolbox' }, /XML/],
    ['another format', { 'model.xml': '<scene/>' }, /Unrecognized XML model type: 'scene'/],
    ['an empty file', { 'model.xml': '' }, /./],
    [
      'a mesh that is not there',
      world('<geom type="mesh" mesh="a"/>', '<asset><mesh name="a" file="lost.obj"/></asset>'),
      /lost\.obj/,
    ],
  ])('is said in its words: %s', async (_what, files, words) => {
    await expect(read(files)).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringMatching(words) as unknown,
    });
  });

  it('is a mesh of more faces than it takes', async () => {
    const one = stlBytes({
      positions: [
        [0, 0, 0],
        [1, 0, 0],
        [0, 1, 0],
      ],
      normals: [],
      uvs: [],
      triangles: [[0, 1, 2]],
    });
    const many = new Uint8Array(84 + 300_000 * 50);
    many.set(one.subarray(0, 84));
    for (let face = 0; face < 300_000; face++) many.set(one.subarray(84), 84 + 50 * face);
    new DataView(many.buffer).setUint32(80, 300_000, true);
    const files = world('<geom type="mesh" mesh="a"/>', '<asset><mesh name="a" file="many.stl"/></asset>');
    await expect(read({ ...files, 'many.stl': many })).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('between 1 and 200000') as unknown,
    });
  });

  it('leaves it able to read the next', async () => {
    await expect(read(world('<geom size="0"/>'))).rejects.toMatchObject({ code: 'refused' });
    expect((await read(world('<geom size=".1"/>'))).shapes).toHaveLength(1);
  });

  it.each(['model.xml', 'box.stl'])('is a model of which %s is cut off at any hundredth', async (name) => {
    const mesh = '<asset><mesh name="a" file="box.stl"/></asset>';
    const files: Record<string, string | Uint8Array> = {
      ...world('<geom type="mesh" mesh="a"/>', mesh),
      'box.stl': boxStl(),
    };
    expect((await read(files)).shapes).toHaveLength(1);
    const whole = files[name] ?? '';
    for (let percent = 0; percent < 100; percent += 1) {
      const part = whole.slice(0, Math.floor((whole.length * percent) / 100));
      const scene = read({ ...files, [name]: part });
      await expect(scene, `${percent}%`).rejects.toMatchObject({ code: 'refused' });
    }
  });

  it('is as many files as there are, and the next is read', async () => {
    for (let count = 0; count < 60; count += 1)
      await expect(read(world('<geom size="0"/>')), `${count}`).rejects.toMatchObject({ code: 'refused' });
    expect((await read(world('<geom size=".1"/>'))).shapes).toHaveLength(1);
  });

  it('is a file of elements in elements in elements', async () => {
    const deep = `<mujoco>${'<worldbody>'.repeat(100_000)}`;
    await expect(read({ 'model.xml': deep })).rejects.toMatchObject({ code: 'refused' });
  });
});

it('names what the compiler warns of', async () => {
  const warn = vi.spyOn(console, 'warn').mockReturnValue();
  const cloth = '<flexcomp name="cloth" type="grid" count="3 3 1" spacing=".1 .1 .1" dim="2" mass="1"/>';
  expect((await read(world(`<geom size=".1"/>${cloth}`))).notes).toMatchObject([
    { code: 'warned', detail: expect.stringContaining("flex 'cloth' is not rigid") as unknown },
    { code: 'not-read', detail: '1 × flex' },
  ]);
  warn.mockRestore();
});

describe('budgets', () => {
  const exactly = async (files: Record<string, string>, maxValues: number): Promise<void> => {
    await read(files, { ...defaultLimits, maxValues });
    await expect(read(files, { ...defaultLimits, maxValues: maxValues - 1 })).rejects.toMatchObject({
      code: 'too-large',
    });
  };
  const boxed = (geom: string, assets = ''): Record<string, string> => ({
    ...world(geom, `<asset><mesh name="a" file="a.obj"/>${assets}</asset>`),
    'a.obj': boxObj(1, 1, 1),
  });
  const seen = 'contype="0" conaffinity="0"';

  it('hold for elements, also for those that MuJoCo makes of them', async () => {
    const many = world('<geom size=".1"/>'.repeat(30));
    await expect(read(many, { ...defaultLimits, maxPrims: 20 })).rejects.toMatchObject({ code: 'too-many' });
    const copied = world('<replicate count="30" offset="1 0 0"><geom size=".1"/></replicate>');
    expect((await read(copied)).shapes).toHaveLength(30);
    await expect(read(copied, { ...defaultLimits, maxPrims: 20 })).rejects.toMatchObject({
      code: 'too-many',
    });
  });

  it('hold for points of meshes and of their hulls', async () => {
    const visual = boxed(`<geom type="mesh" mesh="a" ${seen}/>`);
    const vertices = ((await read(visual)).geometries[0]?.positions.length ?? 0) / 3;
    expect(vertices).toBeGreaterThanOrEqual(8);
    const ofMesh = 3 * 8 + 6 * 12 + 8 * vertices;
    await exactly(visual, ofMesh);
    await exactly(boxed('<geom type="mesh" mesh="a"/>'), ofMesh + 3 * 8 + 3 * 12);
  });

  it('hold for height fields and for textures', async () => {
    const hills = '<asset><hfield name="h" nrow="4" ncol="5" size="1 1 1 1"/></asset>';
    await exactly(world('<geom type="hfield" hfield="h"/>', hills), 3 * 20 + 6 * 12);
    const textured = boxed(
      `<geom type="mesh" mesh="a" material="m" ${seen}/>`,
      '<texture name="t" type="2d" builtin="flat" width="30" height="20"/><material name="m" texture="t"/>',
    );
    const [v, f] = [/^v .*$/gm, /^f (.*)$/gm];
    const coordinates = (textured['a.obj'] ?? '').replaceAll(f, (_line, corners: string) =>
      ['f', ...corners.split(' ').map((corner) => `${corner}/${corner}`)].join(' '),
    );
    const files = { ...textured, 'a.obj': coordinates.replaceAll(v, (line) => `${line}\nvt 0 0`) };
    const scene = await read(files);
    expect(scene.textures).toMatchObject([{ pixels: { width: 30, height: 20 } }]);
    const vertices = (scene.geometries[0]?.positions.length ?? 0) / 3;
    await exactly(files, 3 * 8 + 6 * 12 + 8 * vertices + 600);
  });

  it('hold for triangles and bytes', async () => {
    const files = boxed('<geom type="mesh" mesh="a"/>');
    await expect(read(files, { ...defaultLimits, maxTriangles: 11 })).rejects.toMatchObject({
      code: 'too-large',
    });
    await expect(read(files, { ...defaultLimits, maxTotalBytes: 200 })).rejects.toMatchObject({
      code: 'too-large',
    });
  });
});
