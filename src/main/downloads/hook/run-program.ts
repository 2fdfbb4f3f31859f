import { spawn } from 'node:child_process';
import { homedir, tmpdir } from 'node:os';
import { closeSync, constants, fstatSync, ftruncateSync, openSync, readSync, unlinkSync } from 'node:fs';
import { basename, join, win32 } from 'node:path';
import { randomUUID } from 'node:crypto';
import { failed, messageOf, type Outcome, success } from '../../../shared/errors.ts';
import type { CommandRun } from '../../../shared/hook.ts';
import { FolderSilentError } from '../../files/folder-calls.ts';
import { personFiles, workFiles } from '../../files/folder-files.ts';
import { commandReasons } from '../../words/reasons.ts';

export interface ProgramRequest {
  program: string;
  arguments: readonly string[];
  /** Asks it to end, so that it can save first. */
  toEnd: AbortSignal;
  /** Ends it whatever it does. */
  toKill: AbortSignal;
  /** Leaves it running: the outcome has what it wrote so far. */
  toLeave: AbortSignal;
}

export type ProgramOutcome = Pick<CommandRun, 'exitCode' | 'output' | 'problem'>;
export type RunProgram = (request: ProgramRequest) => Promise<ProgramOutcome>;

/** Milliseconds between two looks at how much a program has written. */
const limitEveryMs = 1_000;
/** Milliseconds between two looks at whether what a program started has ended as well. */
const groupEveryMs = 50;

/**
 * Runs a program without a shell: each argument reaches it as it is. It gets no input, and the environment of the app
 * without anything of the app's own. It starts in the person's home folder, never in a result: interpreters, build tools
 * and the loader of Windows take code from the folder they start in, and the files of a result come from outside. It has
 * ended when the program itself has, whatever that leaves in the background; where it was asked to end, when all that it
 * started has as well. What goes wrong with it is the outcome's `problem`.
 */
export const runProgram: RunProgram = async (request) => {
  for (const path of [request.program, homedir(), tmpdir()]) {
    const problem = await silenceOf(path);
    if (problem !== null) return { exitCode: null, output: '', problem };
  }
  if (request.toLeave.aborted) return { exitCode: null, output: '', problem: null };
  const output = new OutputFile();
  const limiting = setInterval(() => output.limit(), limitEveryMs);
  const end = await start(request, output.fd).catch((error: unknown) => ({
    exitCode: null,
    problem: messageOf(error),
  }));
  clearInterval(limiting);
  return { ...end, output: output.close() };
};

/** @param output the file that takes what it writes */
const start = (
  { program, arguments: values, toEnd, toKill, toLeave }: ProgramRequest,
  output: number,
): Promise<Omit<ProgramOutcome, 'output'>> =>
  new Promise((resolve) => {
    const listening = new AbortController();
    const end = (exitCode: number | null, problem: string | null): void => {
      listening.abort();
      resolve({ exitCode, problem });
    };
    const child = spawn(program, [...values], {
      cwd: homedir(),
      env: environmentFor(process.env),
      shell: false,
      windowsHide: true,
      // A group of its own, so that what it started ends with it.
      detached: process.platform !== 'win32',
      stdio: ['ignore', output, output],
    });
    const endIt = (how: 'ask' | 'force'): void => {
      if (child.pid !== undefined) endProgram(child.pid, how);
    };
    const on = (signal: AbortSignal, act: () => void): void => {
      if (signal.aborted) act();
      else signal.addEventListener('abort', act, { signal: listening.signal });
    };
    const endWithGroup = (exitCode: number | null, problem: string | null): void => {
      const mayBeSaving = toEnd.aborted && !toKill.aborted && !toLeave.aborted;
      if (mayBeSaving && child.pid !== undefined && isGroupRunning(child.pid))
        setTimeout(endWithGroup, groupEveryMs, exitCode, problem);
      else end(exitCode, problem);
    };
    child.once('error', (error) => end(null, error.message));
    child.once('exit', (code, endedBy) =>
      endWithGroup(code, code === null ? commandReasons.stopped(endedBy) : null),
    );
    on(toEnd, () => endIt('ask'));
    on(toKill, () => endIt('force'));
    on(toLeave, () => end(null, null));
  });

/** What a program is told of the surroundings: nothing of how this app was started. */
export const environmentFor = (own: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(own).filter(([name]) => !/^(RIGYD_|ELECTRON_|NODE_OPTIONS$)/i.test(name)),
  );

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
    return failed('command-unusable', commandReasons.missing(basename(program)));
  }
}

/** Why a program is not run, whatever the file is; null where nothing speaks against it. */
export const refusalOf = (program: string, platform: NodeJS.Platform): string | null =>
  platform === 'win32' && needsShell.test(program) ? commandReasons.needsShell : null;

/**
 * Why a program cannot be started now, or nothing in this folder; null where nothing is known against it. What does not
 * answer would hold up the whole app: the system returns only when it is in the folder and has read the program.
 */
async function silenceOf(path: string): Promise<string | null> {
  try {
    await workFiles.access(path, constants.X_OK);
    return null;
  } catch (error) {
    // What else is wrong with it, the attempt to start it tells best.
    return error instanceof FolderSilentError ? `${error.message}.` : null;
  }
}

/** How the system is told to end a program. */
export interface EndingTools {
  platform: NodeJS.Platform;
  kill: (pid: number, signal: NodeJS.Signals | 0) => void;
  start: (program: string, values: string[]) => void;
}

const systemTools: EndingTools = {
  platform: process.platform,
  kill: (pid, signal) => process.kill(pid, signal),
  start: (program, values) => {
    // It fails where the program has ended by itself already, which is as good.
    spawn(program, values, { stdio: 'ignore', windowsHide: true }).on('error', () => undefined);
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

/** Characters of output that are kept, from the end: errors stand there. */
const maxOutputLength = 16_000;
/** Bytes that hold at least as many characters: UTF-8 takes three at most for each that JavaScript counts. */
const tailBytes = 4 * maxOutputLength;
/** Bytes from which on the file is emptied while its program runs. */
const maxFileBytes = 1024 ** 2;

/**
 * Takes what a program writes. A file rather than a pipe, which would end the program in the midst of its work with the
 * first line that it writes after the app has ended. It is in the temporary folder, for the own user only, and has no name
 * any more once it is open: the system gives its space free when neither the app nor the program has it open.
 */
export class OutputFile {
  /** For the program: whatever it writes is put at the end, also after the file was emptied. */
  readonly fd: number;
  readonly #own: number;
  readonly #kept = new TailText(maxOutputLength);

  constructor() {
    const path = join(tmpdir(), `rigyd-desk-${randomUUID()}.log`);
    this.fd = openSync(path, 'ax', 0o600);
    this.#own = openSync(path, 'r+');
    try {
      unlinkSync(path);
    } catch {
      // On Windows a virus scanner may be reading it. Then it stays for whoever clears the temporary folder.
    }
  }

  /** Empties the file where it has grown large, so that a program that never stops writing does not fill the disk. */
  limit(): void {
    try {
      if (fstatSync(this.#own).size <= maxFileBytes) return;
      this.#keep();
      ftruncateSync(this.#own);
    } catch {
      // It grows until its program ends, whose work matters more.
    }
  }

  /** Closes it for the app. @returns the end of what was written so far */
  close(): string {
    try {
      this.#keep();
    } finally {
      closeSync(this.fd);
      closeSync(this.#own);
    }
    return this.#kept.text;
  }

  #keep(): void {
    const tail = Buffer.alloc(tailBytes);
    const start = Math.max(0, fstatSync(this.#own).size - tailBytes);
    this.#kept.add(tail.subarray(0, readSync(this.#own, tail, 0, tailBytes, start)));
  }
}

/** The end of a text that comes in pieces, however long it gets. */
class TailText {
  readonly #maxLength: number;
  readonly #decoder = new TextDecoder();
  #text = '';
  #isCut = false;

  /** @param maxLength characters that are kept */
  constructor(maxLength: number) {
    this.#maxLength = maxLength;
  }

  add(piece: Uint8Array): void {
    this.#text += this.#decoder.decode(piece, { stream: true });
    if (this.#text.length <= this.#maxLength) return;
    this.#text = this.#text.slice(-this.#maxLength);
    this.#isCut = true;
  }

  /** Begins with an ellipsis where the beginning is missing. */
  get text(): string {
    return this.#isCut ? `…${this.#text}` : this.#text;
  }
}
