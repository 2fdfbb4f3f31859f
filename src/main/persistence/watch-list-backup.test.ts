import { mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useTemporaryFolder } from '../downloads/testing/temporary-folder.ts';
import { seal } from '../store/sealed.ts';
import { newWatchedJob } from '../jobs/watched-job.ts';
import {
  backedUpJob,
  readBackup,
  replaceBackup,
  sealBackup,
  type WatchListBackup,
} from './watch-list-backup.ts';

const folder = useTemporaryFolder();
const path = (): string => join(folder(), 'watch-list.backup');

const backup: WatchListBackup = {
  revision: 4,
  settings: { theme: 'dark' },
  batches: [],
  jobs: [backedUpJob({ ...newWatchedJob('a1', 2, 'pasted', 5).record, tags: ['oak'], note: 'for the fair' })],
};
const newer: WatchListBackup = { ...backup, revision: 5 };

describe('the backup of the watch list', () => {
  it('comes back as it was written', async () => {
    await replaceBackup(path(), sealBackup(backup));
    expect(await readBackup(path())).toEqual(backup);
  });

  it('is read also where an earlier version of the app wrote it', async () => {
    const old = { id: 'a1', order: 2, addedAt: 5, source: 'pasted', download: null };
    await writeFile(path(), seal('watch-list', { revision: 4, settings: null, jobs: [old] }));
    expect(await readBackup(path())).toMatchObject({
      batches: [],
      jobs: [{ ...old, batches: [], tags: [], note: null, archived: false }],
    });
  });

  it('is the newer one once that is written, and leaves nothing else behind', async () => {
    await replaceBackup(path(), sealBackup(backup));
    await replaceBackup(path(), sealBackup(newer));
    expect(await readBackup(path())).toEqual(newer);
    expect(await readdir(folder())).toEqual(['watch-list.backup']);
  });

  it('is none where none was written', async () => {
    expect(await readBackup(path())).toBeNull();
  });

  it('is none when a byte of it has changed', async () => {
    await replaceBackup(path(), sealBackup(backup));
    const bytes = await readFile(path());
    bytes[bytes.indexOf('pasted')] = 'P'.charCodeAt(0);
    await writeFile(path(), bytes);
    expect(await readBackup(path())).toBeNull();
  });

  it('is none when its end is missing', async () => {
    await writeFile(path(), sealBackup(backup).slice(0, -1));
    expect(await readBackup(path())).toBeNull();
  });

  it('is none when it is whole but not a backup', async () => {
    await writeFile(path(), seal('watch-list', { ...backup, jobs: 'none' }));
    expect(await readBackup(path())).toBeNull();
  });

  it('may be read by its owner alone', async () => {
    await replaceBackup(path(), sealBackup(backup));
    expect((await stat(path())).mode & 0o077).toBe(0);
  });

  it('takes the place of what a killed run left half-written', async () => {
    await writeFile(`${path()}.new`, 'what a killed run left');
    await replaceBackup(path(), sealBackup(backup));
    expect(await readBackup(path())).toEqual(backup);
    expect(await readdir(folder())).toEqual(['watch-list.backup']);
  });

  it('stays the old one when the new one cannot be written', async () => {
    await replaceBackup(path(), sealBackup(backup));
    await mkdir(`${path()}.new/in the way`, { recursive: true });
    await expect(replaceBackup(path(), sealBackup(newer))).rejects.toThrow();
    expect(await readBackup(path())).toEqual(backup);
  });

  it('leaves no half of a new one when it cannot take the place of the old one', async () => {
    await mkdir(join(path(), 'in the way'), { recursive: true });
    await expect(replaceBackup(path(), sealBackup(newer))).rejects.toThrow();
    expect(await readdir(folder())).toEqual(['watch-list.backup']);
  });
});
