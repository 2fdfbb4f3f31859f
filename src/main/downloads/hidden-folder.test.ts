import { chown, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ownFiles } from '../files/folder-files.ts';
import { partsFolder } from './hidden-folder.ts';
import { claimSlot, discardLeftovers, sweepLeftovers, type PartSlot } from './part-slots.ts';
import type { Processes } from '../lib/processes.ts';
import { contentsOf, useTemporaryFolder } from './testing/temporary-folder.ts';

const folder = useTemporaryFolder();
const somebodyElse = 65_000;
/** Process 2 runs beside the own one. */
const processes = (pid: number): Processes => ({
  own: { host: '0000cafe', start: '1', pid },
  isRunning: (owner) => owner.pid === 2,
});
const claim = (jobId: string, own = 1): Promise<PartSlot> =>
  claimSlot(folder(), jobId, processes(own), Date.now());

/** The slot of a killed process, with what had come. */
async function leave(jobId: string): Promise<PartSlot> {
  const slot = await claim(jobId, 3);
  await writeFile(slot.archive, 'received');
  return slot;
}

afterEach(() => vi.restoreAllMocks());

describe.runIf(process.getuid?.() === 0)('in a folder that two people share', () => {
  const [theirs, own] = [partsFolder, `${partsFolder} (2)`];
  const path = (name: string): string => join(folder(), name);

  /** What another person is receiving there. */
  async function receiveTheirs(): Promise<void> {
    await mkdir(join(path(theirs), `${'a'.repeat(24)}.0000cafe.1.3`), { recursive: true, mode: 0o700 });
    await chown(path(theirs), somebodyElse, somebodyElse);
  }

  it('each has a hidden folder', async () => {
    await receiveTheirs();
    const slots = await Promise.all(['a', 'b'].map((jobId) => claim(jobId)));
    expect(slots.map((slot) => dirname(slot.folder))).toEqual([path(own), path(own)]);
    expect(await readdir(path(theirs))).toHaveLength(1);
  });

  it('a leftover is gone on with, also once the other folder is gone', async () => {
    await receiveTheirs();
    await leave('job');
    expect(await contentsOf((await claim('job')).folder)).toEqual({ 'result.zip': 'received' });
    await rm(path(theirs), { recursive: true });
    await mkdir(path(theirs), { mode: 0o700 });
    const slot = await claim('job', 4);
    expect(dirname(slot.folder)).toBe(path(theirs));
    expect(await contentsOf(slot.folder)).toEqual({ 'result.zip': 'received' });
    expect(await readdir(folder())).toEqual([theirs]);
  });

  it.each([
    ['swept', () => sweepLeftovers(folder(), { resumable: [], now: Date.now(), processes: processes(1) })],
    ['discarded', () => discardLeftovers(folder(), 'job', processes(1), Date.now())],
  ])('only one’s own leftovers are %s', async (_how, remove) => {
    await receiveTheirs();
    await leave('job');
    await remove();
    expect(await readdir(folder())).toEqual([theirs]);
    expect(await readdir(path(theirs))).toHaveLength(1);
  });
});

describe.runIf(process.getuid)('on a share that gives all files one owner', () => {
  it('what came is gone on with', async () => {
    vi.spyOn(process, 'getuid').mockReturnValue(somebodyElse);
    await leave('job');
    const slot = await claim('job');
    expect(await contentsOf(slot.folder)).toEqual({ 'result.zip': 'received' });
    expect(await readdir(folder())).toEqual([partsFolder]);
    // The same process once more, as after a pause.
    expect(await contentsOf((await claim('job')).folder)).toEqual({ 'result.zip': 'received' });
    expect(await readdir(dirname(slot.folder))).toHaveLength(1);
  });

  it('a full disk is called full, also where no file can be made any more', async () => {
    vi.spyOn(process, 'getuid').mockReturnValue(somebodyElse);
    vi.spyOn(ownFiles, 'open').mockRejectedValue(Object.assign(new Error('full'), { code: 'ENOSPC' }));
    await expect(claim('job')).rejects.toMatchObject({ code: 'ENOSPC' });
    expect(await readdir(folder())).toEqual([partsFolder]);
  });
});
