import {
  count,
  emptyTally,
  isTallyOver,
  type BatchShare,
  type BatchTally,
} from '../../shared/batch-progress.ts';

interface Counted {
  batches: readonly string[];
  share: BatchShare;
}

/** The sums of all batches, kept up to date one job at a time: a change costs as much as the job is in batches. */
export class BatchTallies {
  readonly #tallies = new Map<string, BatchTally>();
  readonly #counted = new Map<string, Counted>();

  /** The sums over the jobs of a batch. */
  of(batch: string): BatchTally {
    return this.#tallies.get(batch) ?? emptyTally();
  }

  /**
   * Counts a job as it is now; null takes it out.
   *
   * @returns the batches of which nothing is on its way any more since this very change
   */
  set(jobId: string, now: Counted | null): string[] {
    const before = this.#counted.get(jobId);
    const touched = new Set([...(before?.batches ?? []), ...(now?.batches ?? [])]);
    const open = [...touched].filter((batch) => !isTallyOver(this.of(batch)));
    for (const batch of before?.batches ?? []) if (before) this.#count(batch, before.share, -1);
    for (const batch of now?.batches ?? []) if (now) this.#count(batch, now.share, 1);
    if (now === null) this.#counted.delete(jobId);
    else this.#counted.set(jobId, now);
    return open.filter((batch) => isTallyOver(this.of(batch)));
  }

  #count(batch: string, share: BatchShare, sign: 1 | -1): void {
    const tally = this.#tallies.get(batch) ?? emptyTally();
    count(tally, share, sign);
    this.#tallies.set(batch, tally);
  }
}
