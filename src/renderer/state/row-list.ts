import type { JobRow } from '../../shared/watched-job.ts';
import { noteChanges, type RowChange } from './row-changes.ts';

/** All rows, newest first, and found by their IDs. A change costs as much as it changes, but for a copy of the list. */
export class RowList {
  readonly #byId = new Map<string, JobRow>();
  #rows: readonly JobRow[] = [];

  /** Newest first: what was added last is on top. Another list after each change, in which all other rows are the same. */
  get rows(): readonly JobRow[] {
    return this.#rows;
  }

  get(id: string): JobRow | undefined {
    return this.#byId.get(id);
  }

  /** Puts rows in, at their places and instead of those with the same ID, and takes others out. */
  change(put: readonly JobRow[], removed: readonly string[] = []): void {
    const changes: RowChange[] = [];
    for (const id of removed) {
      const before = this.#byId.get(id);
      if (before === undefined) continue;
      this.#byId.delete(id);
      changes.push({ before, after: null });
    }
    for (const after of put) {
      const before = this.#byId.get(after.id) ?? null;
      this.#byId.set(after.id, after);
      changes.push({ before, after });
    }
    if (changes.length === 0) return;
    const rows = withChanges(this.#rows, changes, isNewer);
    noteChanges(this.#rows, rows, changes);
    this.#rows = rows;
  }
}

/** Whether one row stands before another in a list. */
export type IsAhead = (a: JobRow, b: JobRow) => boolean;

/** Whether one job was added after another: what was added last is on top. */
export const isNewer: IsAhead = (a, b) => a.order > b.order;

/** Rows in an order with some changed: a row that was added at the same place stays where it is. */
export function withChanges(
  rows: readonly JobRow[],
  changes: readonly RowChange[],
  isAhead: IsAhead,
): readonly JobRow[] {
  const replaced = new Map<JobRow, JobRow>();
  const leaving = new Set<JobRow>();
  const coming: JobRow[] = [];
  for (const { before, after } of changes) {
    const isInPlace = before !== null && after !== null && before.order === after.order;
    if (isInPlace) replaced.set(before, after);
    else {
      if (before !== null) leaving.add(before);
      if (after !== null) coming.push(after);
    }
  }
  // No more copies than it takes: those of a long list live until the memory is cleared up.
  let staying = replaced.size > 0 ? withReplaced(rows, replaced, isAhead) : rows;
  if (leaving.size > 0) staying = staying.filter((row) => !leaving.has(row));
  return withRows(staying, coming, isAhead);
}

/** Rows in an order with others put where they belong. */
export const withRows = (
  rows: readonly JobRow[],
  coming: readonly JobRow[],
  isAhead: IsAhead,
): readonly JobRow[] =>
  coming.length === 0
    ? rows
    : merged(
        rows,
        coming.toSorted((a, b) => (isAhead(a, b) ? -1 : 1)),
        isAhead,
      );

/** Rows in an order with others in the places of some, which are looked for together where they are not where they belong. */
function withReplaced(
  rows: readonly JobRow[],
  replaced: ReadonlyMap<JobRow, JobRow>,
  isAhead: IsAhead,
): JobRow[] {
  const copy = [...rows];
  let isAnyElsewhere = false;
  for (const [before, after] of replaced) {
    const at = sortedPlaceOf(rows, before, isAhead);
    if (rows[at] === before) copy[at] = after;
    else isAnyElsewhere = true;
  }
  if (isAnyElsewhere) rows.forEach((row, at) => (copy[at] = replaced.get(row) ?? row));
  return copy;
}

/** The position of a row in a sorted list; -1 where it is not in it. */
export function placeOf(rows: readonly JobRow[], row: JobRow, isAhead: IsAhead): number {
  const at = sortedPlaceOf(rows, row, isAhead);
  // Lists that others wrote may give two jobs the same place, and a row may stand where it belonged before.
  return rows[at] === row ? at : rows.indexOf(row);
}

/** Where a row belongs in a sorted list. */
function sortedPlaceOf(rows: readonly JobRow[], row: JobRow, isAhead: IsAhead): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const there = rows[middle];
    if (there !== undefined && isAhead(there, row)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Two lists in the same order as one. */
function merged(staying: readonly JobRow[], coming: readonly JobRow[], isAhead: IsAhead): JobRow[] {
  const [first, last] = [coming[0], coming.at(-1)];
  const [firstStaying, lastStaying] = [staying[0], staying.at(-1)];
  if (first === undefined || last === undefined || firstStaying === undefined || lastStaying === undefined)
    return [...staying, ...coming];
  if (isAhead(lastStaying, first)) return staying.concat(coming);
  if (!isAhead(firstStaying, last)) return coming.concat(staying);
  const all: JobRow[] = [];
  let at = 0;
  for (const row of coming) {
    for (let next = staying[at]; next !== undefined && isAhead(next, row); next = staying[(at += 1)])
      all.push(next);
    all.push(row);
  }
  return all.concat(staying.slice(at));
}
