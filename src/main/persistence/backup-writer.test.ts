import { mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { useTemporaryFolder } from '../downloads/testing/temporary-folder.ts';
import { virtualClock } from '../testing/virtual-clock.ts';
import { BackupWriter } from './backup-writer.ts';
import { readBackup, type WatchListBackup } from './watch-list-backup.ts';

const folder = useTemporaryFolder();

function setUp(name = 'watch-list.backup', tookMs = 0) {
  const path = join(folder(), name);
  const clock = virtualClock();
  let late = 0;
  let revision = 1;
  let reads = 0;
  const read = (): WatchListBackup => {
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
  it('rests for longer where it takes long, since everything else waits for it', async () => {
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

  it('rests after a change, and no longer than that', async () => {
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

  it('lets a failure pass, and writes the next time', async () => {
    const { writer, path } = setUp('missing/watch-list.backup');
    await writer.flush();
    expect(await readBackup(path)).toBeNull();
    await mkdir(dirname(path));
    await writer.flush();
    expect(await readBackup(path)).toMatchObject({ revision: 1 });
  });
});
