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

/** Whether what was given is too long for a second start's message. Windows has no such limit, nor the lock that tells. */
export const isHandedOverByFile = (given: HandOver): boolean =>
  process.platform !== 'win32' && isTooLong(given.arguments) && isRunning(app.getPath('userData'));

/** Hands it over through a start of its own with a short command line, and ends with that. */
export async function handOverByFile(given: HandOver): Promise<void> {
  const file = await leaveHandOver(app.getPath('userData'), given);
  const child = spawn(process.execPath, argumentsWith(file), { stdio: 'inherit' });
  child.once('error', () => app.exit(1));
  child.once('exit', (code) => app.exit(code ?? 1));
}
