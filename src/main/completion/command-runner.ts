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
import { FolderSilentError } from '../files/folder-calls.ts';
import { log } from '../log.ts';
import { refusalOf } from './command-program.ts';
import type { ProgramOutcome, RunProgram } from './run-program.ts';

export interface CommandRunnerOptions {
  clock: Clock;
  platform: NodeJS.Platform;
  /** The command that the person has chosen by now; null where there is none. */
  command: () => Command | null;
  run: RunProgram;
  findFiles: (folder: string) => Promise<ResultFiles>;
  /** Whether a result that cannot be looked at may be there again later, as on a drive that is not connected. */
  isAway: (jobId: string, folder: string) => Promise<boolean>;
  onRun: (jobId: string, run: CommandRun) => void;
  /** There is no command any more to run for the result. */
  onDropped: (jobId: string) => void;
}

interface Task {
  jobId: string;
  folder: string;
}

/** Milliseconds a command may take. */
const longestRunMs = 10 * 60_000;
/** Milliseconds until a folder is looked for again that is not there, or does not answer. */
const lookAgainMs = 30_000;

/** Runs the command that a person chose for each result that comes home, one after the other. */
export class CommandRunner {
  readonly #options: CommandRunnerOptions;
  readonly #stop = new AbortController();
  #last = Promise.resolve();
  readonly #timers = new Set<() => void>();

  constructor(options: CommandRunnerOptions) {
    this.#options = options;
  }

  /** Runs the command for a result once those before it have ended. */
  add(jobId: string, folder: string): void {
    this.#last = this.#last
      .then(() => this.#run({ jobId, folder }))
      // Those that wait behind it have done nothing wrong.
      .catch((error: unknown) => log(`The command's outcome could not be noted: ${String(error)}`));
  }

  /** Ends the command that runs, and runs none that waits: those stay noted as due. */
  close(): Promise<void> {
    this.#stop.abort();
    for (const cancel of this.#timers) cancel();
    return this.#last;
  }

  async #run(task: Task): Promise<void> {
    if (this.#stop.signal.aborted) return;
    const { clock, onRun, onDropped } = this.#options;
    const { jobId } = task;
    const command = this.#options.command();
    if (command === null) return onDropped(jobId);
    const startedAt = clock.now();
    const outcome = await this.#outcome(task, command);
    if (outcome === 'away') return this.#later(task);
    onRun(jobId, { program: command.program, startedAt, finishedAt: clock.now(), ...outcome });
  }

  /** Until then it stays noted as due. */
  #later({ jobId, folder }: Task): void {
    if (this.#stop.signal.aborted) return;
    const cancel = this.#options.clock.setTimeout(() => {
      this.#timers.delete(cancel);
      this.add(jobId, folder);
    }, lookAgainMs);
    this.#timers.add(cancel);
  }

  async #filesOf({ jobId, folder }: Task): Promise<ResultFiles | 'away'> {
    const { findFiles, isAway } = this.#options;
    try {
      return await findFiles(folder);
    } catch (error) {
      if (error instanceof FolderSilentError || (await isAway(jobId, folder))) return 'away';
      throw error;
    }
  }

  async #outcome(task: Task, command: Command): Promise<ProgramOutcome | 'away'> {
    const { clock, platform, run } = this.#options;
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
      const files = await this.#filesOf(task);
      if (files === 'away') return 'away';
      const filled = fillArguments(command.arguments, valuesOf(task.jobId, files));
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
