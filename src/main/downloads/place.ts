import { join } from 'node:path';
import { success, type Outcome } from '../../shared/errors.ts';
import { pause, type Clock } from '../lib/clock.ts';
import { workFiles } from '../files/folder-files.ts';
import { fileFailure, systemCode } from '../files/file-failure.ts';
import { freeName } from './naming.ts';
import { stopFailure } from './stopping.ts';
import { syncFolder } from '../files/sync-folder.ts';

/** What renaming onto a name that somebody took a moment ago ends with, by system. */
const taken: ReadonlySet<string | null> = new Set(['EEXIST', 'ENOTEMPTY', 'ENOTDIR', 'EISDIR']);
/** What Windows answers while a virus scanner or the search index holds a file that was just written. */
const held: ReadonlySet<string | null> = new Set(['EPERM', 'EACCES', 'EBUSY']);
const maxTries = 6;

export interface PlaceOptions {
  clock: Clock;
  signal: AbortSignal;
  /** Whether a path belongs to another result although nothing is there now. */
  isReserved?: (path: string) => boolean;
  /** Told of the path just before the folder is moved there. */
  beforeMove?: (path: string) => Promise<void>;
  /** `rename` of the file system: atomic, and refusing to replace a folder that holds something. */
  move?: (from: string, to: string) => Promise<void>;
}

/**
 * Moves a finished folder to its final name in one step, or to `name (2)`, … where that is taken: nothing that is
 * there is ever replaced, also when two results finish at once.
 *
 * @param folder holds at least one file, on the same volume as `target`
 * @returns the folder's new path
 */
export async function place(
  folder: string,
  target: string,
  name: string,
  { clock, signal, isReserved = () => false, beforeMove, move = workFiles.rename }: PlaceOptions,
): Promise<Outcome<string>> {
  for (let attempt = 1; ; attempt += 1) {
    let path: string;
    try {
      const names = await namesIn(target);
      path = join(
        target,
        freeName(name, names, (free) => isReserved(join(target, free))),
      );
      await beforeMove?.(path);
    } catch (error) {
      return { ok: false, failure: fileFailure(error) };
    }
    try {
      await move(folder, path);
      await syncFolder(target);
      return success(path);
    } catch (error) {
      const code = systemCode(error);
      const worthAnother = (taken.has(code) || held.has(code)) && attempt < maxTries;
      if (worthAnother && signal.aborted) return { ok: false, failure: stopFailure(signal) };
      if (!worthAnother) return { ok: false, failure: fileFailure(error) };
      if (held.has(code)) await pause(clock, 100 * 2 ** attempt, signal);
    }
  }
}

async function namesIn(folder: string): Promise<string[]> {
  return (await workFiles.readdir(folder)).map(({ name }) => name);
}
