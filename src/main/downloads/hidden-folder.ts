import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { rethrowSilence } from '../files/folder-calls.ts';
import { workFiles, type FileStats } from '../files/folder-files.ts';
import { nullIfMissing, systemCode } from '../files/file-failure.ts';
import { freeName } from './naming.ts';

/**
 * The hidden folder for unfinished results, inside the folder they go to. Others may write into that one, and whoever owns
 * the hidden folder, or the link in its place, decides where everything below it goes. So each person has one: where the
 * name is taken, the next one has a number.
 */
export const partsFolder = '.rigyd-desk-parts';

const { chmod, lstat, mkdir, open, readdir, rm } = workFiles;

const hiddenName = /^\.rigyd-desk-parts(?: \(\d+\))?$/;

/** What making a file in the folder of another person ends with. */
const refusals: ReadonlySet<string | null> = new Set(['EACCES', 'EPERM']);

/** The rights to write of anybody but the owner. */
const othersMayWrite = 0o022;

export interface HiddenFolder {
  path: string;
  /** The user ID that all have that this person makes there; 0 on Windows. */
  owner: number;
  mode: number;
}

/** The hidden folders of the person who runs this app. @throws what the system reports about `target` */
export async function ownHiddenFolders(target: string): Promise<HiddenFolder[]> {
  return ownAmong(target, await hiddenNames(target));
}

/**
 * The hidden folder in which this person's next download is received. Made if it is missing.
 *
 * @throws what the system reports; `ENOENT` also where another download has just removed the folder
 */
export async function openHiddenFolder(target: string): Promise<HiddenFolder> {
  const taken = await hiddenNames(target);
  for (const folder of await ownAmong(target, taken)) if (await isClosedToOthers(folder)) return folder;
  for (;;) {
    const name = freeName(partsFolder, taken);
    const path = join(target, name);
    const isNew = await makeFolder(path, 0o700);
    const folder = await ownFolder(path);
    if (folder !== null && (await isClosedToOthers(folder))) return folder;
    if (isNew) throw Object.assign(new Error(`No file can be made in ${path}`), { code: 'EACCES' });
    taken.push(name);
  }
}

/** @returns whether it was not there before */
export async function makeFolder(folder: string, mode = 0o777): Promise<boolean> {
  try {
    await mkdir(folder, { mode });
    return true;
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error;
    return false;
  }
}

async function hiddenNames(target: string): Promise<string[]> {
  return (await readdir(target)).map(({ name }) => name).filter((name) => hiddenName.test(name));
}

async function ownAmong(target: string, names: string[]): Promise<HiddenFolder[]> {
  const found: HiddenFolder[] = [];
  for (const name of names) {
    const folder = await ownFolder(join(target, name)).catch(nullIfMissing);
    if (folder !== null) found.push(folder);
  }
  return found;
}

/** Null for a link, and for what belongs to another person. */
async function ownFolder(path: string): Promise<HiddenFolder | null> {
  const stats = await lstat(path);
  if (!stats.isDirectory()) return null;
  const isOwn =
    stats.uid === (process.getuid?.() ?? stats.uid) || stats.uid === (await factsOfNew(path))?.uid;
  return isOwn ? { path, owner: stats.uid, mode: stats.mode } : null;
}

/**
 * What is so of a file that is made in a folder now: some shares give all files one owner, and each has a clock of its own.
 * Null where none may be made. The file is asked, not its name, which whoever owns the folder may give to another.
 */
export async function factsOfNew(folder: string): Promise<FileStats | null> {
  const path = join(folder, `.${randomUUID()}`);
  try {
    const file = await open(path, 'wx');
    try {
      return await file.stat();
    } finally {
      await file.close();
      await rm(path, { force: true });
    }
  } catch (error) {
    if (!refusals.has(systemCode(error))) throw error;
    return null;
  }
}

/** An earlier version left it to the system who may write there; as long as others do, it stays as it is. */
async function isClosedToOthers({ path, owner, mode }: HiddenFolder): Promise<boolean> {
  if ((mode & othersMayWrite) === 0) return true;
  for (const { name } of await readdir(path)) if ((await lstat(join(path, name))).uid !== owner) return false;
  // Some shares give all folders one mode.
  await chmod(path, 0o700).catch(rethrowSilence);
  return true;
}
