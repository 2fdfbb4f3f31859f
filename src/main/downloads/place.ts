import { dirname, join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { type Outcome, success } from '../../shared/errors.ts';
import { type Clock, pause } from '../lib/clock.ts';
import { workFiles } from '../files/folder-files.ts';
import { fileFailed, systemCode } from '../files/file-failure.ts';
import { foldName } from './file-names.ts';
import { freeName } from './naming.ts';
import { stopFailure } from './receive-body.ts';
import { syncFolder } from '../files/sync-folder.ts';
import { rethrowSilence } from '../files/folder-calls.ts';
import { makeFolder } from './hidden-folder.ts';
import type { PartSlot } from './part-slots.ts';

/** What renaming onto a name that somebody took a moment ago ends with, by system. */
const taken: ReadonlySet<string | null> = new Set(['EEXIST', 'ENOTEMPTY', 'ENOTDIR', 'EISDIR']);
/** What Windows answers while a virus scanner or the search index holds a file that was just written. */
const held: ReadonlySet<string | null> = new Set(['EPERM', 'EACCES', 'EBUSY']);
const maxTries = 6;

export interface PlaceOptions {
  clock: Clock;
  signal: AbortSignal;
  /** What tells the folder from another of its name; a number does where it is left out, see {@link freeName}. */
  mark?: string | null;
  /** Whether a path belongs to another result although nothing is there now. */
  isReserved?: (path: string) => boolean;
  /** Told of the path just before the folder is moved there. */
  beforeMove?: (path: string) => Promise<void>;
  /** Of the file system: atomic, and refusing to replace a folder that holds something. */
  move?: (from: string, to: string) => Promise<void>;
  /** See {@link namesLike}. */
  namesOf?: (folder: string, name: string) => Promise<string[]>;
}

/**
 * Moves a finished folder to its final name in one step, or to `name (mark)`, … where that is taken: nothing that is
 * there is ever replaced, also when two results finish at once.
 *
 * @param folder holds at least one file, on the same volume as `target`
 * @returns the folder's new path
 */
export async function place(
  folder: string,
  target: string,
  name: string,
  {
    clock,
    signal,
    mark = null,
    isReserved = () => false,
    beforeMove,
    move = moveThrough,
    namesOf = namesLike,
  }: PlaceOptions,
): Promise<Outcome<string>> {
  for (let attempt = 1; ; attempt += 1) {
    let path: string;
    try {
      const names = await namesOf(target, name);
      path = join(
        target,
        freeName(name, names, (free) => isReserved(join(target, free)), mark),
      );
      await beforeMove?.(path);
    } catch (error) {
      return fileFailed(error);
    }
    try {
      await move(folder, path);
      return success(path);
    } catch (error) {
      const code = systemCode(error);
      const worthAnother = (taken.has(code) || held.has(code)) && attempt < maxTries;
      if (worthAnother && signal.aborted) return { ok: false, failure: stopFailure(signal) };
      if (!worthAnother) return fileFailed(error);
      if (held.has(code)) await pause(clock, 100 * 2 ** attempt, signal);
    }
  }
}

/** Moves a folder, so that its name survives a power failure. */
export async function moveThrough(from: string, to: string): Promise<void> {
  await workFiles.rename(from, to);
  await syncFolder(dirname(to));
}

/** Characters by which names in a folder are told from those that cannot be in the way: a number is added behind them. */
const beginning = 8;

/** The names in a folder that begin as a name does, and so all that may be in its way. */
export async function namesLike(folder: string, name: string): Promise<string[]> {
  const start = foldName(name).slice(0, beginning);
  const names = (await workFiles.readdir(folder)).map((entry) => entry.name);
  return names.filter((each) => foldName(each).startsWith(start));
}

/** What moving a file ends with where its new place is no folder, may not be written to, or lies on another disk. */
const refusals: ReadonlySet<string | null> = new Set([
  'EACCES',
  'EPERM',
  'EROFS',
  'ENOTDIR',
  'ENOENT',
  'ELOOP',
  'EXDEV',
]);

/**
 * The folder of a group in `target`, made if it is missing. Where something has its name that no result can be moved into
 * (a file, a link to another disk), it has the next free number. So it is with what another person made, who could put
 * something else in the place of the result, or have a link lead to any folder that the person who runs this app may write
 * to.
 *
 * @throws what the system reports about `target`
 */
export async function groupFolder(target: string, group: string, slot: PartSlot): Promise<string> {
  const { uid } = await workFiles.lstat(slot.unpacked);
  const taken: string[] = [];
  for (;;) {
    const name = freeName(group, taken);
    const path = join(target, name);
    if (await makeFolder(path)) return path;
    const isOwn = (await workFiles.lstat(path)).uid === uid;
    if (isOwn && (await canMoveInto(path, slot))) return path;
    taken.push(name);
  }
}

/** Tries it with an empty file: no other question has the same answer on every system and share. */
async function canMoveInto(folder: string, slot: PartSlot): Promise<boolean> {
  const file = join(slot.folder, 'probe');
  await workFiles.writeFile(file, '');
  const moved = join(folder, `.${randomUUID()}`);
  try {
    await workFiles.rename(file, moved);
  } catch (error) {
    if (!refusals.has(systemCode(error))) throw error;
    return false;
  }
  await workFiles.rm(moved, { force: true }).catch(rethrowSilence);
  return true;
}
