import { randomUUID } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { isProcessAlive } from '../lib/processes.ts';
import { appFiles, type FolderFiles } from '../files/folder-files.ts';
import { readWhole } from '../files/read-whole.ts';
import { log } from '../log/log.ts';
import { redact } from '../lib/redact.ts';
import { systemCode } from '../files/file-failure.ts';
import { replaceSmallFile } from '../files/replace-file.ts';

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
const maxBytes = 12_000;

export const isTooLong = (given: readonly string[]): boolean =>
  given.reduce((sum, one) => sum + Buffer.byteLength(one) + 4, 0) > maxBytes;

/** Bytes that are read; no command line is as long. */
const maxFileBytes = 64 * 1024 * 1024;

const folderOf = (userData: string): string => join(userData, 'hand-over');
const fileOf = (userData: string, name: string): string => join(folderOf(userData), `${name}.json`);

/** Writes what was given to a file. @returns its name, for {@link readHandOver} */
export async function leaveHandOver(
  userData: string,
  given: HandOver,
  files: FolderFiles = appFiles,
): Promise<string> {
  const name = randomUUID();
  await files.mkdir(folderOf(userData), { recursive: true, mode: 0o700 });
  // A key that stands on a command line by mistake is in no file.
  const written = { ...given, arguments: given.arguments.map((argument) => redact(argument)) };
  await replaceSmallFile(fileOf(userData, name), JSON.stringify(written), files);
  return name;
}

/**
 * What was given, read from its file if it stands in one. That stays until {@link forgetHandOver}. One that makes no sense
 * is set aside beside the others.
 *
 * @returns null where the file cannot be read now, but may be soon
 */
export async function readHandOver(
  userData: string,
  given: HandOver,
  files: FolderFiles = appFiles,
): Promise<HandOver | null> {
  if (given.file === null) return given;
  const path = fileOf(userData, given.file);
  try {
    const content = await readWhole(path, maxFileBytes, files);
    const left = typeof content === 'string' ? null : parseHandOver(content.toString('utf8'));
    if (left !== null) return { ...left, file: null };
  } catch (error) {
    return systemCode(error) === 'ENOENT' ? { ...given, file: null } : cannotRead(error);
  }
  try {
    await files.rename(path, join(folderOf(userData), `${given.file}.unreadable`));
    log('What was handed over makes no sense, and was set aside');
    return { ...given, file: null };
  } catch (error) {
    return cannotRead(error);
  }
}

function cannotRead(error: unknown): null {
  log('What was handed over cannot be read at the moment', error);
  return null;
}

function parseHandOver(text: string): HandOver | null {
  try {
    return handOverSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** Removes the file of what was given: all of it is on disk elsewhere now. */
export async function forgetHandOver(
  userData: string,
  file: string,
  files: FolderFiles = appFiles,
): Promise<void> {
  await files.rm(fileOf(userData, file), { force: true });
}

/**
 * What was handed over to an app that ended before it could take it.
 *
 * @returns null where the folder cannot be read now, but may be soon
 */
export async function leftHandOvers(
  userData: string,
  files: FolderFiles = appFiles,
): Promise<HandOver[] | null> {
  const folder = folderOf(userData);
  const names = await files.readdir(folder).then(
    (entries) => entries.map(({ name }) => name),
    (error: unknown) => (systemCode(error) === 'ENOENT' ? [] : cannotRead(error)),
  );
  if (names === null) return null;
  for (const name of names.filter((name) => name.endsWith('.new')))
    await removeCutOff(join(folder, name), files);
  return names.flatMap((name) => {
    const file = handOverSchema.shape.file.safeParse(name.replace(/\.json$/, ''));
    return file.success ? [{ arguments: [], workingFolder: userData, file: file.data }] : [];
  });
}

/** Removes what was being written when its process ended. */
async function removeCutOff(path: string, files: FolderFiles): Promise<void> {
  try {
    await files.rm(path, { force: true });
  } catch (error) {
    log('A part of what was handed over could not be removed', error);
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
