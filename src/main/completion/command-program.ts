import { access, constants, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { failed, success, type Outcome } from '../../shared/errors.ts';

/** Batch files are read by a shell, which would take arguments apart again. */
const needsShell = /\.(bat|cmd)$/i;

/** Whether a file is a program that can be run as it is, without a shell. */
export async function checkProgram(program: string, platform: NodeJS.Platform): Promise<Outcome<string>> {
  const refusal = refusalOf(program, platform);
  if (refusal !== null) return failed('command-unusable', refusal);
  try {
    if (!(await stat(program)).isFile())
      return failed('command-unusable', `${basename(program)} is a folder.`);
    await access(program, constants.X_OK);
    return success(program);
  } catch {
    return failed('command-unusable', `${basename(program)} is not there, or may not be run.`);
  }
}

/** Why a program is not run, whatever the file is; null where nothing speaks against it. */
export const refusalOf = (program: string, platform: NodeJS.Platform): string | null =>
  platform === 'win32' && needsShell.test(program)
    ? 'A batch file runs in a shell, which would read names of files as commands. Choose an .exe file.'
    : null;
