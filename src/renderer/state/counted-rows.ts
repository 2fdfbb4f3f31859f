import type { JobRow } from '../../shared/watched-job.ts';
import { changesBetween } from './row-changes.ts';

/** How many rows pass a test, kept up by what changes. */
export class CountedRows {
  readonly #test: (row: JobRow) => boolean;
  #seen: { rows: readonly JobRow[]; count: number } = { rows: [], count: 0 };

  constructor(test: (row: JobRow) => boolean) {
    this.#test = test;
  }

  /** How many of these do: those of the last call as they are now, or others, which are all looked at. */
  of(rows: readonly JobRow[]): number {
    const changes = changesBetween(this.#seen.rows, rows);
    let { count } = this.#seen;
    if (changes === null) count = rows.filter(this.#test).length;
    else for (const { before, after } of changes) count += this.#share(after) - this.#share(before);
    this.#seen = { rows, count };
    return count;
  }

  #share(row: JobRow | null): number {
    return row !== null && this.#test(row) ? 1 : 0;
  }
}
