import { basename, dirname, resolve } from 'node:path';
import type { DroppedAssets } from '../../shared/contract.ts';
import type { Failure } from '../../shared/errors.ts';
import type { Input } from '../intake/read-inputs.ts';
import { findJobIds } from '../../shared/job-ids/find-job-ids.ts';
import { personFiles, type FolderFiles } from '../files/folder-files.ts';
import { readWhole } from '../files/read-whole.ts';
import { systemCode, unreadFailure } from '../files/file-failure.ts';
import { safeModeSwitch } from '../settings/safe-mode.ts';
import { fileReasons } from '../words/reasons.ts';

/** Bytes that a file named as an argument may have. */
const maxFileBytes = 32 * 1024 * 1024;

/**
 * The arguments meant for the app: not the program, not the folder it was started from in development, no switches of
 * Chromium's.
 */
export function ownArguments(argv: readonly string[], isPackaged: boolean): string[] {
  return argv
    .slice(1)
    .filter((argument) => !argument.startsWith('-'))
    .slice(isPackaged ? 0 : 1);
}

/** The other arguments: what starting this app again takes, without switches meant for one start alone. */
export function startArguments(argv: readonly string[], isPackaged: boolean): string[] {
  const own = ownArguments(argv, isPackaged);
  const others = argv.slice(1).filter((argument) => argument.startsWith('-') || !own.includes(argument));
  return others.filter((argument) => !onlyOnce.test(argument));
}

/** The arguments of a start that takes this one's input as well, because this one could not. */
export const sameArguments = (argv: readonly string[], isPackaged: boolean): string[] => [
  ...startArguments(argv, isPackaged),
  ...ownArguments(argv, isPackaged),
];

/** In all spellings that Chromium takes; on Windows it ignores case. */
const onlyOnce = /^--?(?:hidden|safe-mode|hand-over)(?:=|$)/i;

/** How the app is started again. */
export type StartMode = 'normally' | 'in safe mode';

export const modeSwitches = (mode: StartMode): string[] =>
  mode === 'normally' ? [] : [`--${safeModeSwitch}`];

/**
 * Reads arguments. The name of a file stands for its content, or for why that cannot be read; all others are text. What looks
 * like the name of a file, and holds no job ID, is one also where there is none.
 *
 * @param files the file system, for tests
 */
export async function readArguments(
  ownArguments: readonly string[],
  workingFolder: string,
  files: FolderFiles = personFiles,
): Promise<Input[]> {
  const named: Input[] = [];
  const plain: string[] = [];
  for (const argument of ownArguments) {
    const file = await readFileNamed(argument, resolve(workingFolder, argument), files);
    if (file === null) plain.push(argument);
    else named.push(file);
  }
  if (plain.length > 0) named.unshift({ text: plain.join('\n'), source: { kind: 'command-line' } });
  return named;
}

/** Arguments that are looked for on the disk one by one at most; of more, those that could be no job ID. */
const maxNames = 20;

/**
 * Asks the person about files and folders that can be looked at.
 *
 * @param offer see `OwnAssets.offer`
 * @returns all other arguments
 */
export async function offerAssets(
  ownArguments: readonly string[],
  workingFolder: string,
  offer: (paths: readonly string[]) => Promise<Pick<DroppedAssets, 'indices'> | null>,
): Promise<string[]> {
  const named = ownArguments.length <= maxNames ? ownArguments : ownArguments.filter(namesPath);
  const offered = await offer(named.slice(0, maxNames).map((argument) => resolve(workingFolder, argument)));
  const taken = new Set((offered?.indices ?? []).map((index) => named[index]));
  return ownArguments.filter((argument) => !taken.has(argument));
}

async function readFileNamed(argument: string, path: string, files: FolderFiles): Promise<Input | null> {
  const name = basename(path);
  try {
    const content = await readWhole(path, maxFileBytes, files);
    if (content === 'no-file')
      return noFile(argument, name, { code: 'file-unusable', text: fileReasons.notFile });
    return content === 'too-large' ? { name, failure: tooLarge } : { content, name };
  } catch (error) {
    if (!missing.has(systemCode(error) ?? ''))
      return namesPath(argument) ? { name, failure: unreadFailure(error) } : null;
    return noFile(argument, name, { code: 'file-missing', text: dirname(path) });
  }
}

/** Why an argument that names a path is no file that can be read; null where it is rather a text. */
const noFile = (argument: string, name: string, failure: Failure): Input | null =>
  namesPath(argument) && findJobIds(argument).ids.length === 0 ? { name, failure } : null;

const tooLarge: Failure = { code: 'too-large', text: fileReasons.largerThan(maxFileBytes) };

const missing: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG']);

/** A job ID stays one in a folder that is away, where nobody can say whether there is a file of that name. */
const namesPath = (argument: string): boolean => /[./\\]/.test(argument) && !/\p{Cc}|:\/\//u.test(argument);
