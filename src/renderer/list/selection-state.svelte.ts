import type { JobRow } from '../../shared/watched-job.ts';
import type { RowGroup } from './groups/grouped-rows.ts';
import { headId, type ListLine, type ListLines } from './groups/list-lines.ts';
import type { ViewState } from './view-state.svelte.ts';

const none: ReadonlySet<string> = new Set();

/** Milliseconds in which a click was meant for the rows that were selected until then: a second one, or in doubt. */
const afterwardsMs = 1_000;

/** That the keyboard was put on a line: each time anew, also on the same one. */
interface Put {
  readonly id: string;
}

/** Where the keyboard stands. */
interface Standing {
  /** Where it was put, on a line that may be gone. */
  put: Put | null;
  id: string;
  lines: ListLines;
  filter: ViewState['filter'];
}

/** Which rows of the list are selected. With one, its details are open; with several, there is something to do with all. */
export class SelectionState {
  /** Null while no more than the open job is selected. */
  #several = $state.raw<ReadonlySet<string> | null>(null);
  #put = $state.raw<Put | null>(null);
  /** Where the keyboard came to from there, and the rows as they were then. */
  #standing: Standing | null = null;
  /** The filter under which some of those that are chosen were shown last. */
  #seenUnder: ViewState['filter'] | null = null;
  /** Where a range begins: the line that was chosen last without Shift. */
  #anchor: string | null = null;
  /** When several rows ceased to be selected. */
  #endedAt = -Infinity;
  readonly #view: ViewState;
  readonly #openId: () => string | null;
  readonly #now: () => number;

  /** The selected rows that are shown, in order. Empty unless several were chosen. */
  readonly rows: readonly JobRow[] = $derived.by(() => {
    const several = this.#several;
    return several === null ? [] : this.#view.lines.rows.filter(({ id }) => several.has(id));
  });

  /**
   * The line that the keyboard is on. Where that has gone from the list, taken away or moved on by itself, it is the open
   * job's, or the one that took its place; undefined where there is none, or the person chose to see others.
   */
  readonly #line: ListLine | undefined = $derived.by(() => {
    const { lines, filter } = this.#view;
    const put = this.#put;
    const before = this.#standing?.put === put ? this.#standing : null;
    const open = this.#lineOf(this.#openId());
    let line = this.#lineOf(before?.id ?? put?.id ?? null);
    // A line that only took the place of another gives way to the open job, also if that comes back.
    if (line === undefined || (put !== null && line.id !== put.id)) line = open ?? line;
    if (line === undefined && before?.filter === filter) line = this.#nearest(before);
    if (line !== undefined) this.#standing = { put, id: line.id, lines, filter };
    return line;
  });

  /** The job whose line has the keyboard. */
  readonly current: JobRow | undefined = $derived(this.#line?.kind === 'job' ? this.#line.row : undefined);

  /** The ID of the line that the keyboard is on. */
  readonly currentId: string | null = $derived(this.#line?.id ?? null);

  /** Whether the keyboard came to its line by itself, since the one that it was put on has gone. */
  readonly #hasMoved: boolean = $derived.by(
    () => this.#put !== null && this.#line !== undefined && this.#line.id !== this.#put.id,
  );

  /**
   * Whether keys are about the open job although it has left the list, which the person looks at as long as its details are
   * open: then no row has the keyboard until it is moved.
   */
  readonly isElsewhere: boolean = $derived.by(() => {
    const open = this.#openId();
    if (open === null || this.#view.indexOf(open) >= 0) return false;
    return this.#hasMoved || this.#line === undefined;
  });

  /** Whether rows are chosen, also where all of them have gone from the list by themselves. */
  readonly isChosen: boolean = $derived.by(() => {
    if (!this.#isAny) return false;
    if (this.rows.length > 0) this.#seenUnder = this.#view.filter;
    return this.#seenUnder === this.#view.filter;
  });

  /** @param now milliseconds of a clock that nobody sets */
  constructor(view: ViewState, openId: () => string | null, now = (): number => performance.now()) {
    this.#view = view;
    this.#openId = openId;
    this.#now = now;
  }

  /** Whether several rows were selected until a moment ago, so that a click may have been meant for them. */
  get hasJustEnded(): boolean {
    return !this.#isAny && this.#now() - this.#endedAt < afterwardsMs;
  }

  /** Puts the keyboard on a row, or by its ID on the head of a group; null takes it off. */
  focusRow(id: string | null): void {
    this.#put = id === null ? null : { id };
  }

  has(id: string): boolean {
    return this.#several === null ? id === this.#openId() : this.#several.has(id);
  }

  /** Begins anew with one row, or with none. */
  reset(id: string | null): void {
    this.#anchor = id;
    this.#select(null);
    if (id !== null) this.focusRow(id);
  }

  /** Puts a row in, or takes it out. */
  toggle(id: string): void {
    const open = this.#openId();
    // An open job that is not shown is none of those that the person sees selected.
    const isOpenShown = this.#view.indexOf(open) >= 0;
    const before = this.#several ?? (open === null || !isOpenShown ? none : toggled(none, open));
    this.#anchor = id;
    this.#choose(toggled(before, id));
  }

  /**
   * Selects the rows from where the range began to a line; from `start` where it has not begun yet. What is folded away in
   * between is not selected.
   */
  extendTo(id: string, start: string): void {
    const { lines } = this.#view;
    if (this.#view.indexOf(this.#anchor) < 0) this.#anchor = start;
    this.#choose(idsBetween(lines, this.#view.indexOf(this.#anchor), this.#view.indexOf(id)));
  }

  /** Selects all that is shown, without what is folded away. */
  all(): void {
    this.#choose(idsOf(this.#view.lines.rows));
  }

  /** Selects the rows of a group. */
  group({ key, rows }: RowGroup): void {
    this.#anchor = headId(key);
    this.#choose(idsOf(rows));
  }

  /** Ends a selection of several; the open job stays open, and the keyboard where it is. */
  clear(): void {
    this.#anchor = null;
    this.#select(null);
  }

  /** Takes jobs out that the person has taken from the list. */
  drop(ids: readonly string[]): void {
    const several = this.#several;
    if (several === null) return;
    const left = without(several, ids);
    this.#select(left.size === 0 ? null : left);
  }

  get #isAny(): boolean {
    return this.#several !== null && this.#several.size > 0;
  }

  #select(several: ReadonlySet<string> | null): void {
    const wasAny = this.#isAny;
    this.#several = several;
    if (wasAny && !this.#isAny) this.#endedAt = this.#now();
  }

  #choose(ids: ReadonlySet<string>): void {
    this.#select(ids);
    this.#seenUnder = this.#view.filter;
  }

  #lineOf(id: string | null): ListLine | undefined {
    return this.#view.lines.at(this.#view.indexOf(id));
  }

  /** The line that stands in for one that has gone: the head that it is folded under, else what stood below it, or above. */
  #nearest({ id, lines }: Standing): ListLine | undefined {
    const at = lines.findIndex(id);
    const head = lines.headAt(at)?.line;
    if (head !== undefined && this.#view.groups.isFolded(head.group.key)) {
      const folded = this.#lineOf(head.id);
      if (folded !== undefined) return folded;
    }
    let next: ListLine | undefined;
    for (let below = at + 1; next === undefined && below < lines.count; below += 1)
      next = this.#lineOf(lines.at(below)?.id ?? null);
    for (let above = at - 1; next === undefined && above >= 0; above -= 1)
      next = this.#lineOf(lines.at(above)?.id ?? null);
    return next;
  }
}

/** IDs of the rows from one position to another, whichever comes first, both included. */
function idsBetween(lines: ListLines, from: number, to: number): ReadonlySet<string> {
  const between = lines.slice(Math.min(from, to), Math.max(from, to) + 1);
  return new Set(between.flatMap((line) => (line.kind === 'job' ? line.id : [])));
}

const idsOf = (rows: readonly JobRow[]): ReadonlySet<string> => new Set(rows.map(({ id }) => id));

/** The same IDs with one put in, or taken out where it was in. */
function toggled(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  return new Set(ids.has(id) ? [...ids].filter((one) => one !== id) : [...ids, id]);
}

/** The same IDs without those that are gone. */
function without(ids: ReadonlySet<string>, gone: readonly string[]): ReadonlySet<string> {
  const leaving: ReadonlySet<string> = new Set(gone);
  return new Set([...ids].filter((id) => !leaving.has(id)));
}

/** Where the keyboard stands in the list. */
export interface KeyStand {
  /** The row that it is on, or that stands in for one that has gone. */
  index: number;
  /** Whether that row has the ring: what nobody sees is not where a step begins. */
  hasRing: boolean;
  count: number;
  /** Rows of a page. */
  page: number;
}

/** The row that a key leads to; undefined for a key that leads to none. */
export function rowAfter(key: string, { index, hasRing, count, page }: KeyStand): number | undefined {
  const step = (by: number): number => Math.min(Math.max(hasRing ? index + by : index, 0), count - 1);
  switch (key) {
    case 'ArrowDown':
      return step(1);
    case 'ArrowUp':
      return step(-1);
    case 'PageDown':
      return step(page);
    case 'PageUp':
      return step(-page);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
