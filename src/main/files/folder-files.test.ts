import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, readlink, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useTemporaryFolder } from '../downloads/testing/temporary-folder.ts';
import { silence } from '../testing/silent-folder.ts';
import {
  folderCalls,
  folderFiles,
  ownFiles,
  workFiles,
  type FolderFiles,
  type OpenFile,
} from './folder-files.ts';
import { readWhole } from './read-whole.ts';

const folder = useTemporaryFolder();

it('fails each call into a folder that does not answer, and goes on when it does', async () => {
  const target = join(folder(), 'nas');
  await mkdir(target);
  const answer = await silence(target);
  await expect(workFiles.writeFile(join(target, 'a'), 'text')).rejects.toThrow('isn’t responding');
  await expect(workFiles.stat(target)).rejects.toThrow('isn’t responding');
  answer();
  await nextTurn();
  await workFiles.writeFile(join(target, 'a'), 'text');
  expect(await readFile(join(target, 'a'), 'utf8')).toBe('text');
});

// Other systems have no list of the files that are open.
it.skipIf(process.platform !== 'linux')(
  'closes a file of such a folder without keeping anybody waiting, once it answers',
  async () => {
    const target = join(folder(), 'nas');
    await mkdir(target);
    const path = join(target, 'a');
    const isOpen = async (): Promise<boolean> => {
      const files = await readdir('/proc/self/fd');
      const paths = await Promise.all(files.map((each) => readlink(`/proc/self/fd/${each}`).catch(() => '')));
      return paths.includes(path);
    };
    const file = await workFiles.open(path, 'w');
    const answer = await silence(target);
    await file.close();
    expect(await isOpen()).toBe(true);
    answer();
    await vi.waitUntil(async () => !(await isOpen()));
  },
);

it('does not wait for a pipe in the place of a file', async () => {
  const pipe = join(folder(), 'pipe');
  execFileSync('mkfifo', [pipe]);
  await symlink(pipe, join(folder(), 'link'));
  expect(await readWhole(pipe, 100, workFiles)).toBe('no-file');
  expect(await readWhole(join(folder(), 'link'), 100, workFiles)).toBe('no-file');
  expect(await readWhole(folder(), 100, workFiles)).toBe('no-file');
  await writeFile(join(folder(), 'file'), 'x'.repeat(101));
  expect(await readWhole(join(folder(), 'file'), 100, workFiles)).toBe('too-large');
  expect(await readWhole(join(folder(), 'file'), 101, workFiles)).toHaveLength(101);
});

describe('a folder on a slow disk', () => {
  const minute = 60_000;
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
  afterEach(() => void vi.useRealTimers());

  /** A file whose bytes need so long to reach the disk. */
  async function slowFile(ms: number, flags: string) {
    const path = join(folder(), 'a');
    await writeFile(path, '');
    const pause = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms));
    let syncs = 0;
    const own: FolderFiles = {
      ...ownFiles,
      open: async (...args) => {
        const file = await ownFiles.open(...args);
        return Object.assign(Object.create(file) as OpenFile, {
          writeFile: async () => {},
          sync: async () => {
            syncs += 1;
            await pause();
          },
          close: async () => {
            await pause();
            await file.close();
          },
        });
      },
    };
    const file = await folderFiles('work', minute / 2, own).open(path, flags);
    return { file, syncs: () => syncs };
  }

  it('has a longer timeout while it flushes written data', async () => {
    const { file } = await slowFile(5 * minute, 'w');
    const done = file.sync().then(() => file.close());
    await vi.advanceTimersByTimeAsync(10 * minute);
    await done;
    expect(folderCalls.isBusy).toBe(false);
  });

  it('has the ordinary timeout where nothing was written', async () => {
    const { file } = await slowFile(minute, 'r');
    const closed = file.close();
    await vi.advanceTimersByTimeAsync(minute / 2);
    await closed;
    expect(folderCalls.isBusy).toBe(true);
    await vi.advanceTimersByTimeAsync(minute / 2);
    await vi.waitUntil(() => !folderCalls.isBusy);
  });

  /** Writes 40 MB. @returns how often it was flushed meanwhile */
  async function flushesWhile(flushMs: number): Promise<number> {
    const { file, syncs } = await slowFile(flushMs, 'w');
    for (let part = 0; part < 10; part += 1) {
      const written = file.writeFile([new Uint8Array(1024 ** 2), new Uint8Array(3 * 1024 ** 2)]);
      await vi.advanceTimersByTimeAsync(flushMs);
      await written;
    }
    const flushes = syncs();
    const closed = file.close();
    await vi.advanceTimersByTimeAsync(flushMs);
    await closed;
    return flushes;
  }

  it('gets written data flushed a part at a time', async () => {
    expect(await flushesWhile(5_000)).toBe(2);
  });

  it('gets larger parts where it proves fast', async () => {
    expect(await flushesWhile(1)).toBe(1);
  });
});
