import { foldName } from './file-names.ts';

/**
 * Where the results of jobs were put. A path names one result for ever: where one was moved away and another of its name came
 * home, the row of the first would show the files of the second.
 */
export class ResultPaths {
  /** The job of each path, in one case and normalisation. */
  readonly #jobs = new Map<string, string>();

  /** A job's result is in another folder than before; null where it is in none. */
  note(jobId: string, before: string | null, after: string | null): void {
    if (before === after) return;
    if (before !== null && this.#jobs.get(foldName(before)) === jobId) this.#jobs.delete(foldName(before));
    if (after !== null) this.#jobs.set(foldName(after), jobId);
  }

  isOfAnother(jobId: string, path: string): boolean {
    return (this.#jobs.get(foldName(path)) ?? jobId) !== jobId;
  }
}
