import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readSmallFile, replaceSmallFile } from './small-file.ts';

/**
 * What a start of the app was given. A second start hands it to the app that runs: directly, or, where it is too much
 * for that, as the name of a file.
 */
export const handOverSchema = z.object({
  arguments: z.array(z.string()),
  workingFolder: z.string(),
  file: z.uuid().nullable(),
});
export type HandOver = z.infer<typeof handOverSchema>;

/** The switch that names the file. */
export const handOverSwitch = 'hand-over';

/**
 * Chromium hands the whole command line and what comes with it to the first process in a message of at most 32 KiB, on
 * Linux and macOS. Counted in bytes and with room for switches, folders and quotes; the arguments stand in it twice.
 */
const mostBytes = 12_000;

export const isTooLong = (given: readonly string[]): boolean =>
  given.reduce((sum, one) => sum + Buffer.byteLength(one) + 4, 0) > mostBytes;

const folderOf = (userData: string): string => join(userData, 'hand-over');
const fileOf = (userData: string, name: string): string => join(folderOf(userData), `${name}.json`);

/** Writes what was given to a file. @returns its name, for {@link readHandOver} */
export function leaveHandOver(userData: string, given: HandOver): string {
  const name = randomUUID();
  mkdirSync(folderOf(userData), { recursive: true, mode: 0o700 });
  replaceSmallFile(fileOf(userData, name), JSON.stringify(given));
  return name;
}

/** What was given, read from its file if it stands in one. That stays until {@link forgetHandOver}. */
export function readHandOver(userData: string, given: HandOver): HandOver {
  if (given.file === null) return given;
  const left = handOverSchema.safeParse(readSmallFile(fileOf(userData, given.file)));
  return left.success ? { ...left.data, file: null } : { ...given, file: null };
}

/** Removes the file of what was given: all of it is on disk elsewhere now. */
export function forgetHandOver(userData: string, { file }: HandOver): void {
  if (file !== null) rmSync(fileOf(userData, file), { force: true });
}

/** What was handed over to an app that ended before it could take it. */
export function leftHandOvers(userData: string): HandOver[] {
  try {
    return readdirSync(folderOf(userData)).flatMap((name) => {
      const file = handOverSchema.shape.file.safeParse(name.replace(/\.json$/, ''));
      if (file.success) return [{ arguments: [], workingFolder: userData, file: file.data }];
      // What was being written when its process ended.
      rmSync(join(folderOf(userData), name), { force: true });
      return [];
    });
  } catch {
    return [];
  }
}

/**
 * Whether another process runs the app with this folder, as Chromium's own lock on Linux and macOS says. It can be asked
 * without handing anything over.
 */
export function isRunning(userData: string, isAlive: (pid: number) => boolean = isProcessAlive): boolean {
  try {
    const pid = Number(readlinkSync(join(userData, 'SingletonLock')).split('-').at(-1));
    return Number.isInteger(pid) && pid > 0 && isAlive(pid);
  } catch {
    return false;
  }
}

function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
