import type { MainModule } from '@mujoco/mujoco';
import { beforeAll, describe, expect, it } from 'vitest';
import { AssetBudget, defaultLimits } from '../limits.ts';
import { MemoryFiles } from '../testing/memory-files.ts';
import { nodeMujoco } from '../testing/node-mujoco.ts';
import { gatherFiles } from './gather-files.ts';
import { readMjcf } from './read-mjcf.ts';

let mujoco: MainModule;
beforeAll(async () => {
  mujoco = await nodeMujoco();
});

const tetrahedron = 'v 0 0 0\nv 1 0 0\nv 0 1 0\nv 0 0 1\nf 1 3 2\nf 1 2 4\nf 2 3 4\nf 3 1 4';
const meshOf = (file: string, more = ''): string =>
  `<mujoco>${more}<asset><mesh name="m" file="${file}"/></asset><worldbody><geom type="mesh" mesh="m"/></worldbody></mujoco>`;

async function gather(files: Record<string, string>, file = 'robots/toy/toy.xml') {
  const gathered = await gatherFiles(file, new MemoryFiles(files), new AssetBudget());
  return { ...gathered, names: [...gathered.files.keys()] };
}

async function shapes(files: Record<string, string>, file = 'robots/toy/toy.xml'): Promise<number> {
  const scene = await readMjcf(file, new MemoryFiles(files), new AssetBudget(), mujoco);
  expect(scene.notes).toEqual([]);
  return scene.shapes.length;
}

describe('files that an MJCF file names', () => {
  it.each([
    ['beside it', 'a.obj', '', 'robots/toy/a.obj'],
    ['in a folder', 'meshes/a.obj', '', 'robots/toy/meshes/a.obj'],
    ['in the folder of meshes', 'a.obj', '<compiler meshdir="meshes"/>', 'robots/toy/meshes/a.obj'],
    ['in the folder of assets', 'a.obj', '<compiler assetdir="parts/"/>', 'robots/toy/parts/a.obj'],
    ['above it', '../shared/a.obj', '', 'robots/shared/a.obj'],
    ['above its folder of meshes', 'a.obj', '<compiler meshdir="../../meshes"/>', 'meshes/a.obj'],
    ['by its name alone', '/home/me/a.obj'.slice(1), '<compiler strippath="true"/>', 'robots/toy/a.obj'],
    ['by a roundabout way', './b/../a.obj', '', 'robots/toy/a.obj'],
    ['with other slashes', 'meshes\\a.obj', '', 'robots/toy/meshes/a.obj'],
  ])('are found %s', async (_what, reference, compiler, path) => {
    expect(await shapes({ 'robots/toy/toy.xml': meshOf(reference, compiler), [path]: tetrahedron })).toBe(1);
  });

  it('are no more than those', async () => {
    const files = { 'toy.xml': meshOf('a.obj'), 'a.obj': tetrahedron, 'b.obj': 'x', 'video.mp4': 'x' };
    expect((await gather(files, 'toy.xml')).names).toEqual(['a.obj']);
  });

  it('are those of included files as well, and their folders count for all', async () => {
    const files = {
      'toy.xml': `<mujoco><include file="parts/body.xml"/><worldbody><geom type="mesh" mesh="m"/></worldbody></mujoco>`,
      'parts/body.xml':
        '<mujoco><compiler meshdir="meshes"/><asset><mesh name="m" file="a.obj"/></asset></mujoco>',
      'meshes/a.obj': tetrahedron,
    };
    expect(await shapes(files, 'toy.xml')).toBe(1);
  });

  it('are not taken from another folder', async () => {
    const files = { 'toy.xml': meshOf('lost/a.obj'), 'b/a.obj': tetrahedron };
    const both = {
      ...files,
      'toy.xml': meshOf('lost/a.obj').replace('</asset>', '<mesh file="b/a.obj"/></asset>'),
    };
    await expect(shapes(both, 'toy.xml')).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('lost/a.obj') as unknown,
    });
  });

  it('are without the file itself', async () => {
    expect(
      (await gather({ 'toy.xml': '<mujoco><include file="toy.xml"/></mujoco>' }, 'toy.xml')).names,
    ).toEqual([]);
  });

  it('are taken away again', async () => {
    const files = { 'robots/toy/toy.xml': meshOf('a.obj'), 'robots/toy/a.obj': tetrahedron };
    expect(await shapes(files)).toBe(1);
    const lost = { 'robots/toy/toy.xml': meshOf('a.obj') };
    await expect(shapes(lost)).rejects.toMatchObject({ code: 'refused' });
    expect(mujoco.FS.cwd()).toBe('/');
  });

  it.each(['/dev/urandom', 'C:\\a.obj', 'https://elsewhere.example/a.obj', '\\\\host\\a.obj', 'file:a.obj'])(
    'are never taken from outside of the asset: %s',
    async (reference) => {
      await expect(gather({ 'robots/toy/toy.xml': meshOf(reference) })).rejects.toMatchObject({
        code: 'missing',
        message: `${reference}: outside the asset`,
      });
    },
  );

  it('that lie above the asset are not there', async () => {
    const files = { 'robots/toy/toy.xml': meshOf('../../../a.obj') };
    expect((await gather(files)).names).toEqual([]);
    await expect(shapes(files)).rejects.toMatchObject({ code: 'refused' });
  });

  it.each([
    ['itself', { 'toy.xml': '<mujoco><include file="toy.xml"/></mujoco>' }],
    [
      'one another',
      {
        'toy.xml': '<mujoco><include file="a.xml"/></mujoco>',
        'a.xml': '<mujoco><include file="b.xml"/></mujoco>',
        'b.xml': '<mujoco><include file="a.xml"/></mujoco>',
      },
    ],
  ])('that include %s are refused', async (_what, files) => {
    const read = readMjcf('toy.xml', new MemoryFiles(files), new AssetBudget(), mujoco);
    await expect(read).rejects.toMatchObject({ code: 'refused' });
  });

  it('may name files that name files no deeper than the budget says', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 70 }, (_none, at) => [
        `${at}.xml`,
        `<mujoco><include file="${at + 1}.xml"/></mujoco>`,
      ]),
    );
    await expect(gather(files, '0.xml')).rejects.toMatchObject({ code: 'too-deep' });
  });

  it('may be as large, and their elements as many, as the budget says', async () => {
    const files = { 'toy.xml': meshOf('a.obj'), 'a.obj': tetrahedron };
    const within = (limits: Partial<typeof defaultLimits>) =>
      gatherFiles('toy.xml', new MemoryFiles(files), new AssetBudget({ ...defaultLimits, ...limits }));
    await expect(within({ maxTotalBytes: 150 })).rejects.toMatchObject({ code: 'too-large' });
    await expect(within({ maxPrims: 4 })).rejects.toMatchObject({ code: 'too-many' });
    const vast = { 'toy.xml': ' '.repeat(64 * 1024 * 1024 + 1) };
    await expect(gather(vast, 'toy.xml')).rejects.toMatchObject({ code: 'too-large' });
  });

  it('may be missing altogether', async () => {
    await expect(gather({}, 'toy.xml')).rejects.toMatchObject({ code: 'missing', message: 'toy.xml' });
  });
});
