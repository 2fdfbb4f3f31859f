import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { nothingThere, rethrowSilence } from '../files/folder-calls.ts';
import { type FileStats, workFiles } from '../files/folder-files.ts';
import { systemCode } from '../files/file-failure.ts';
import { removeFolder } from '../files/remove-folder.ts';
import {
  factsOfNew,
  type HiddenFolder,
  makeFolder,
  openHiddenFolder,
  ownHiddenFolders,
} from './hidden-folder.ts';
import { type PlacingNote, readPlaced, removePlacingNote } from './slot-notes.ts';
import type { Owner, Processes } from '../lib/processes.ts';

const { lstat, mkdir, readdir, rename, rmdir } = workFiles;

/** Milliseconds without a write after which the next download of its job takes a slot over, whoever made it. */
const maxSilenceMs = 24 * 60 * 60 * 1000;

/** Milliseconds without a write after which a slot of another machine is swept: a download may be paused for weeks there. */
const maxPauseMs = 60 * maxSilenceMs;

/** How often a hidden folder is made that another download removes at the same moment. */
const maxTries = 5;

/**
 * Where one unfinished result lies: in the hidden folder inside the folder it goes to, hence on the same volume, so that it
 * can be moved to its name in one step when it is finished. A slot is named after its job and the process that works on it,
 * with its machine and its start: the folder may be shared by several machines. A slot whose process is gone is the leftover
 * of a killed run; the next download of the same job takes it over by renaming it, which only one process can do. Of
 * another machine's process nobody can tell whether it runs; its slot counts as left when nothing was written to it for a day.
 */
export interface PartSlot {
  folder: string;
  /** The ZIP as far as it has been received. */
  archive: string;
  /** What has been unpacked of it before it was whole. */
  early: string;
  /** What has been unpacked of it so far. */
  unpacked: string;
  /** What an earlier run moved to its name and did not live to tell. */
  placed: PlacingNote | null;
}

interface FoundSlot {
  folder: string;
  /** The user ID of the hidden folder it lies in. */
  owner: number;
  key: string;
}

const slotName = /^([0-9a-f]{24})\.([0-9a-f]{8})\.(\d{1,20})\.(\d{1,10})$/;

const nameOf = (key: string, { host, start, pid }: Owner): string => `${key}.${host}.${start}.${pid}`;

/** A job's name among the slots. IDs are opaque, so they cannot be file names themselves. */
export const keyOf = (jobId: string): string => createHash('sha256').update(jobId).digest('hex').slice(0, 24);

/** The slots that no other running process works on. Anything else there is not ours, whatever it is called. */
async function findFreeSlots(
  { path: parts, owner }: HiddenFolder,
  processes: Processes,
  now: number,
  silenceMs = maxSilenceMs,
): Promise<FoundSlot[]> {
  const found: FoundSlot[] = [];
  for (const entry of await readdir(parts)) {
    const [, key, host = '', start = '', pid] = slotName.exec(entry.name) ?? [];
    if (key === undefined || !entry.isDirectory()) continue;
    const folder = join(parts, entry.name);
    const isOthers = isInUse({ host, start, pid: Number(pid) }, processes);
    if (isOthers && !(await isLeft(folder, parts, now, silenceMs))) continue;
    found.push({ folder, owner, key });
  }
  return found;
}

/** Whether another process works on a slot, as far as its name tells. */
function isInUse(owner: Owner, { own, isRunning }: Processes): boolean {
  if (owner.host !== own.host) return true;
  const isOwn = owner.pid === own.pid && owner.start === own.start;
  return !isOwn && isRunning(owner);
}

/** This computer's clock may be ahead of the one by which files in a shared folder are dated. */
async function isLeft(folder: string, parts: string, now: number, silenceMs: number): Promise<boolean> {
  if (!(await isSilent(folder, now, silenceMs))) return false;
  const made = await factsOfNew(parts).catch(nothingThere);
  return made !== null && isSilent(folder, made.mtimeMs, silenceMs);
}

async function isSilent(folder: string, now: number, silenceMs: number): Promise<boolean> {
  const paths = [folder, archiveIn(folder), unpackedIn(folder)];
  const writtenAt = await Promise.all(
    paths.map((path) =>
      lstat(path).then(
        ({ mtimeMs }) => mtimeMs,
        (error: unknown) => {
          rethrowSilence(error);
          return 0;
        },
      ),
    ),
  );
  return now - Math.max(...writtenAt) > silenceMs;
}

const archiveIn = (folder: string): string => join(folder, 'result.zip');
const earlyIn = (folder: string): string => join(folder, earlyName);
const unpackedIn = (folder: string): string => join(folder, unpackedName);
const pathsIn = (folder: string): Omit<PartSlot, 'placed'> => ({
  folder,
  archive: archiveIn(folder),
  early: earlyIn(folder),
  unpacked: unpackedIn(folder),
});

/** What the system reports of a slot that cannot be made ready, though the folder it lies in can be used. */
export class SlotError extends Error {}

/**
 * The slot of a job in the folder its result goes to: its leftover if there is one, else a new one. Makes the folders
 * that are missing.
 *
 * @param now milliseconds since the epoch
 * @throws what the system reports; a {@link SlotError} with that as its cause where it is about this slot alone
 */
export async function claimSlot(
  target: string,
  jobId: string,
  processes: Processes,
  now: number,
): Promise<PartSlot> {
  const key = keyOf(jobId);
  const made = await makeSlot(target, nameOf(key, processes.own));
  return makeReady(made, target, key, processes, now).catch((cause: unknown) => {
    throw new SlotError('The slot cannot be made ready.', { cause });
  });
}

/** As {@link claimSlot}, where there is nothing of the job yet, which takes the fewest calls; null where there is. */
export async function claimFreshSlot(
  target: string,
  jobId: string,
  processes: Processes,
  now: number,
): Promise<PartSlot | null> {
  const key = keyOf(jobId);
  const { folder, isNew } = await makeSlot(target, nameOf(key, processes.own));
  if (!isNew) return null;
  if ((await findLeftover(target, key, folder, processes, now)) === null)
    return { ...pathsIn(folder), placed: null };
  await rmdir(folder);
  return null;
}

async function makeReady(
  { folder, owner, isNew }: Awaited<ReturnType<typeof makeSlot>>,
  target: string,
  key: string,
  processes: Processes,
  now: number,
): Promise<PartSlot> {
  if (isNew) {
    const leftover = await findLeftover(target, key, folder, processes, now);
    if (leftover !== null) await takeOver(leftover, folder);
  } else if (!(await isOwnSlot(folder, owner))) {
    await removeFolder(folder);
    await mkdir(folder, { recursive: true });
  }
  const unpacked = unpackedIn(folder);
  const placed = await readPlaced(unpacked, target);
  if (placed === null) {
    // In this order: the note alone would say that the folder was moved.
    await removePlacingNote(unpacked);
    for (const made of [earlyIn(folder), unpacked]) await removeFolder(made);
  }
  return { ...pathsIn(folder), placed };
}

/** Makes a slot and the hidden folder it lies in. `isNew` tells whether the slot was not there before. */
async function makeSlot(
  target: string,
  name: string,
): Promise<{ folder: string; owner: number; isNew: boolean }> {
  for (let attempt = 1; ; attempt += 1)
    try {
      const { path, owner } = await openHiddenFolder(target);
      const folder = join(path, name);
      return { folder, owner, isNew: await makeFolder(folder) };
    } catch (error) {
      // The folder is yet to be made, or the last download has just taken the hidden one with it.
      if (systemCode(error) !== 'ENOENT' || attempt === maxTries) throw error;
      await mkdir(target, { recursive: true });
    }
}

/** A leftover of the job with which one can go on, but for the own slot. */
async function findLeftover(
  target: string,
  key: string,
  own: string,
  processes: Processes,
  now: number,
): Promise<string | null> {
  for (const hidden of await ownHiddenFolders(target))
    for (const { folder, owner, key: found } of await findFreeSlots(hidden, processes, now))
      if (found === key && folder !== own && (await isOwnSlot(folder, owner))) return folder;
  return null;
}

async function takeOver(leftover: string, folder: string): Promise<void> {
  // Windows renames onto nothing only. Somebody else may be first, in which case there is nothing to go on with.
  await rmdir(folder);
  await rename(leftover, folder).catch(async (error: unknown) => {
    rethrowSilence(error);
    await mkdir(folder, { recursive: true });
  });
  if (dirname(leftover) !== dirname(folder)) await removeAll(dirname(leftover), []);
}

/** Removes a slot with all that is in it, and the hidden folder with the last one. Best effort, like all that follow. */
export async function releaseSlot(slot: Pick<PartSlot, 'folder'>): Promise<void> {
  await removeAll(dirname(slot.folder), [slot.folder]);
}

/** Removes what is left of a job's earlier downloads. */
export async function discardLeftovers(
  target: string,
  jobId: string,
  processes: Processes,
  now: number,
): Promise<void> {
  const key = keyOf(jobId);
  await removeSlots(target, processes, now, (slot) => Promise.resolve(slot.key === key));
}

interface SweepOptions {
  /** Jobs that may be resumed: one may be paused for as long as a person likes. */
  resumable: Iterable<string>;
  /** Jobs that have no result as far as their records tell. */
  unfinished?: Iterable<string>;
  now: number;
  processes: Processes;
}

/**
 * Removes what killed runs left behind, except of jobs that may be resumed.
 *
 * @returns the unfinished ones whose result got its name in a run that could not record it; these keep their slot, by which
 * their next download finds it
 */
export async function sweepLeftovers(
  target: string,
  { resumable, unfinished = [], now, processes }: SweepOptions,
): Promise<string[]> {
  const keep = new Set(Array.from(resumable, keyOf));
  /** Made once a slot is left over, which is rare: a list may be long, and each of its jobs has to be hashed. */
  let unrecorded: ReadonlyMap<string, string> | null = null;
  const placed: string[] = [];
  const isUnwanted = async ({ key, folder, owner }: FoundSlot): Promise<boolean> => {
    if (keep.has(key)) return false;
    unrecorded ??= new Map(Array.from(unfinished, (one) => [keyOf(one), one]));
    const jobId = unrecorded.get(key);
    const isPlaced =
      jobId !== undefined &&
      (await isOwnSlot(folder, owner)) &&
      (await readPlaced(unpackedIn(folder), target)) !== null;
    if (isPlaced) placed.push(jobId);
    return !isPlaced;
  };
  await removeSlots(target, processes, now, isUnwanted, maxPauseMs);
  return placed;
}

async function removeSlots(
  target: string,
  processes: Processes,
  now: number,
  isUnwanted: (slot: FoundSlot) => Promise<boolean>,
  silenceMs?: number,
): Promise<void> {
  for (const hidden of await ownHiddenFolders(target).catch(() => [])) {
    const slots = await findFreeSlots(hidden, processes, now, silenceMs).catch(() => []);
    const unwanted: string[] = [];
    for (const slot of slots) if (await isUnwanted(slot).catch(() => false)) unwanted.push(slot.folder);
    await removeAll(hidden.path, unwanted);
  }
}

/** What cannot be removed now is swept when the app starts again. */
async function removeAll(parts: string, folders: string[]): Promise<void> {
  try {
    for (const folder of folders) await removeFolder(folder);
    await rmdir(parts);
  } catch {
    // Most often the hidden folder still holds something, and is to stay.
  }
}

/** What is unpacked of the archive; all else in a slot is a file. */
const earlyName = 'early';
const unpackedName = 'unpacked';

/**
 * Whether a slot holds nothing but files and folders of the person who runs this app, which is `owner` there. Into a folder that several people
 * write to, one can be put whose files are links to files elsewhere, which would be overwritten, or whose note tells of a
 * result that never came. Windows has no owners here, and lets few people make links.
 */
async function isOwnSlot(folder: string, owner: number): Promise<boolean> {
  const isOwn = ({ uid }: FileStats): boolean => uid === owner;
  const isUsable = (name: string, stats: FileStats): boolean =>
    name === earlyName || name === unpackedName ? stats.isDirectory() : stats.isFile() && stats.nlink <= 1;
  try {
    const slot = await workFiles.lstat(folder);
    if (!slot.isDirectory() || !isOwn(slot)) return false;
    for (const { name } of await workFiles.readdir(folder)) {
      const stats = await workFiles.lstat(join(folder, name));
      if (!isOwn(stats) || !isUsable(name, stats)) return false;
    }
    return true;
  } catch (error) {
    rethrowSilence(error);
    return false;
  }
}
