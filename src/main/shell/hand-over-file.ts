import { randomUUID } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { isProcessAlive } from '../lib/processes.ts';
import { appFiles, type FolderFiles } from '../files/folder-files.ts';
import { readWhole } from '../files/read-whole.ts';
import { log } from '../log/log.ts';
import { redact } from '../lib/redact.ts';
import { systemCode } from '../files/file-failure.ts';
import { replaceSmallFile } from '../files/replace-file.ts';

/**
 * The input of one start of the app. A second instance hands it over to the first: directly, or, if it is too long, as the
 * name of a file.
 */
export interface HandOver {
  arguments: string[];
  workingFolder: string;
  /** A UUID. */
  file: string | null;
}

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** The name of a hand-over's file; null for anything else. */
export const handOverName = (name: unknown): string | null =>
  typeof name === 'string' && uuid.test(name) ? name : null;

/** Reads what another process says it hands over; null where that makes no sense. Without zod, which takes a start long to load. */
export function readAsHandOver(data: unknown): HandOver | null {
  if (typeof data !== 'object' || data === null) return null;
  const { arguments: given, workingFolder, file } = data as Partial<Record<keyof HandOver, unknown>>;
  if (!Array.isArray(given) || !given.every((one) => typeof one === 'string')) return null;
  if (typeof workingFolder !== 'string') return null;
  const name = handOverName(file);
  return file === null || name !== null ? { arguments: given, workingFolder, file: name } : null;
}

/** The switch that names the file. */
export const handOverSwitch = 'hand-over';

/**
 * On Linux and macOS, Chromium sends the whole command line and the data with it to the first instance in a message of at
 * most 32 KiB. The arguments are in it twice; the rest is room for switches, folders and quotes.
 */
const maxBytes = 12_000;

export const isTooLong = (args: readonly string[]): boolean =>
  args.reduce((sum, one) => sum + Buffer.byteLength(one) + 4, 0) > maxBytes;

/** Bytes that are read; no command line is as long. */
const maxFileBytes = 64 * 1024 * 1024;

const folderOf = (userData: string): string => join(userData, 'hand-over');
const fileOf = (userData: string, name: string): string => join(folderOf(userData), `${name}.json`);

/** Writes it to a file. @returns its name, for {@link readHandOver} */
export async function writeHandOver(
  userData: string,
  handOver: HandOver,
  files: FolderFiles = appFiles,
): Promise<string> {
  const name = randomUUID();
  await files.mkdir(folderOf(userData), { recursive: true, mode: 0o700 });
  // A key on the command line, there by mistake, must not get into a file.
  const written = { ...handOver, arguments: handOver.arguments.map((argument) => redact(argument)) };
  await replaceSmallFile(fileOf(userData, name), JSON.stringify(written), files);
  return name;
}

/**
 * Reads it from its file, if it is in one. The file stays until {@link removeHandOver}; one that makes no sense is renamed
 * and left for whoever wants to look at it.
 *
 * @returns null where the file cannot be read now, but may be soon
 */
export async function readHandOver(
  userData: string,
  handOver: HandOver,
  files: FolderFiles = appFiles,
): Promise<HandOver | null> {
  if (handOver.file === null) return handOver;
  const path = fileOf(userData, handOver.file);
  try {
    const content = await readWhole(path, maxFileBytes, files);
    const left = typeof content === 'string' ? null : parseHandOver(content.toString('utf8'));
    if (left !== null) return { ...left, file: null };
  } catch (error) {
    return systemCode(error) === 'ENOENT' ? { ...handOver, file: null } : cannotRead(error);
  }
  try {
    await files.rename(path, join(folderOf(userData), `${handOver.file}.unreadable`));
    log('What was handed over makes no sense, and was set aside');
    return { ...handOver, file: null };
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
    return readAsHandOver(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Removes the file of a hand-over whose jobs are on disk. */
export async function removeHandOver(
  userData: string,
  file: string,
  files: FolderFiles = appFiles,
): Promise<void> {
  await files.rm(fileOf(userData, file), { force: true });
}

/**
 * Hand-overs to an app that ended before it could take them.
 *
 * @returns null where the folder cannot be read now, but may be soon
 */
export async function findHandOvers(
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
    await removeUnfinished(join(folder, name), files);
  return names.flatMap((name) => {
    const file = handOverName(name.replace(/\.json$/, ''));
    return file === null ? [] : [{ arguments: [], workingFolder: userData, file }];
  });
}

/** Removes what was being written when its process ended. */
async function removeUnfinished(path: string, files: FolderFiles): Promise<void> {
  try {
    await files.rm(path, { force: true });
  } catch (error) {
    log('A part of what was handed over could not be removed', error);
  }
}

/** Whether another process runs the app with this folder, according to Chromium's own lock on Linux and macOS. */
export function isRunning(userData: string, isAlive: (pid: number) => boolean = isProcessAlive): boolean {
  try {
    const pid = Number(readlinkSync(join(userData, 'SingletonLock')).split('-').at(-1));
    return Number.isInteger(pid) && pid > 0 && isAlive(pid);
  } catch {
    return false;
  }
}
