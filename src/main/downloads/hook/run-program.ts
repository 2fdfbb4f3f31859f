import { spawn } from 'node:child_process';
import { homedir, tmpdir } from 'node:os';
import { messageOf } from '../../../shared/errors.ts';
import type { CommandRun } from '../../../shared/hook.ts';
import { silenceOf } from './command-program.ts';
import { endProgram, isGroupRunning } from './end-program.ts';
import { OutputFile } from './output-file.ts';

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
  { program, arguments: given, toEnd, toKill, toLeave }: ProgramRequest,
  output: number,
): Promise<Omit<ProgramOutcome, 'output'>> =>
  new Promise((resolve) => {
    const listening = new AbortController();
    const end = (exitCode: number | null, problem: string | null): void => {
      listening.abort();
      resolve({ exitCode, problem });
    };
    const child = spawn(program, [...given], {
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
      endWithGroup(code, code === null ? `It was ended by ${endedBy ?? 'the system'}.` : null),
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
