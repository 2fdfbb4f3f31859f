import { basename } from 'node:path';
import {
  type CommandRun,
  type CommandValues,
  fillArguments,
  maxRunMinutes,
  strayOption,
  type Command,
} from '../../../shared/hook.ts';
import { messageOf } from '../../../shared/errors.ts';
import type { ResultFiles } from '../../../shared/downloads.ts';
import { cutText } from '../../../shared/lib/text.ts';
import type { Clock } from '../../lib/clock.ts';
import { FolderSilentError } from '../../files/folder-calls.ts';
import { log } from '../../log/log.ts';
import { type ProgramOutcome, refusalOf, type RunProgram } from './run-program.ts';
import { commandReasons } from '../../words/reasons.ts';

export interface HookRunnerOptions {
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

/** Milliseconds between asking a program to end and leaving it no choice. */
const savingMs = 5_000;
/** The same when the app ends, which is not held up for longer: a program that has not ended by then is left running. */
const quittingMs = 3_000;
/** Milliseconds until a folder is looked for again that is not there, or does not answer. */
const lookAgainMs = 30_000;

/** Runs the command that a person chose for each downloaded result, one after the other. */
export class HookRunner {
  readonly #options: HookRunnerOptions;
  readonly #stop = new AbortController();
  #last = Promise.resolve();
  readonly #timers = new Set<() => void>();

  constructor(options: HookRunnerOptions) {
    this.#options = options;
  }

  /** Runs the command for a result once those before it have ended. */
  add(jobId: string, folder: string): void {
    this.#last = this.#last
      .then(() => this.#run({ jobId, folder }))
      // Those that wait behind it have done nothing wrong.
      .catch((error: unknown) => log(`The command's outcome could not be noted: ${String(error)}`));
  }

  /** Asks the command that runs to end, and runs none that waits: those stay noted as due. */
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
    const { platform } = this.#options;
    const refusal = refusalOf(command.program, platform);
    if (refusal !== null) return { ...nothing, problem: refusal };
    try {
      const files = await this.#filesOf(task);
      // What had not begun when the app ended runs after the next start.
      if (files === 'away' || this.#stop.signal.aborted) return 'away';
      const filled = fillArguments(command.arguments, valuesOf(task.jobId, files));
      const stray = strayOption(command.arguments, filled, platform);
      if (stray !== null) return { ...nothing, problem: strayProblem(stray) };
      return await this.#runFor(command.program, filled);
    } catch (error) {
      return { ...nothing, problem: messageOf(error) };
    }
  }

  /** Runs a program for as long as it may take. Nothing is known of what it is doing, so it is asked to end before it is killed. */
  async #runFor(program: string, values: string[]): Promise<ProgramOutcome> {
    const { clock, run } = this.#options;
    const [toEnd, toKill, toLeave] = [new AbortController(), new AbortController(), new AbortController()];
    const timers: (() => void)[] = [];
    const after = (ms: number, then: () => void): void => void timers.push(clock.setTimeout(then, ms));
    after(maxRunMinutes * 60_000, () => {
      toEnd.abort(commandReasons.tookTooLong(maxRunMinutes));
      after(savingMs, () => toKill.abort());
    });
    const quit = (): void => {
      toEnd.abort(commandReasons.appQuit);
      after(quittingMs, () => toLeave.abort());
    };
    this.#stop.signal.addEventListener('abort', quit);
    try {
      const outcome = await run({
        program,
        arguments: values,
        toEnd: toEnd.signal,
        toKill: toKill.signal,
        toLeave: toLeave.signal,
      });
      const { aborted, reason } = toEnd.signal;
      return aborted ? { ...outcome, exitCode: null, problem: String(reason) } : outcome;
    } finally {
      for (const cancel of timers) cancel();
      this.#stop.signal.removeEventListener('abort', quit);
    }
  }
}

const nothing: ProgramOutcome = { exitCode: null, output: '', problem: null };

const strayProblem = (argument: string): string => commandReasons.option(cutText(argument, 60));

/** A name of its own never looks like an option; paths are absolute, so they do not either. */
const valuesOf = (jobId: string, { folder, usd, mjcf }: ResultFiles): CommandValues => ({
  folder,
  usd: usd ?? '',
  mjcf: mjcf ?? '',
  id: jobId,
  name: basename(folder).replace(/^[-@]+/, '') || jobId,
});
