import { spawn } from 'node:child_process';
import { win32 } from 'node:path';

/** How the system is told to end a program. */
export interface EndingTools {
  platform: NodeJS.Platform;
  kill: (pid: number, signal: NodeJS.Signals | 0) => void;
  start: (program: string, given: string[]) => void;
}

const systemTools: EndingTools = {
  platform: process.platform,
  kill: (pid, signal) => process.kill(pid, signal),
  start: (program, given) => {
    // It fails where the program has ended by itself already, which is as good.
    spawn(program, given, { stdio: 'ignore', windowsHide: true }).on('error', () => undefined);
  },
};

/**
 * Ends a program that leads a group of its own, with all that it started: asks it to end, so that it can save first, or
 * leaves it no choice. Windows has no signals; there taskkill closes its windows, as a person would, and a program that has
 * none is not reached by that. Source: Microsoft Learn, taskkill.
 */
export function endProgram(pid: number, how: 'ask' | 'force', tools = systemTools): void {
  try {
    if (tools.platform !== 'win32') tools.kill(-pid, how === 'ask' ? 'SIGTERM' : 'SIGKILL');
    else tools.start(taskkill(), ['/PID', String(pid), '/T', ...(how === 'ask' ? [] : ['/F'])]);
  } catch {
    // It has ended by itself already.
  }
}

/**
 * Whether a program that leads a group of its own, or anything it started in it, runs. Windows has no such groups: what a
 * program started cannot be found there once the program itself has ended.
 */
export function isGroupRunning(pid: number, tools = systemTools): boolean {
  if (tools.platform === 'win32') return false;
  try {
    tools.kill(-pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** By its whole path, so that no program of that name elsewhere is started. */
const taskkill = (): string =>
  win32.join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'taskkill.exe');
