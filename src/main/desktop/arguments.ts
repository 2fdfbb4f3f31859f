import { basename, resolve } from 'node:path';
import type { Given } from '../adding/read-given.ts';
import { personFiles } from '../files/folder-files.ts';
import { readWhole } from '../files/read-whole.ts';

/** Bytes of a file named as an argument that are read at most. */
const largestFile = 32 * 1024 * 1024;

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

/** Switches that say something of one start alone. */
const onlyOnce = /^--(?:hidden$|safe-mode$|hand-over=)/;

/** Reads arguments: one that names a file stands for its content, any other for itself. */
export async function readArguments(
  ownArguments: readonly string[],
  workingFolder: string,
): Promise<Given[]> {
  const named: Given[] = [];
  const plain: string[] = [];
  for (const argument of ownArguments) {
    const path = resolve(workingFolder, argument);
    const content = await readSmallFile(path);
    if (content === null) plain.push(argument);
    else named.push({ content, source: basename(path) });
  }
  if (plain.length > 0) named.unshift({ text: plain.join('\n'), source: 'the command line' });
  return named;
}

async function readSmallFile(path: string): Promise<Buffer | null> {
  try {
    const content = await readWhole(path, largestFile, personFiles);
    return typeof content === 'string' ? null : content;
  } catch {
    return null;
  }
}
