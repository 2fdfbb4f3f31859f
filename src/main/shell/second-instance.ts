import { spawn } from 'node:child_process';
import { app, type RelaunchOptions } from 'electron';
import { startedImage } from '../lib/started-image.ts';
import { modeSwitches, ownArguments, sameArguments, startArguments, type StartMode } from './command-line.ts';
import {
  handOverName,
  handOverSwitch,
  isRunning,
  isTooLong,
  writeHandOver,
  type HandOver,
} from './hand-over-file.ts';

/** The input of this start, from its command line. */
export function handOverOfStart(): HandOver {
  const file = handOverName(app.commandLine.getSwitchValue(handOverSwitch));
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

/** What starts this app again when it has ended. An AppImage runs from a folder that is gone by then: its file is started. */
export function relaunchOptions(args: string[]): RelaunchOptions {
  const image = startedImage(process.env, process.execPath);
  return image === null ? { args } : { args, execPath: image };
}

/** The arguments that start this app again. */
export const restartArguments = (mode: StartMode = 'normally'): string[] => [
  ...startArguments(process.argv, app.isPackaged),
  ...modeSwitches(mode),
];

/** The same, with the input of this start, which it could neither take nor keep. */
export const retryArguments = (mode: StartMode): string[] => [
  ...sameArguments(process.argv, app.isPackaged),
  ...modeSwitches(mode),
];

/** The same, with input in a file. */
export const restartArgumentsWith = (file: string): string[] => [
  ...restartArguments(),
  `--${handOverSwitch}=${file}`,
];

/** Whether the input is too long for Chromium's message to the first instance. Windows has no such limit, nor the lock. */
export const needsFile = (handOver: HandOver): boolean =>
  process.platform !== 'win32' && isTooLong(handOver.arguments) && isRunning(app.getPath('userData'));

/** Hands it over through another start with a short command line, and ends with that. */
export async function handOverByFile(handOver: HandOver): Promise<void> {
  const file = await writeHandOver(app.getPath('userData'), handOver);
  const child = spawn(process.execPath, restartArgumentsWith(file), { stdio: 'inherit' });
  child.once('error', () => app.exit(1));
  child.once('exit', (code) => app.exit(code ?? 1));
}
