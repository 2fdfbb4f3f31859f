import type * as Files from 'node:fs/promises';
import { mkdir, readdir, rm, rmdir, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { partsFolder } from './hidden-folder.ts';
import { claimSlot, discardLeftovers, releaseSlot, sweepLeftovers } from './part-slots.ts';
import { processesOf, type Processes } from '../lib/processes.ts';
import { contentsOf, useTemporaryFolder } from './testing/temporary-folder.ts';

const { lstat, rename } = vi.hoisted(() => ({ lstat: vi.fn(), rename: vi.fn() }));
vi.mock('node:fs/promises', async (original) => {
  const actual = await original<typeof Files>();
  lstat.mockImplementation(actual.lstat);
  rename.mockImplementation(actual.rename);
  return { ...actual, lstat, rename };
});

const folder = useTemporaryFolder();
const [here, elsewhere] = ['0000cafe', '0000beef'];
/** Processes 1 and 2 are running, each as seen by itself; 3 was killed. */
const processes = (own: number, host = here): Processes => ({
  own: { host, start: '1', pid: own },
  isRunning: ({ pid, start }) => (pid === 1 || pid === 2) && start === '1',
});
const hidden = () => join(folder(), partsFolder);
const day = 24 * 60 * 60 * 1000;

/** A slot that process `own` left with a byte in it. */
async function leave(jobId: string, own: number, as: Processes = processes(own)) {
  const slot = await claimSlot(folder(), jobId, as, Date.now());
  await writeFile(slot.archive, 'received');
  for (const made of [slot.early, slot.unpacked]) {
    await mkdir(made);
    await writeFile(join(made, 'half'), '');
  }
  return slot;
}

describe('a slot', () => {
  it('lies hidden in the folder of the results, which it makes', async () => {
    const target = join(folder(), 'Downloads', 'Rigyd');
    const slot = await claimSlot(target, 'job', processes(1), Date.now());
    expect(slot.archive.startsWith(join(target, partsFolder))).toBe(true);
    expect(await readdir(slot.folder)).toEqual([]);
  });

  it('has a harmless name for any ID', async () => {
    const slot = await claimSlot(folder(), '../../etc/pass\0wd', processes(1), Date.now());
    expect(await readdir(hidden())).toEqual([basename(slot.folder)]);
  });

  it('is another one for another job', async () => {
    const slots = await Promise.all(
      ['a', 'b', 'c'].map((job) => claimSlot(folder(), job, processes(1), Date.now())),
    );
    expect(new Set(slots.map((slot) => slot.folder)).size).toBe(3);
  });

  it('is gone when released, and the hidden folder with the last one', async () => {
    const [a, b] = [await leave('a', 1), await leave('b', 1)];
    await releaseSlot(a);
    expect(await readdir(hidden())).toEqual([basename(b.folder)]);
    await releaseSlot(b);
    expect(await readdir(folder())).toEqual([]);
  });

  it('is not disturbed by another that is removed at the moment', async () => {
    const other = await leave('other', 3);
    const remove = async (path: string): Promise<unknown> => {
      await rm(other.folder, { recursive: true, force: true });
      return lstat(path);
    };
    lstat.mockImplementationOnce(remove);
    const slot = await claimSlot(folder(), 'job', processes(1), Date.now());
    expect(await readdir(hidden())).toEqual([basename(slot.folder)]);
  });

  it('fails as the system says where the folder cannot be used', async () => {
    await writeFile(join(folder(), 'file'), '');
    await expect(claimSlot(join(folder(), 'file'), 'job', processes(1), Date.now())).rejects.toMatchObject({
      code: 'ENOTDIR',
    });
  });
});

describe('the leftover of a killed run', () => {
  it('is taken over by the next download of the job, without what was unpacked', async () => {
    await leave('job', 3);
    const slot = await claimSlot(folder(), 'job', processes(1), Date.now());
    expect(await contentsOf(slot.folder)).toEqual({ 'result.zip': 'received' });
    expect(await readdir(hidden())).toEqual([basename(slot.folder)]);
  });

  it('is taken over also when the new process has the same ID', async () => {
    await leave('job', 1);
    const slot = await claimSlot(folder(), 'job', processes(1), Date.now());
    expect(await contentsOf(slot.folder)).toEqual({ 'result.zip': 'received' });
  });

  it('is left to a process that still runs', async () => {
    const theirs = await leave('job', 2);
    const slot = await claimSlot(folder(), 'job', processes(1), Date.now());
    expect(await readdir(slot.folder)).toEqual([]);
    expect(await contentsOf(theirs.folder)).toHaveProperty('result.zip', 'received');
  });

  it('is missed when another process takes it first', async () => {
    await leave('job', 3);
    rename.mockImplementationOnce(async (from: string, to: string) => {
      await rm(from, { recursive: true });
      await rmdir(hidden());
      await rename(from, to);
    });
    const slot = await claimSlot(folder(), 'job', processes(1), Date.now());
    expect(await readdir(slot.folder)).toEqual([]);
  });

  it('is of no use for another job', async () => {
    await leave('job', 3);
    const slot = await claimSlot(folder(), 'other', processes(1), Date.now());
    expect(await readdir(slot.folder)).toEqual([]);
  });

  it('can be discarded, for its job alone', async () => {
    await leave('job', 3);
    const kept = [await leave('job', 2), await leave('other', 3)].map((slot) => basename(slot.folder));
    await discardLeftovers(folder(), 'job', processes(1), Date.now());
    expect((await readdir(hidden())).sort()).toEqual(kept.sort());
  });
});

describe('in a folder that another machine uses as well', () => {
  it('a slot of the other machine is left alone, also where a process here had its number and is gone', async () => {
    const theirs = await leave('job', 3, processes(3, elsewhere));
    const slot = await claimSlot(folder(), 'job', processes(1), Date.now());
    expect(slot.folder).not.toBe(theirs.folder);
    expect(await readdir(slot.folder)).toEqual([]);
    await discardLeftovers(folder(), 'job', processes(1), Date.now());
    await sweepLeftovers(folder(), { resumable: [], now: Date.now(), processes: processes(1) });
    expect(await contentsOf(theirs.folder)).toHaveProperty('result.zip', 'received');
  });

  it('two machines whose processes have the same number receive one job in two slots', async () => {
    const slots = await Promise.all(
      [here, elsewhere].map((host) => claimSlot(folder(), 'job', processes(1, host), Date.now())),
    );
    expect(new Set(slots.map((slot) => slot.archive)).size).toBe(2);
  });

  it('a slot of the other machine is none where this one’s clock is days ahead', async () => {
    const theirs = await claimSlot(folder(), 'job', processes(1, elsewhere), Date.now());
    const now = Date.now() + 3 * day;
    await sweepLeftovers(folder(), { resumable: [], now, processes: processes(1) });
    expect((await stat(theirs.folder)).isDirectory()).toBe(true);
    expect((await claimSlot(folder(), 'job', processes(1), now)).folder).not.toBe(theirs.folder);
    expect((await stat(theirs.folder)).isDirectory()).toBe(true);
  });

  it('a slot of the other machine is a leftover once nothing was written to it for a day', async () => {
    const theirs = await leave('job', 3, processes(3, elsewhere));
    const age = async (path: string): Promise<void> => {
      const written = new Date(Date.now() - day - 60_000);
      await utimes(path, written, written);
    };
    await age(theirs.unpacked);
    await age(theirs.folder);
    const early = await claimSlot(folder(), 'job', processes(1), Date.now());
    expect(await readdir(early.folder), 'while its archive grows').toEqual([]);
    await releaseSlot(early);
    await age(theirs.archive);
    const slot = await claimSlot(folder(), 'job', processes(1), Date.now());
    expect(await contentsOf(slot.folder)).toEqual({ 'result.zip': 'received' });
  });

  it('the leftover of an earlier process is taken over although a later one has its number', async () => {
    await leave('job', 2, { ...processes(2), own: { host: here, start: '0', pid: 2 } });
    const slot = await claimSlot(folder(), 'job', processes(1), Date.now());
    expect(await contentsOf(slot.folder)).toEqual({ 'result.zip': 'received' });
  });
});

describe('sweeping', () => {
  const sweep = (resumable: string[], now = Date.now()) =>
    sweepLeftovers(folder(), { resumable, now, processes: processes(1) });

  it('removes leftovers that nobody will resume, and the hidden folder with the last one', async () => {
    await leave('killed', 3);
    await leave('same ID as before', 1);
    await sweep([]);
    expect(await readdir(folder())).toEqual([]);
  });

  it('keeps what may be resumed, however old it is', async () => {
    const slot = await leave('resumable', 3);
    const touched = new Date(2020, 4, 6);
    for (const path of [slot.archive, slot.folder]) await utimes(path, touched, touched);
    await sweep(['resumable']);
    expect(await contentsOf(slot.folder)).toMatchObject({ 'result.zip': 'received' });
  });

  it('keeps what another process works on', async () => {
    const theirs = await leave('theirs', 2);
    await sweep([]);
    expect(await readdir(hidden())).toEqual([basename(theirs.folder)]);
  });

  it('keeps what another machine has paused for weeks, and not what nobody has touched for months', async () => {
    const theirs = await leave('theirs', 3, processes(3, elsewhere));
    const age = async (days: number): Promise<void> => {
      const written = new Date(Date.now() - days * day);
      for (const path of [theirs.unpacked, theirs.archive, theirs.folder])
        await utimes(path, written, written);
    };
    await age(50);
    await sweep([]);
    expect(await readdir(hidden())).toEqual([basename(theirs.folder)]);
    await age(70);
    await sweep([]);
    expect(await readdir(folder())).toEqual([]);
  });

  it("never touches a person's files, whatever they are called", async () => {
    const { folder: slot } = await leave('job', 3);
    const precious = join(folder(), 'precious');
    await mkdir(precious);
    await writeFile(join(precious, 'thesis.txt'), 'mine');
    await symlink(precious, `${slot}1`);
    await writeFile(`${slot}2`, 'a file with the name of a slot');
    await writeFile(join(hidden(), 'notes.txt'), 'mine');
    await mkdir(join(hidden(), 'toolbox.3'));
    await sweep([]);
    expect((await readdir(hidden())).sort()).toEqual(
      [`${basename(slot)}1`, `${basename(slot)}2`, 'notes.txt', 'toolbox.3'].sort(),
    );
    expect(await contentsOf(precious)).toEqual({ 'thesis.txt': 'mine' });
  });

  it('has nothing to do where there is nothing', async () => {
    await sweepLeftovers(join(folder(), 'missing'), { resumable: [], now: 0, processes: processes(1) });
    expect(await readdir(folder())).toEqual([]);
  });
});

describe('the processes of the system', () => {
  const { own, isRunning } = processesOf({ id: 'copy', hardware: '' });

  it('run until they end, and are not those that had their number before', () => {
    expect(own.pid).toBe(process.pid);
    expect(isRunning(own)).toBe(true);
    expect(isRunning({ ...own, start: `${own.start}1` })).toBe(false);
    expect(isRunning({ ...own, pid: 2 ** 22 + 1 })).toBe(false);
  });

  it('are told from later ones with their number on Linux', () => {
    const parent = { ...own, pid: process.ppid, start: '1' };
    expect(isRunning(parent)).toBe(process.platform !== 'linux');
  });

  it('run also when they belong to somebody else', () => {
    const kill = vi.spyOn(process, 'kill').mockImplementation(() => {
      throw Object.assign(new Error('kill EPERM'), { code: 'EPERM' });
    });
    // Of no process is a start known here, so that its being there decides.
    expect(isRunning({ ...own, pid: 2 ** 22 + 1 })).toBe(true);
    kill.mockRestore();
  });
});
