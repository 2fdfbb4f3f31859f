import { spawn } from 'node:child_process';
import { homedir } from 'node:os';
import type { CommandRun } from '../../shared/completion-command.ts';
import { silenceOf } from './command-program.ts';
import { TailText } from './tail-text.ts';

export interface ProgramRequest {
  program: string;
  arguments: readonly string[];
  /** Ends it before its time is up. */
  signal: AbortSignal;
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

const start: RunProgram = ({ program, arguments: given, signal }) =>
  new Promise((resolve) => {
    const output = new TailText(longestOutput);
    const end = (exitCode: number | null, problem: string | null): void => {
      signal.removeEventListener('abort', stop);
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
    const stop = (): void => {
      killGroup(child.pid);
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
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop);
  });

/** What a program is told of the surroundings: nothing of how this app was started. */
export const environmentFor = (own: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(own).filter(([name]) => !/^(RIGYD_|ELECTRON_|NODE_OPTIONS$)/i.test(name)),
  );

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // It has ended by itself already.
  }
}
