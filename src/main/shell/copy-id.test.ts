import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { useTemporaryFolder } from '../downloads/testing/temporary-folder.ts';
import { copyIdOf } from './copy-id.ts';

const folder = useTemporaryFolder();
const idOf = async (path: string): Promise<string> => (await copyIdOf(path, '')).id;
const [mac, otherMac] = ['6d2f1a9077ab5b339c1e0123456789ab', '0a2f1a9077ab5b339c1e0123456789ab'];

it('is the same at each start, and another one for each folder', async () => {
  const [one, other] = [join(folder(), 'one'), join(folder(), 'other')];
  const id = await idOf(one);
  expect(id).toMatch(/^[0-9a-f]{32}$/);
  expect(await idOf(one)).toBe(id);
  expect(await idOf(other)).not.toBe(id);
});

it('is chosen anew where the file makes no sense, and none where it cannot be kept', async () => {
  const path = join(folder(), 'copy');
  await writeFile(path, '{"half');
  const id = await idOf(path);
  expect(await idOf(path)).toBe(id);
  expect(await idOf(join(folder(), 'missing', 'copy'))).toBe('');
  await writeFile(path, '{"id":"of another kind"}');
  expect(await idOf(path)).not.toBe(id);
});

it('is not replaced where it cannot be read for a moment', async () => {
  const path = join(folder(), 'copy');
  const id = await idOf(path);
  const busy = await copyIdOf(path, mac, () =>
    Promise.reject(Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO' })),
  );
  expect(busy).toEqual({ id: '', hardware: mac });
  expect(await idOf(path)).toBe(id);
});

it('goes with the hardware that it was kept with where the system names none for a moment', async () => {
  const path = join(folder(), 'copy');
  const { id } = await copyIdOf(path, mac);
  expect(await copyIdOf(path, '')).toEqual({ id, hardware: mac });
  expect(await copyIdOf(path, otherMac)).toEqual({ id, hardware: otherMac });
  expect(await copyIdOf(path, '')).toEqual({ id, hardware: otherMac });
});

it('takes the hardware along that is known of one that was kept alone', async () => {
  const path = join(folder(), 'copy');
  const id = await idOf(path);
  expect(await copyIdOf(path, mac)).toEqual({ id, hardware: mac });
  expect(await copyIdOf(path, '')).toEqual({ id, hardware: mac });
});

it('is whole under its name, or not there', async () => {
  const path = join(folder(), 'copy');
  // What a run left behind that was killed while it wrote.
  await writeFile(`${path}.new`, '"6d2f');
  const id = await idOf(path);
  expect(await readdir(folder())).toEqual(['copy']);
  expect(await idOf(path)).toBe(id);
});

it('stays the same where its hardware cannot be kept with it', async () => {
  const path = join(folder(), 'copy');
  const id = await idOf(path);
  // Nothing can be written where a folder has the name.
  await mkdir(`${path}.new`);
  await writeFile(join(`${path}.new`, 'file'), '');
  expect(await copyIdOf(path, mac)).toEqual({ id, hardware: mac });
  expect(await idOf(path)).toBe(id);
});
