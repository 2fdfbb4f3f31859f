import { basename, resolve } from 'node:path';
import type { Failure } from '../../shared/errors.ts';
import type { Given } from '../intake/read-given.ts';
import { personFiles, type FolderFiles } from '../files/folder-files.ts';
import { readWhole } from '../files/read-whole.ts';
import { systemCode, unreadFailure } from '../files/file-failure.ts';

/** Bytes of a file named as an argument that are read at most. */
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

/** The other arguments: what starting this app takes, wherever it should not be seen at first. */
export function startArguments(argv: readonly string[], isPackaged: boolean): string[] {
  const own = ownArguments(argv, isPackaged);
  const ofStart = argv.slice(1).filter((argument) => argument.startsWith('-') || !own.includes(argument));
  return ofStart.filter((argument) => !onlyOnce.test(argument));
}

/** What starts this app again with all that it was given, where none of that could be taken. */
export const sameArguments = (argv: readonly string[], isPackaged: boolean): string[] => [
  ...startArguments(argv, isPackaged),
  ...ownArguments(argv, isPackaged),
];

/** Switches that say something of one start alone, in all spellings that Chromium takes: on Windows in any case. */
const onlyOnce = /^--?(?:hidden|safe-mode|hand-over)(?:=|$)/i;

/**
 * Reads arguments: one that names a file stands for its content, or for why that cannot be read; any other for itself.
 *
 * @param files the file system, for tests
 */
export async function readArguments(
  ownArguments: readonly string[],
  workingFolder: string,
  files: FolderFiles = personFiles,
): Promise<Given[]> {
  const named: Given[] = [];
  const plain: string[] = [];
  for (const argument of ownArguments) {
    const file = await readFileNamed(argument, resolve(workingFolder, argument), files);
    if (file === null) plain.push(argument);
    else named.push(file);
  }
  if (plain.length > 0) named.unshift({ text: plain.join('\n'), source: 'the command line' });
  return named;
}

async function readFileNamed(argument: string, path: string, files: FolderFiles): Promise<Given | null> {
  const source = basename(path);
  try {
    const content = await readWhole(path, maxFileBytes, files);
    if (content === 'no-file') return null;
    return content === 'too-large' ? { source, failure: tooLarge } : { content, source };
  } catch (error) {
    const isFile = namesPath(argument) && !missing.has(systemCode(error) ?? '');
    return isFile ? { source, failure: unreadFailure(error) } : null;
  }
}

const tooLarge: Failure = { code: 'too-large', text: 'It is larger than 32 MB.' };

const missing: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG']);

/** Where the system does not say whether there is such a file, a job ID given in a folder that is away stays a job ID. */
const namesPath = (argument: string): boolean => /[./\\]/.test(argument) && !/\p{Cc}|:\/\//u.test(argument);
