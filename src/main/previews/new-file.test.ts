import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { failed, success, type Outcome } from '../../shared/errors.ts';
import { useTemporaryFolder } from '../downloads/testing/temporary-folder.ts';
import { ownFiles, type FolderFiles, type OpenFile } from '../files/folder-files.ts';
import { writeNewFile } from './new-file.ts';

const folder = useTemporaryFolder();

const writing =
  (text: string, outcome: Outcome<null> = success(null)) =>
  async (file: OpenFile): Promise<Outcome<null>> => {
    await file.writeFile(text);
    return outcome;
  };

/** As on a disk without hard links. */
const withoutLinks: FolderFiles = {
  ...ownFiles,
  link: () => Promise.reject(Object.assign(new Error('not permitted'), { code: 'EPERM' })),
};

describe.each([
  ['with hard links', ownFiles],
  ['without hard links', withoutLinks],
])('a new file, on a disk %s', (_what, files) => {
  const write = (name: string, text: string, outcome?: Outcome<null>) =>
    writeNewFile(folder(), name, writing(text, outcome), { files });

  it('has its name once it is whole, and nothing is left beside it', async () => {
    expect(await write('chair.usd', 'chair')).toEqual(success(join(folder(), 'chair.usd')));
    expect(await readFile(join(folder(), 'chair.usd'), 'utf8')).toBe('chair');
    expect(await readdir(folder())).toEqual(['chair.usd']);
  });

  it('replaces nothing', async () => {
    await writeFile(join(folder(), 'chair.usd'), 'mine');
    await writeFile(join(folder(), 'chair (2).usd'), 'mine too');
    expect(await write('chair.usd', 'chair')).toEqual(success(join(folder(), 'chair (3).usd')));
    expect(await readFile(join(folder(), 'chair.usd'), 'utf8')).toBe('mine');
    expect(await readFile(join(folder(), 'chair (2).usd'), 'utf8')).toBe('mine too');
  });

  it('gets a name of its own where several are written at once', async () => {
    const all = await Promise.all(Array.from({ length: 5 }, (_unused, index) => write('a.png', `${index}`)));
    expect(new Set(all.map((one) => one.ok && one.value)).size).toBe(5);
    const texts = await Promise.all(
      (await readdir(folder())).map((name) => readFile(join(folder(), name), 'utf8')),
    );
    expect(texts.toSorted()).toEqual(['0', '1', '2', '3', '4']);
  });

  it('is not there at all where it could not be written whole', async () => {
    expect(await write('chair.usd', 'half', failed('truncated'))).toEqual(failed('truncated'));
    expect(await readdir(folder())).toEqual([]);
  });
});

it('is marked on Windows as downloaded', async () => {
  await writeNewFile(folder(), 'a.usd', writing('a'), { platform: 'win32' });
  expect(await readFile(join(folder(), 'a.usd:Zone.Identifier'), 'utf8')).toContain('ZoneId=3');
});

it('fails as the system says where its folder is not there', async () => {
  const outcome = await writeNewFile(join(folder(), 'gone'), 'a.png', writing('a'));
  expect(outcome).toMatchObject({ failure: { code: 'folder-unavailable' } });
});
