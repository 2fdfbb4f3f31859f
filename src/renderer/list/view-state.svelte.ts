import { newestOnTop, noFilter, type JobFilter, type JobSort } from '../../shared/saved-view.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import { orderOf, sortingOf } from './columns.ts';
import { countViews, type IsStuck } from '../jobs/status-groups.ts';
import { matcherOf } from './filter-rows.ts';
import { isInOrder, keepOrder, placesOf, sortRows } from './sort-rows.ts';

export interface ViewOptions {
  /** All rows, the newest on top. */
  rows: () => readonly JobRow[];
  isStuck: IsStuck;
  /** Milliseconds since the epoch, as the window shows it. */
  now: () => number;
}

/** The rows as they were last shown, and what they were chosen and sorted by. */
interface Shown {
  filter: JobFilter;
  sort: JobSort;
  rows: JobRow[];
}

/**
 * Which jobs the list shows and in which order. What is shown follows the filter at once; the order stays as it was when
 * the filter or the sort was last touched, see {@link keepOrder}.
 */
export class ViewState {
  #filter = $state.raw<JobFilter>(noFilter);
  #sort = $state.raw<JobSort>(newestOnTop);
  #shown: Shown | null = null;
  readonly #options: ViewOptions;

  // Moves on once a minute, not with each second.
  readonly #minute = $derived.by(() => Math.floor(this.#options.now() / 60_000) * 60_000);
  readonly #matches = $derived.by(() =>
    matcherOf(this.#filter, { now: this.#nowFor(this.#filter), isStuck: this.#options.isStuck }),
  );

  /** What the filter shows, in order. Bulk actions act on exactly these. */
  readonly rows: readonly JobRow[] = $derived.by(() => this.#arrange());
  /** Positions of the shown rows. */
  readonly #places = $derived(placesOf(this.rows));
  /** How many jobs there are without the filter: all that are archived, or all that are not. */
  readonly total: number = $derived.by(() => this.counts[this.#filter.archived ? 'archived' : 'all']);
  /** How many jobs each standard view shows. */
  readonly counts = $derived.by(() => countViews(this.#options.rows(), this.#options.isStuck));
  /** Whether anything is left out beside what is (not) archived. */
  readonly isFiltered: boolean = $derived.by(() => {
    const { query, statuses, types, batch, since } = this.#filter;
    return query.trim() !== '' || statuses.length + types.length > 0 || batch !== null || since !== 'any';
  });
  /** Whether values have changed so that the rows stand in another order than the sort says. */
  readonly isOutOfOrder: boolean = $derived.by(
    () =>
      !isInOrder(
        this.rows,
        orderOf(this.#sort),
        sortingOf(this.#sort.column).followsTime === true ? this.#options.now() : 0,
      ),
  );

  constructor(options: ViewOptions) {
    this.#options = options;
  }

  get filter(): JobFilter {
    return this.#filter;
  }

  get sort(): JobSort {
    return this.#sort;
  }

  /** Shows what a filter lets through, sorted anew. */
  show(filter: JobFilter, sort: JobSort = this.#sort): void {
    this.#filter = { ...filter };
    this.#sort = { ...sort };
  }

  /** Changes the filter in part. */
  change(changes: Partial<JobFilter>): void {
    this.#filter = { ...this.#filter, ...changes };
  }

  /** Lets everything through again. The archive is a place of its own, and stays open. */
  clear(): void {
    this.show({ ...noFilter, archived: this.#filter.archived });
  }

  /** Sorts by a column: its better half first, then, chosen again, the other way round. */
  sortBy(column: JobSort['column']): void {
    const isSame = this.#sort.column === column;
    const descending = isSame ? !this.#sort.descending : sortingOf(column).startsDescending;
    this.#sort = { column, descending };
  }

  /** Sorts anew by what is chosen. */
  sortAgain(): void {
    this.#sort = { ...this.#sort };
  }

  /** The rows that would be shown if the filter were changed in part; in no order. */
  rowsWith(changes: Partial<JobFilter>): JobRow[] {
    const { rows, isStuck } = this.#options;
    const filter = { ...this.#filter, ...changes };
    return rows().filter(matcherOf(filter, { now: this.#nowFor(filter), isStuck }));
  }

  /** How many jobs a filter shows. */
  countOf(filter: JobFilter): number {
    return this.rowsWith(filter).length;
  }

  /** Where a job stands among the shown rows; -1 where it is not shown. */
  indexOf(id: string | null): number {
    return id === null ? -1 : (this.#places.get(id) ?? -1);
  }

  /** The time that a filter goes by: one for any time never needs another look. */
  #nowFor({ since }: JobFilter): number {
    return since === 'any' ? 0 : this.#minute;
  }

  #arrange(): JobRow[] {
    const [filter, sort, now] = [this.#filter, this.#sort, Date.now()];
    const matching = this.#options.rows().filter(this.#matches);
    const before = this.#shown;
    const isTouched = before === null || before.filter !== filter || before.sort !== sort;
    const order = orderOf(sort);
    const rows = isTouched ? sortRows(matching, order, now) : keepOrder(before.rows, matching, order, now);
    this.#shown = { filter, sort, rows };
    return rows;
  }
}
