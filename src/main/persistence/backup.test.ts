import { mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { useTemporaryFolder } from '../downloads/testing/temporary-folder.ts';
import { seal, sealPieces } from '../store/sealed.ts';
import { newWatchedJob } from '../jobs/watched-job.ts';
import { virtualClock } from '../testing/virtual-clock.ts';
import {
  backedUpJob,
  type BackedUp,
  BackupWriter,
  readBackup,
  replaceBackup,
  sealBackup,
  type WatchListBackup,
} from './backup.ts';
import { fileSource } from '../../shared/source.ts';

const folder = useTemporaryFolder();
const path = (): string => join(folder(), 'watch-list.backup');

const backup: WatchListBackup = {
  revision: 4,
  settings: { theme: 'dark' },
  batches: [],
  jobs: [
    backedUpJob({
      ...newWatchedJob('a1', 2, fileSource('pasted'), 5).record,
      tags: ['oak'],
      note: 'for the fair',
    }),
  ],
};
const newer: WatchListBackup = { ...backup, revision: 5 };

describe('the backup of the watch list', () => {
  it('comes back as it was written', async () => {
    await replaceBackup(path(), sealBackup(backup));
    expect(await readBackup(path())).toEqual(backup);
  });

  it('is read also where an earlier version of the app wrote it', async () => {
    const old = { id: 'a1', order: 2, addedAt: 5, source: fileSource('pasted'), download: null };
    await writeFile(path(), seal('watch-list', { revision: 4, settings: null, jobs: [old] }));
    expect(await readBackup(path())).toMatchObject({
      batches: [],
      jobs: [{ ...old, batches: [], tags: [], note: null, archived: false }],
    });
  });

  it('is read without its jobs as long as nobody needs them', async () => {
    const pieces = ['{"revision":4,"settings":null,', '\n"jobs":[', 'no JSON', ']}'];
    await writeFile(path(), sealPieces('watch-list', pieces).join(''));
    expect((await readBackup(path()))?.revision).toBe(4);
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

it('is written a slice of its jobs at a time, and comes back whole', async () => {
  const records = Array.from({ length: 1_201 }, (_, at) => newWatchedJob(`a${at}`, at, null, 5).record);
  const content = { ...backup, jobs: records, dismissed: undefined, keyHint: { lastFour: '“é”' } };
  const writer = new BackupWriter(path(), () => content, virtualClock());
  await writer.flush();
  expect(await readBackup(path())).toEqual({ ...content, jobs: records.map(backedUpJob) });
});

function setUp(name = 'watch-list.backup', tookMs = 0) {
  const path = join(folder(), name);
  const clock = virtualClock();
  let late = 0;
  let revision = 1;
  let reads = 0;
  const read = (): BackedUp => {
    reads += 1;
    late += tookMs;
    return { revision, settings: null, batches: [], jobs: [] };
  };
  return {
    path,
    clock,
    writer: new BackupWriter(path, read, { ...clock, steady: () => clock.steady() + late }),
    change: (to: number) => (revision = to),
    reads: () => reads,
  };
}

describe('the writer of the backup', () => {
  it('waits longer between two backups where collecting one takes long', async () => {
    const { writer, clock, reads } = setUp('long-list.backup', 500);
    writer.noteChange();
    await writer.flush();
    writer.noteChange();
    await vi.waitFor(() => expect(reads()).toBe(3));
    writer.noteChange();
    await clock.advance(9_999);
    expect(reads()).toBe(3);
    await clock.advance(1);
    await vi.waitFor(() => expect(reads()).toBe(4));
  });

  it('writes at once, and then once for all changes within two seconds, with what is true by then', async () => {
    const { writer, clock, change, reads, path } = setUp();
    writer.noteChange();
    await clock.advance(0);
    expect(reads()).toBe(1);
    for (const revision of [2, 3, 4]) {
      change(revision);
      writer.noteChange();
      await clock.advance(600);
    }
    expect(reads()).toBe(1);
    await clock.advance(200);
    await vi.waitFor(() => expect(reads()).toBe(2));
    await writer.flush();
    expect(await readBackup(path)).toMatchObject({ revision: 4 });
  });

  it('waits after a change, and has no timer after that', async () => {
    const { writer, clock } = setUp();
    writer.noteChange();
    await clock.advance(2_000);
    expect(clock.waiting()).toEqual([]);
  });

  it('writes at once when told to, and leaves no timer behind', async () => {
    const { writer, clock, path } = setUp();
    writer.noteChange();
    await writer.flush();
    expect(await readBackup(path)).toMatchObject({ revision: 1 });
    expect(clock.waiting()).toEqual([]);
  });

  it('leaves the file alone as long as it would be the same', async () => {
    const { writer, change, path } = setUp();
    await writer.flush();
    const { ino } = await stat(path);
    await writer.flush();
    expect((await stat(path)).ino).toBe(ino);
    change(2);
    await writer.flush();
    expect(await readBackup(path)).toMatchObject({ revision: 2 });
  });

  it('is written at the end only where something came since, or the last one could not be written', async () => {
    const { writer, reads, path } = setUp('missing/watch-list.backup');
    writer.noteCurrent();
    await writer.finish();
    expect(reads()).toBe(0);
    writer.noteBehind();
    await writer.finish();
    await mkdir(dirname(path));
    await writer.finish();
    expect(await readBackup(path)).toMatchObject({ revision: 1 });
    await writer.finish();
    expect(reads()).toBe(2);
  });

  it('lets a failure pass, and writes the next time', async () => {
    const { writer, path } = setUp('missing/watch-list.backup');
    await writer.flush();
    expect(await readBackup(path)).toBeNull();
    await mkdir(dirname(path));
    await writer.flush();
    expect(await readBackup(path)).toMatchObject({ revision: 1 });
  });
});
