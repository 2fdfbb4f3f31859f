import { spawn } from 'node:child_process';
import { homedir } from 'node:os';
import type { CommandRun } from '../../shared/completion-command.ts';
import { silenceOf } from './command-program.ts';
import { endProgram } from './end-program.ts';
import { TailText } from './tail-text.ts';

export interface ProgramRequest {
  program: string;
  arguments: readonly string[];
  /** Asks it to end, so that it can save first. */
  toEnd: AbortSignal;
  /** Ends it whatever it does. */
  toKill: AbortSignal;
}

export type ProgramOutcome = Pick<CommandRun, 'exitCode' | 'output' | 'problem'>;
export type RunProgram = (request: ProgramRequest) => Promise<ProgramOutcome>;

/** Characters of output that are kept, from the end: errors stand there. */
const longestOutput = 16_000;

/**
 * Runs a program without a shell: each argument reaches it as it is. It gets no input, and the environment of the app
 * without anything of the app's own. It starts in the person's home folder, never in a result: interpreters, build tools
 * and the loader of Windows take code from the folder they start in, and the files of a result come from outside. Never
 * throws; what goes wrong is the outcome's `problem`.
 */
export const runProgram: RunProgram = async (request) => {
  const silence = (await silenceOf(request.program)) ?? (await silenceOf(homedir()));
  return silence === null ? start(request) : { exitCode: null, output: '', problem: silence };
};

const start: RunProgram = ({ program, arguments: given, toEnd, toKill }) =>
  new Promise((resolve) => {
    const output = new TailText(longestOutput);
    const end = (exitCode: number | null, problem: string | null): void => {
      toEnd.removeEventListener('abort', ask);
      toKill.removeEventListener('abort', kill);
      resolve({ exitCode, output: output.text, problem });
    };
    const child = spawn(program, [...given], {
      cwd: homedir(),
      env: environmentFor(process.env),
      shell: false,
      windowsHide: true,
      // A group of its own, so that what it started ends with it.
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ask = (): void => {
      if (child.pid !== undefined) endProgram(child.pid, 'ask');
    };
    const kill = (): void => {
      if (child.pid !== undefined) endProgram(child.pid, 'force');
      // What it started may hold the pipes open for ever.
      child.stdout.destroy();
      child.stderr.destroy();
    };
    child.stdout.on('data', (chunk: Buffer) => output.add(chunk));
    child.stderr.on('data', (chunk: Buffer) => output.add(chunk));
    child.once('error', (error) => end(null, error.message));
    child.once('close', (code, endedBy) =>
      end(code, code === null ? `It was ended by ${endedBy ?? 'the system'}.` : null),
    );
    toEnd.addEventListener('abort', ask);
    toKill.addEventListener('abort', kill);
    if (toEnd.aborted) ask();
    if (toKill.aborted) kill();
  });

/** What a program is told of the surroundings: nothing of how this app was started. */
export const environmentFor = (own: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(own).filter(([name]) => !/^(RIGYD_|ELECTRON_|NODE_OPTIONS$)/i.test(name)),
  );
