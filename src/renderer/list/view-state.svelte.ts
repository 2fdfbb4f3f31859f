import type { Batch } from '../../shared/batch.ts';
import type { ListSums } from '../../shared/row-sums.ts';
import { newestOnTop, noFilter, type JobFilter, type JobSort } from '../../shared/saved-view.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import type { JudgedRows } from '../jobs/judged-rows.ts';
import { forgetSearchTexts } from '../jobs/search-text.ts';
import { countViews } from '../jobs/status-groups.ts';
import { noteChanges, stepsBetween } from '../state/row-changes.ts';
import { placeOf } from '../state/row-list.ts';
import { arrangeChanges } from './arrange-rows.ts';
import { orderOf, sortingOf } from './columns.ts';
import { isOfFailed, matcherOf } from './filter-rows.ts';
import { FilteredRows } from './filtered-rows.ts';
import { keyOfHead, type ListLines } from './groups/list-lines.ts';
import { ViewGroups } from './groups/view-groups.svelte.ts';
import { type FailureReason, ReasonCounts } from './reason-counts.ts';
import { hasSameKey, isInOrder, keepOrder, type RowOrder, sortRows } from './sort-rows.ts';

export interface ViewOptions {
  /** All jobs, the newest on top. */
  all: () => JudgedRows;
  /** What is counted over all of them. */
  sums: () => ListSums;
  /** The newest first. */
  batches: () => readonly Batch[];
  /** Milliseconds since the epoch, as the window shows it. */
  now: () => number;
}

/** Whether rows stood as a sort says. */
interface Ordered {
  rows: readonly JobRow[];
  sort: JobSort;
  isInOrder: boolean;
}

/** The rows as they were last shown, and what they were chosen and sorted by. */
interface Shown {
  filter: JobFilter;
  sort: JobSort;
  rows: readonly JobRow[];
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
  readonly groups: ViewGroups;

  // Moves on once a minute, not with each second.
  readonly #minute = $derived.by(() => Math.floor(this.#options.now() / 60_000) * 60_000);
  readonly #filtered = $derived(new FilteredRows(this.#filter));
  /** How many rows other filters let through. */
  readonly #counts = new WeakMap<JobFilter, { filtered: FilteredRows; count: number }>();
  #ordered: Ordered | null = null;

  /** What the filter shows, in order. Bulk actions act on exactly these. */
  readonly rows: readonly JobRow[] = $derived.by(() => this.#arrange());
  /** What stands in the list: these rows, in their groups where it is grouped. What is folded away has no line. */
  readonly lines: ListLines = $derived.by(() => this.groups.linesOf(this.rows, orderOf(this.#sort)));
  /** How many jobs there are without the filter: all that are archived, or all that are not. */
  readonly total: number = $derived.by(() => this.counts[this.#filter.archived ? 'archived' : 'all']);
  /** The failed jobs among those that are shown, for whatever reason they failed. */
  readonly #failures = $derived(new ReasonCounts({ ...this.#filter, statuses: ['failed'], reason: null }));
  /** Why jobs of the list failed, the most frequent reason first. Each counts what the list shows when it is chosen. */
  readonly failureReasons: readonly FailureReason[] = $derived.by(() =>
    this.#failures.follow(this.#options.all(), this.#nowFor(this.#filter)),
  );
  /** How many jobs each standard view shows. */
  readonly counts = $derived.by(() => countViews(this.#options.sums()));
  /** Whether anything is left out beside what is (not) archived. */
  readonly isFiltered: boolean = $derived.by(() => {
    const { query, statuses, types, reviews, batch, since, reason, verdicts } = this.#filter;
    const isAny =
      statuses.length + types.length + reviews.length + verdicts.length === 0 &&
      batch === null &&
      reason === null &&
      since === 'any';
    return query.trim() !== '' || !isAny;
  });
  /** Whether values have changed so that the rows stand in another order than the sort says. */
  readonly isOutOfOrder: boolean = $derived.by(() => !this.#isInOrder());

  constructor(options: ViewOptions) {
    this.#options = options;
    this.groups = new ViewGroups({
      all: () => options.all().rows,
      batches: options.batches,
      filter: () => this.#filter,
    });
  }

  get filter(): JobFilter {
    return this.#filter;
  }

  get sort(): JobSort {
    return this.#sort;
  }

  /** Shows what a filter lets through, sorted anew. */
  show(filter: JobFilter, sort: JobSort = this.#sort): void {
    this.#setFilter({ ...filter });
    this.#sort = { ...sort };
  }

  /** Changes the filter in part. */
  change(changes: Partial<JobFilter>): void {
    this.#setFilter({ ...this.#filter, ...changes });
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
    const { rows, stuck } = this.#options.all();
    const filter = { ...this.#filter, ...changes };
    return rows.filter(matcherOf(filter, { now: this.#nowFor(filter), isStuck: (row) => stuck.has(row) }));
  }

  /** How many jobs a filter shows. */
  countOf(filter: JobFilter): number {
    const counted = this.#counts.get(filter) ?? { filtered: new FilteredRows(filter), count: 0 };
    this.#counts.set(filter, counted);
    const all = this.#options.all();
    const { changes, matches } = counted.filtered.follow(all, this.#nowFor(filter));
    if (changes === null) counted.count = all.rows.filter(matches).length;
    else
      for (const { before, after } of changes)
        counted.count += (after === null ? 0 : 1) - (before === null ? 0 : 1);
    return counted.count;
  }

  /** Where the line of a job stands, or the head of a group; -1 where it is not shown. */
  indexOf(id: string | null): number {
    const head = id === null ? null : keyOfHead(id);
    if (head !== null) return this.lines.indexOfHead(head);
    const row = id === null ? undefined : this.#options.all().row(id);
    if (row === undefined) return -1;
    const { isAhead } = orderOf(this.#sort);
    return this.lines.indexOfRow(this.groups.keyOf(row), (rows) =>
      isAhead === undefined ? rows.indexOf(row) : placeOf(rows, row, isAhead),
    );
  }

  #setFilter(filter: JobFilter): void {
    if (this.#filter.query !== '' && filter.query === '') forgetSearchTexts();
    // A reason is one of failed jobs, and goes with their list.
    this.#filter = isOfFailed(filter) || filter.reason === null ? filter : { ...filter, reason: null };
  }

  /** The time that a filter goes by: one for any time never needs another look. */
  #nowFor({ since }: JobFilter): number {
    return since === 'any' ? 0 : this.#minute;
  }

  #arrange(): readonly JobRow[] {
    const [filter, sort, now] = [this.#filter, this.#sort, Date.now()];
    const all = this.#options.all();
    const { changes, matches } = this.#filtered.follow(all, this.#nowFor(filter));
    const before = this.#shown;
    const isTouched = before === null || before.filter !== filter || before.sort !== sort;
    const order = orderOf(sort);
    let rows: readonly JobRow[];
    if (isTouched) rows = sortRows(all.rows.filter(matches), order, now);
    else if (changes === null) rows = keepOrder(before.rows, all.rows.filter(matches), order, now);
    else {
      rows = arrangeChanges(before.rows, changes, order, now);
      if (rows !== before.rows) noteChanges(before.rows, rows, changes);
    }
    this.#shown = { filter, sort, rows };
    return rows;
  }

  /** Looks at all rows only where what they are sorted by has changed. */
  #isInOrder(): boolean {
    const [rows, sort] = [this.rows, this.#sort];
    const order = orderOf(sort);
    const followsTime = sortingOf(sort.column).followsTime === true;
    const now = followsTime ? this.#options.now() : 0;
    const before = this.#ordered;
    const isSame = before?.sort === sort && !followsTime && keepsInOrder(before, rows, order);
    const ordered = { rows, sort, isInOrder: isSame ? before.isInOrder : isInOrder(rows, order, now) };
    this.#ordered = ordered;
    return ordered.isInOrder;
  }
}

/**
 * Whether changes alone say that rows stand as the sort says if they did before, and only then. One that comes in goes where
 * it belongs at that moment, so it changes nothing; one that goes may have been what stood elsewhere.
 */
const keepsInOrder = (before: Ordered, rows: readonly JobRow[], order: RowOrder): boolean =>
  stepsBetween(before.rows, rows)?.every((changes) =>
    changes.every((change) => {
      if (change.before === null) return true;
      return change.after === null ? before.isInOrder : hasSameKey(order, change.before, change.after, 0);
    }),
  ) === true;
