import type { JobFilter } from '../../shared/saved-view.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import { givenReason, reasonOf } from '../jobs/failure-reasons.ts';
import type { JudgedRows } from '../jobs/judged-rows.ts';
import { FilteredRows } from './filtered-rows.ts';

/** Why some jobs failed. */
export interface FailureReason {
  /** What a filter has of it, see `reasonOf`. */
  reason: string;
  /** In words: with the numbers in it where all jobs have the same. */
  words: string;
  count: number;
}

/** Counts why jobs failed among those that a filter lets through, kept up by what changes. */
export class ReasonCounts {
  readonly #filtered: FilteredRows;
  #counts = new Map<string, FailureReason>();
  #sorted: readonly FailureReason[] = [];

  constructor(filter: JobFilter) {
    this.#filtered = new FilteredRows(filter);
  }

  /**
   * As it is now, the most frequent first; the same list while nothing has changed.
   *
   * @param now milliseconds since the epoch
   */
  follow(all: JudgedRows, now: number): readonly FailureReason[] {
    const { changes, matches } = this.#filtered.follow(all, now);
    if (changes?.length === 0) return this.#sorted;
    if (changes === null) {
      this.#counts = new Map();
      for (const row of all.rows) if (matches(row)) this.#count(row, 1);
    } else
      for (const { before, after } of changes) {
        if (before !== null) this.#count(before, -1);
        if (after !== null) this.#count(after, 1);
      }
    this.#sorted = [...this.#counts.values()].sort(
      (a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1),
    );
    return this.#sorted;
  }

  #count(row: JobRow, times: 1 | -1): void {
    const reason = reasonOf(row);
    const given = givenReason(row);
    const before = this.#counts.get(reason) ?? { reason, words: given, count: 0 };
    const count = before.count + times;
    if (count === 0) this.#counts.delete(reason);
    else this.#counts.set(reason, { reason, words: before.words === given ? given : reason, count });
  }
}
