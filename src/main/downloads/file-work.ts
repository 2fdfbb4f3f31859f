import type { DownloadTools } from './download-result.ts';
import { discardLeftovers, sweepLeftovers } from './part-slots.ts';

/** Work on what lies in the folders for results: one after the other for each job, and after the sweep of the folder. */
export class FileWork {
  readonly #tools: Pick<DownloadTools, 'clock' | 'processes'>;
  readonly #onError: (error: unknown) => void;
  /** The last work on the files of each job. */
  readonly #last = new Map<string, Promise<void>>();
  readonly #sweeps = new Map<string, Promise<void>>();

  constructor(tools: Pick<DownloadTools, 'clock' | 'processes'>, onError: (error: unknown) => void) {
    this.#tools = tools;
    this.#onError = onError;
  }

  add(jobId: string, folder: string, work: () => Promise<void>): void {
    const before = [this.#last.get(jobId), this.#sweeps.get(folder)];
    this.#last.set(jobId, Promise.all(before).then(work).catch(this.#onError));
  }

  /** Removes what was received of a job's result. */
  discard(jobId: string, folder: string): void {
    const { clock, processes } = this.#tools;
    this.add(jobId, folder, () => discardLeftovers(folder, jobId, processes, clock.now()));
  }

  /**
   * Removes what a killed run left in folders.
   *
   * @param kept the jobs whose leftovers stay
   * @param onPlaced called with each job whose result got its name in a run that could not record it
   */
  sweep(
    folders: readonly string[],
    kept: { resumable: string[]; unfinished: string[] },
    onPlaced: (jobId: string) => void,
  ): void {
    const { clock, processes } = this.#tools;
    const options = { ...kept, now: clock.now(), processes };
    for (const folder of new Set(folders))
      this.#sweeps.set(
        folder,
        sweepLeftovers(folder, options).then((placed) => placed.forEach(onPlaced)),
      );
  }

  /** Resolves when all work so far is done. */
  async idle(): Promise<void> {
    await Promise.all([...this.#sweeps.values(), ...this.#last.values()]);
  }
}
