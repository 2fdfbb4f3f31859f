import { basename } from 'node:path';
import {
  fillArguments,
  strayOption,
  type CommandRun,
  type CommandValues,
} from '../../shared/completion-command.ts';
import type { Command } from '../../shared/settings.ts';
import type { ResultFiles } from '../../shared/result-files.ts';
import { cutText } from '../../shared/well-formed.ts';
import type { Clock } from '../clock.ts';
import { log } from '../log.ts';
import { refusalOf } from './command-program.ts';
import type { ProgramOutcome, RunProgram } from './run-program.ts';

export interface CommandRunnerOptions {
  clock: Clock;
  platform: NodeJS.Platform;
  run: RunProgram;
  findFiles: (folder: string) => Promise<ResultFiles>;
  onRun: (jobId: string, run: CommandRun) => void;
}

interface Task {
  jobId: string;
  folder: string;
  command: Command;
}

/** Milliseconds a command may take. */
const longestRunMs = 10 * 60_000;

/** Runs the command that a person chose for each result that comes home, one after the other. */
export class CommandRunner {
  readonly #options: CommandRunnerOptions;
  readonly #stop = new AbortController();
  #last = Promise.resolve();

  constructor(options: CommandRunnerOptions) {
    this.#options = options;
  }

  /** Runs the command for a result once those before it have ended. */
  add(jobId: string, folder: string, command: Command): void {
    this.#last = this.#last
      .then(() => this.#run({ jobId, folder, command }))
      // Those that wait behind it have done nothing wrong.
      .catch((error: unknown) => log(`The command's outcome could not be noted: ${String(error)}`));
  }

  /** Ends the command that runs, and runs none that waits: those stay noted as due. */
  close(): Promise<void> {
    this.#stop.abort();
    return this.#last;
  }

  async #run({ jobId, folder, command }: Task): Promise<void> {
    if (this.#stop.signal.aborted) return;
    const { clock, onRun } = this.#options;
    const startedAt = clock.now();
    const outcome = await this.#outcome({ jobId, folder, command });
    onRun(jobId, { program: command.program, startedAt, finishedAt: clock.now(), ...outcome });
  }

  async #outcome({ jobId, folder, command }: Task): Promise<ProgramOutcome> {
    const { clock, platform, run, findFiles } = this.#options;
    const nothing = { exitCode: null, output: '' };
    const refusal = refusalOf(command.program, platform);
    if (refusal !== null) return { ...nothing, problem: refusal };
    const ending = new AbortController();
    let why = 'The app ended before it did.';
    const stop = (): void => ending.abort();
    const cancelTimer = clock.setTimeout(() => {
      why = `It took longer than ${longestRunMs / 60_000} minutes and was ended.`;
      stop();
    }, longestRunMs);
    this.#stop.signal.addEventListener('abort', stop);
    try {
      const values = valuesOf(jobId, await findFiles(folder));
      const filled = fillArguments(command.arguments, values);
      const stray = strayOption(command.arguments, filled, platform);
      if (stray !== null) return { ...nothing, problem: strayProblem(stray) };
      const outcome = await run({
        program: command.program,
        arguments: filled,
        signal: ending.signal,
      });
      return ending.signal.aborted ? { ...outcome, exitCode: null, problem: why } : outcome;
    } catch (error) {
      return { ...nothing, problem: error instanceof Error ? error.message : String(error) };
    } finally {
      cancelTimer();
      this.#stop.signal.removeEventListener('abort', stop);
    }
  }
}

const strayProblem = (argument: string): string =>
  `It was not run: the program could take “${cutText(argument, 60)}” for an option. Put something before the value, such as --id={id}.`;

/** A name of its own never looks like an option; paths are absolute, so they do not either. */
const valuesOf = (jobId: string, { folder, usd, mjcf }: ResultFiles): CommandValues => ({
  folder,
  usd: usd ?? '',
  mjcf: mjcf ?? '',
  id: jobId,
  name: basename(folder).replace(/^[-@]+/, '') || jobId,
});
