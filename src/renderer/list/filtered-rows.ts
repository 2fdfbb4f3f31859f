import type { JobFilter } from '../../shared/saved-view.ts';
import { type JudgedRows, judgedChanges } from '../jobs/judged-rows.ts';
import { noneStuck } from '../jobs/stuck-jobs.ts';
import type { RowChange } from '../state/row-changes.ts';
import { matcherOf, type Matcher } from './filter-rows.ts';

/** What was looked at last. */
interface Seen {
  all: JudgedRows;
  now: number;
  matches: Matcher;
}

/** Follows which rows a filter lets through. */
export class FilteredRows {
  readonly #filter: JobFilter;
  #seen: Seen | null = null;

  constructor(filter: JobFilter) {
    this.#filter = filter;
  }

  /**
   * What has changed since the last call among the rows that it lets through; `changes` is null where that is not known, so
   * that all rows have to be tried with `matches`.
   *
   * @param now milliseconds since the epoch
   */
  follow(all: JudgedRows, now: number): { changes: RowChange[] | null; matches: Matcher } {
    const seen = this.#seen;
    const judged = this.#filter.statuses.includes('stuck') ? all : { ...all, stuck: noneStuck };
    const isSameTest = seen !== null && seen.now === now && seen.all.stuck === judged.stuck;
    const isStuck = judged.stuck.has.bind(judged.stuck);
    const matches = isSameTest ? seen.matches : matcherOf(this.#filter, { now, isStuck });
    this.#seen = { all: judged, now, matches };
    const changes = seen === null || seen.now !== now ? null : judgedChanges(seen.all, judged);
    if (seen === null || changes === null) return { changes: null, matches };
    const shown = changes.flatMap(({ before, after }) => {
      const was = before !== null && seen.matches(before.row) ? before.row : null;
      const is = after !== null && matches(after.row) ? after.row : null;
      return was === is ? [] : { before: was, after: is };
    });
    return { changes: shown, matches };
  }
}
