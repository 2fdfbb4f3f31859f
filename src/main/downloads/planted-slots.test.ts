import { chown, link, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { claimSlot, type PartSlot, sweepLeftovers } from './part-slots.ts';
import { writePlacingNote } from './slot-notes.ts';
import type { Processes } from '../lib/processes.ts';
import { contentsOf, useTemporaryFolder } from './testing/temporary-folder.ts';

const folder = useTemporaryFolder();
/** None is running but the own one. */
const processes = (pid: number): Processes => ({
  own: { host: '0000cafe', start: '1', pid },
  isRunning: () => false,
});

describe('a slot that somebody else put into a shared folder', () => {
  const theirs = () => join(folder(), 'precious.txt');

  /** The slot of a killed process, in which this is done. */
  async function plant(change: (slot: PartSlot) => Promise<unknown>, own = 3): Promise<PartSlot> {
    await writeFile(theirs(), 'precious');
    const slot = await claimSlot(folder(), 'job', processes(own), Date.now());
    await change(slot);
    return slot;
  }

  const noteOn = (path: string) => async (slot: PartSlot) => {
    await writeFile(slot.archive, 'received');
    await writePlacingNote(slot.unpacked, { folder: path, usdOnly: false, renamed: [], renamedCount: 0 });
  };

  it.each([
    ['a symbolic link', (slot: PartSlot) => symlink(theirs(), slot.archive)],
    ['a hard link', (slot: PartSlot) => link(theirs(), slot.archive)],
    ['a link in place of the next note', (slot: PartSlot) => symlink(theirs(), `${slot.archive}.json.new`)],
    ['a link in place of the folder to unpack into', (slot: PartSlot) => symlink(folder(), slot.unpacked)],
    ['a folder in place of the archive', (slot: PartSlot) => mkdir(slot.archive)],
  ])('is not gone on with where it holds %s', async (_what, change) => {
    await plant(change);
    const slot = await claimSlot(folder(), 'job', processes(1), Date.now());
    expect(await readdir(slot.folder)).toEqual([]);
    await sweepLeftovers(folder(), { resumable: [], now: Date.now(), processes: processes(1) });
    expect(await readdir(folder())).toEqual(['precious.txt']);
    expect(await readFile(theirs(), 'utf8')).toBe('precious');
  });

  it('is emptied where it has the name of the own one', async () => {
    await plant((slot) => symlink(theirs(), slot.archive), 1);
    const slot = await claimSlot(folder(), 'job', processes(1), Date.now());
    expect(await readdir(slot.folder)).toEqual([]);
    expect(await readFile(theirs(), 'utf8')).toBe('precious');
  });

  it.runIf(process.getuid?.() === 0)('is not gone on with where it belongs to another person', async () => {
    await plant(async (slot) => {
      await writeFile(slot.archive, 'received');
      await chown(slot.folder, 65_000, 65_000);
    });
    const slot = await claimSlot(folder(), 'job', processes(1), Date.now());
    expect(await readdir(slot.folder)).toEqual([]);
  });

  it.each([
    ['elsewhere', () => join(folder(), '..')],
    ['that is the whole folder of results', () => folder()],
    ['that a link leads to', () => join(folder(), 'link')],
    ['that is a file', theirs],
  ])('tells of no result in a folder %s', async (_what, path) => {
    await symlink('/', join(folder(), 'link'));
    await plant((slot) => noteOn(path())(slot));
    const slot = await claimSlot(folder(), 'job', processes(1), Date.now());
    expect(slot.placed).toBeNull();
    expect(await contentsOf(slot.folder)).toEqual({ 'result.zip': 'received' });
  });

  it('tells of a result that an earlier run moved to its name', async () => {
    const path = join(folder(), 'chair');
    await mkdir(path);
    await plant(noteOn(path));
    const slot = await claimSlot(folder(), 'job', processes(1), Date.now());
    expect(slot.placed).toMatchObject({ folder: path });
  });
});
