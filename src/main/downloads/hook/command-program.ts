import { constants } from 'node:fs';
import { basename } from 'node:path';
import { failed, success, type Outcome } from '../../../shared/errors.ts';
import { FolderSilentError } from '../../files/folder-calls.ts';
import { personFiles, workFiles } from '../../files/folder-files.ts';

/** Batch files are read by a shell, which would take arguments apart again. */
const needsShell = /\.(bat|cmd)$/i;

/** Whether a file is a program that can be run as it is, without a shell. */
export async function checkProgram(program: string, platform: NodeJS.Platform): Promise<Outcome<string>> {
  const refusal = refusalOf(program, platform);
  if (refusal !== null) return failed('command-unusable', refusal);
  try {
    if (!(await personFiles.stat(program)).isFile())
      return failed('command-unusable', `${basename(program)} is a folder.`);
    await personFiles.access(program, constants.X_OK);
    return success(program);
  } catch (error) {
    if (error instanceof FolderSilentError) return failed('folder-silent', program);
    return failed('command-unusable', `${basename(program)} is not there, or may not be run.`);
  }
}

/** Why a program is not run, whatever the file is; null where nothing speaks against it. */
export const refusalOf = (program: string, platform: NodeJS.Platform): string | null =>
  platform === 'win32' && needsShell.test(program)
    ? 'A batch file runs in a shell, which would read names of files as commands. Choose an .exe file.'
    : null;

/**
 * Why a program cannot be started now, or nothing in this folder; null where nothing is known against it. What does not
 * answer would hold up the whole app: the system returns only when it is in the folder and has read the program.
 */
export async function silenceOf(path: string): Promise<string | null> {
  try {
    await workFiles.access(path, constants.X_OK);
    return null;
  } catch (error) {
    // What else is wrong with it, the attempt to start it tells best.
    return error instanceof FolderSilentError ? `${error.message}.` : null;
  }
}
