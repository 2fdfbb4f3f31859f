import { spawn } from 'node:child_process';
import { app } from 'electron';
import { ownArguments, startArguments } from './arguments.ts';
import {
  handOverSchema,
  handOverSwitch,
  isRunning,
  isTooLong,
  leaveHandOver,
  type HandOver,
} from './hand-over.ts';

/** What this start of the app was given on its command line. */
export function givenAtStart(): HandOver {
  const file = handOverSchema.shape.file.catch(null).parse(app.commandLine.getSwitchValue(handOverSwitch));
  return { arguments: ownArguments(process.argv, app.isPackaged), workingFolder: workingFolder(), file };
}

/** The folder that names of files are relative to. It may have been removed while a terminal was in it. */
function workingFolder(): string {
  try {
    return process.cwd();
  } catch {
    return app.getPath('home');
  }
}

/** The arguments that start this app again, with what was given to it in a file. */
export const argumentsWith = (file: string): string[] => [
  ...startArguments(process.argv, app.isPackaged),
  `--${handOverSwitch}=${file}`,
];

/**
 * Hands over what is too long for a second start's message, through a start of its own with a short command line, and
 * ends with it. @returns false where there is no need
 */
export function handOverByFile(given: HandOver): boolean {
  const userData = app.getPath('userData');
  // Windows has no such limit, nor the lock that tells.
  if (process.platform === 'win32' || !isTooLong(given.arguments) || !isRunning(userData)) return false;
  const child = spawn(process.execPath, argumentsWith(leaveHandOver(userData, given)), { stdio: 'inherit' });
  child.once('error', () => app.exit(1));
  child.once('exit', (code) => app.exit(code ?? 1));
  return true;
}
