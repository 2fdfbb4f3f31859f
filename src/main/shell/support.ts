import { join } from 'node:path';
import { app, shell } from 'electron';
import { failed, success, type Outcome } from '../../shared/errors.ts';
import { FolderSilentError } from '../files/folder-calls.ts';
import { personFiles } from '../files/folder-files.ts';
import { safeModeSwitch } from '../settings/safe-mode.ts';

/** Where the log is written. */
export const logFolder = (): string => join(app.getPath('userData'), 'logs');

/** Shows the folder of the log in the file manager. */
export async function showLogs(): Promise<Outcome<null>> {
  const folder = logFolder();
  try {
    await personFiles.mkdir(folder, { recursive: true });
  } catch (error) {
    if (error instanceof FolderSilentError) return failed('folder-silent', folder);
    // Opening it fails as well.
  }
  const problem = await shell.openPath(folder);
  return problem === '' ? success(null) : failed('folder-unavailable', folder);
}

/** Whether this start of the app is one in safe mode. */
export const isSafeMode = (): boolean => app.commandLine.hasSwitch(safeModeSwitch);
