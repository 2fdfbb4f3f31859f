import { mkdir, symlink, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { workFiles } from '../files/folder-files.ts';
import { commonFolder, findResultFiles, isAway } from './result-files.ts';
import { useTemporaryFolder } from './testing/temporary-folder.ts';

const folder = useTemporaryFolder();

async function write(files: Record<string, string>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder(), name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
}

/** What is found, by paths within the folder. */
async function found() {
  const { usd, mjcf } = await findResultFiles(folder(), workFiles);
  const within = (path: string | null) => path?.slice(folder().length + 1).replaceAll('\\', '/') ?? null;
  return [within(usd), within(mjcf)];
}

it('finds nothing in a folder that has neither', async () => {
  await write({ 'readme.txt': '', 'model.usdx': '', 'data.xml': '<data/>' });
  expect(await found()).toEqual([null, null]);
});

it('takes the file called as its folder before one that lies higher', async () => {
  await write({ 'a.usda': '', 'usd/mug/mug.USDC': '', 'usd/mug/base.usd': '' });
  expect((await found())[0]).toBe('usd/mug/mug.USDC');
});

it('takes the highest else, and the first by name of several', async () => {
  await write({ 'parts/a.usd': '', 'scene.usdz': '', 'body.usd': '' });
  expect((await found())[0]).toBe('body.usd');
});

it('knows MJCF by its root element, not by its name', async () => {
  await write({ 'a.xml': '<robot/>', 'mjcf/b.XML': '<?xml version="1.0"?>\n<mujoco model="mug">' });
  expect((await found())[1]).toBe('mjcf/b.XML');
});

it('reads but the beginning of an XML file', async () => {
  await write({ 'a.xml': `${' '.repeat(5_000)}<mujoco>` });
  expect((await found())[1]).toBeNull();
});

it('looks four folders deep and no deeper', async () => {
  await write({ '1/2/3/4/5/a.usd': '' });
  expect((await found())[0]).toBeNull();
  await write({ '1/2/3/4/a.usd': '' });
  expect((await found())[0]).toBe('1/2/3/4/a.usd');
});

it('follows no link', async () => {
  await write({ 'real/a.txt': '' });
  await symlink('/etc/hostname', join(folder(), 'a.usd'));
  expect((await found())[0]).toBeNull();
});

it('throws where the folder is gone', async () => {
  await expect(findResultFiles(join(folder(), 'gone'), workFiles)).rejects.toThrow('ENOENT');
});

it('knows the file called as its folder also where that may not be called so', async () => {
  await write({ 'usd/mug_app/base.usd': '', 'usd/mug_app/mug.app.usd': '' });
  expect((await found())[0]).toBe('usd/mug_app/mug.app.usd');
});

const downloadedAt = Date.UTC(2026, 4, 6);
const [before, after] = [new Date(downloadedAt - 1_000), new Date(downloadedAt + 1_000)];

it('takes a result for moved where the folder that results go to has something in it, for away where it has not or is gone', async () => {
  const chosen = join(folder(), 'nas');
  const away = (...path: string[]) => isAway(join(folder(), ...path), { chosen, downloadedAt }, workFiles);
  expect(await away('nas', 'batch', 'mug')).toBe(true);
  await mkdir(chosen);
  await utimes(chosen, before, before);
  expect(await away('nas', 'batch', 'mug')).toBe(true);
  await mkdir(join(chosen, 'another'));
  expect(await away('nas', 'batch', 'mug')).toBe(false);
  expect(await away('stick', 'mug')).toBe(true);
  await mkdir(join(folder(), 'stick', 'another'), { recursive: true });
  expect(await away('stick', 'mug')).toBe(false);
});

it('takes a result for moved where the folder that results go to was emptied since it came', async () => {
  await utimes(folder(), after, after);
  expect(await isAway(join(folder(), 'mug'), { chosen: folder(), downloadedAt }, workFiles)).toBe(false);
});

it('the folder of a batch is the one that holds most of its results', () => {
  const results = [join('r', 'loose'), join('r', 'night', 'a'), join('r', 'night', 'b')];
  expect(commonFolder(results)).toBe(join('r', 'night'));
  expect(commonFolder([])).toBe(null);
});
