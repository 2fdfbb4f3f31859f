import type { Batch } from '../../../shared/batch.ts';
import { maxExceptions, notGrouped, type Grouping, type ListGroups } from '../../../shared/grouping.ts';
import type { JobFilter } from '../../../shared/saved-view.ts';
import type { JobRow } from '../../../shared/watched-job.ts';
import type { RowOrder } from '../sort-rows.ts';
import { GroupedRows, type RowGroup } from './grouped-rows.ts';
import { groupingBy } from './groupings.ts';
import { ListLines } from './list-lines.ts';
import { FollowedSessions, Sessions } from './sessions.ts';

const noSessions = new Sessions();
const setOf = (keys: readonly string[]): ReadonlySet<string> => new Set(keys);

interface ViewGroupsOptions {
  /** All jobs, whatever the list is narrowed to. */
  all: () => readonly JobRow[];
  /** The newest first. */
  batches: () => readonly Batch[];
  filter: () => JobFilter;
}

/** What the list is grouped by, and which groups are folded. */
export class ViewGroups {
  #chosen = $state.raw<ListGroups>(notGrouped);
  readonly #options: ViewGroupsOptions;
  readonly #grouped = new GroupedRows();
  readonly #allSessions = new FollowedSessions();

  readonly by: Grouping = $derived.by(() => this.#chosen.by);
  readonly #batch = $derived.by(() => this.#options.filter().batch);
  readonly #sessions = $derived.by(() => this.#allSessions.follow(this.#options.all()));
  readonly #grouping = $derived.by(() =>
    groupingBy(this.by, {
      batches: this.by === 'batch' ? this.#options.batches() : [],
      batch: this.by === 'batch' ? this.#batch : null,
      sessions: this.by === 'session' ? this.#sessions : noSessions,
    }),
  );
  readonly #except = $derived.by(() => setOf(this.#chosen.except));

  constructor(options: ViewGroupsOptions) {
    this.#options = options;
  }

  /** As it is kept for the next start. */
  get chosen(): ListGroups {
    return this.#chosen;
  }

  /** Brings back what was chosen in an earlier run. */
  restore(chosen: ListGroups): void {
    this.#chosen = chosen;
  }

  /** Groups the list by something else, with all groups open. */
  groupBy(by: Grouping): void {
    if (by !== this.by) this.#chosen = { ...notGrouped, by };
  }

  isFolded(key: string): boolean {
    return this.#chosen.areFolded !== this.#except.has(key);
  }

  setFolded(key: string, isFolded: boolean): void {
    if (this.isFolded(key) === isFolded) return;
    const { except } = this.#chosen;
    const changed = this.#except.has(key) ? except.filter((one) => one !== key) : [...except, key];
    this.#chosen = { ...this.#chosen, except: changed.slice(-maxExceptions) };
  }

  /** Folds or unfolds all groups, and those that are still to come. */
  setAllFolded(areFolded: boolean): void {
    this.#chosen = { ...this.#chosen, areFolded, except: [] };
  }

  /** The key of the group that a row is in; null where nothing is grouped. */
  keyOf(row: JobRow): string | null {
    return this.#grouping?.keyOf(row) ?? null;
  }

  /** @param now milliseconds since the epoch */
  labelOf(group: RowGroup, now: number): string {
    return this.#grouping?.labelOf(group, now) ?? '';
  }

  /** The lines that rows in an order make. */
  linesOf(rows: readonly JobRow[], order: RowOrder): ListLines {
    if (this.#grouping === null) return new ListLines(rows);
    const groups = this.#grouped.follow(rows, this.#grouping, order);
    return new ListLines(rows, groups, (key) => this.isFolded(key));
  }
}
