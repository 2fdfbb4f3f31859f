import { standingOf, standings, type Standing } from '../../../shared/job/job-status.ts';
import type { JobRow } from '../../../shared/watched-job.ts';
import { changesBetween, type RowChange } from '../../state/row-changes.ts';
import { type IsAhead, withChanges } from '../../state/row-list.ts';
import { hasNewPlace, type RowOrder } from '../sort-rows.ts';

/** Rows of the list that have something in common. */
export interface RowGroup {
  /** What they have in common; empty for those that have nothing to be told apart by. */
  readonly key: string;
  /** In the order of the list; never empty. */
  readonly rows: readonly JobRow[];
  /** How far they are. */
  readonly standings: Readonly<Record<Standing, number>>;
  /** What all of them say, see {@link RowGrouping.sayingOf}; null where they say different things. */
  readonly saying: string | null;
}

/** A way to group rows. Another object where the same row may be in another group than before. */
export interface RowGrouping {
  keyOf: (row: JobRow) => string;
  /** The order of the groups, as a sort has it. */
  compare: (a: RowGroup, b: RowGroup) => number;
  /** @param now milliseconds since the epoch */
  labelOf: (group: RowGroup, now: number) => string;
  /** For a label that has the words of its rows where all have the same. */
  sayingOf?: (row: JobRow) => string;
}

type Groups = ReadonlyMap<string, RowGroup>;

/**
 * Rows of a list in their groups, kept up by what changes: a patch costs as much as it changes, where the order of the list
 * is one that rows are found by, else as much as to arrange the list.
 */
export class GroupedRows {
  #seen: {
    rows: readonly JobRow[];
    grouping: RowGrouping;
    groups: Groups;
    sorted: readonly RowGroup[];
  } | null = null;

  /** The groups of rows that stand in an order; each that has not changed is the same object as before. */
  follow(rows: readonly JobRow[], grouping: RowGrouping, order: RowOrder): readonly RowGroup[] {
    const seen = this.#seen?.grouping === grouping ? this.#seen : null;
    const changes = seen === null ? null : changesBetween(seen.rows, rows);
    if (seen !== null && changes?.length === 0) return seen.sorted;
    const groups =
      seen === null || changes === null
        ? groupsOf(rows, grouping)
        : withChangedRows(seen.groups, changes, { rows, grouping, order });
    const sorted = [...groups.values()].sort(grouping.compare);
    this.#seen = { rows, grouping, groups, sorted };
    return sorted;
  }
}

const noStandings = (): Record<Standing, number> =>
  Object.fromEntries(standings.map((standing) => [standing, 0])) as Record<Standing, number>;

/** All groups, by a look at all rows. */
export function groupsOf(rows: readonly JobRow[], grouping: RowGrouping): Groups {
  const groups = new Map<string, RowGroup>();
  for (const [key, members] of membersByKey(rows, grouping)) {
    const counted = noStandings();
    for (const row of members) counted[standingOf(row)] += 1;
    groups.set(key, { key, rows: members, standings: counted, saying: sayingOf(members, grouping) });
  }
  return groups;
}

function membersByKey(
  rows: readonly JobRow[],
  { keyOf }: RowGrouping,
  wanted?: ReadonlySet<string>,
): Map<string, JobRow[]> {
  const members = new Map<string, JobRow[]>();
  for (const row of rows) {
    const key = keyOf(row);
    if (wanted?.has(key) === false) continue;
    const own = members.get(key);
    if (own === undefined) members.set(key, [row]);
    else own.push(row);
  }
  return members;
}

function sayingOf(rows: readonly JobRow[], { sayingOf: of }: RowGrouping): string | null {
  const [first] = rows;
  if (of === undefined || first === undefined) return null;
  const saying = of(first);
  return rows.every((row) => of(row) === saying) ? saying : null;
}

interface Now {
  rows: readonly JobRow[];
  grouping: RowGrouping;
  order: RowOrder;
}

function withChangedRows(groups: Groups, changes: readonly RowChange[], now: Now): Groups {
  const { grouping, order } = now;
  const byKey = changesByKey(changes, grouping);
  const rowsAfter = order.isAhead === undefined ? rowsInPlace(byKey, now) : rowsByOrder(order.isAhead);
  const next = new Map(groups);
  for (const [key, own] of byKey) {
    const before = groups.get(key);
    const has = rowsAfter(key, before?.rows ?? [], own);
    if (has.length === 0) next.delete(key);
    else
      next.set(key, {
        key,
        rows: has,
        standings: counted(before, own),
        saying: saidAfter(before, own, grouping),
      });
  }
  return next;
}

/** The rows that a group has after changes of those that it had. */
type RowsAfter = (key: string, had: readonly JobRow[], changes: readonly RowChange[]) => readonly JobRow[];

const rowsByOrder =
  (isAhead: IsAhead): RowsAfter =>
  (_key, had, changes) =>
    withChanges(had, changes, isAhead);

/** Where rows are not found by their order, those of a group stand as they do in the list. */
function rowsInPlace(
  byKey: ReadonlyMap<string, readonly RowChange[]>,
  { rows, grouping, order }: Now,
): RowsAfter {
  const moved = new Set(
    [...byKey].flatMap(([key, own]) => (own.some((change) => isMoved(change, order)) ? key : [])),
  );
  const members = moved.size === 0 ? null : membersByKey(rows, grouping, moved);
  return (key, had, changes) => (moved.has(key) ? (members?.get(key) ?? []) : replaced(had, changes));
}

/** Whether a row comes, goes or takes another place. */
const isMoved = ({ before, after }: RowChange, order: RowOrder): boolean =>
  before === null || after === null || hasNewPlace(before, after, order);

/** What each change means for the group that a row was in, and for the one that it is in now. */
function changesByKey(
  changes: readonly RowChange[],
  { keyOf }: RowGrouping,
): ReadonlyMap<string, RowChange[]> {
  const byKey = new Map<string, RowChange[]>();
  const note = (key: string, change: RowChange): void => {
    const own = byKey.get(key);
    if (own === undefined) byKey.set(key, [change]);
    else own.push(change);
  };
  for (const { before, after } of changes) {
    const from = before === null ? null : keyOf(before);
    const to = after === null ? null : keyOf(after);
    if (from !== null && from === to) note(from, { before, after });
    else {
      if (from !== null) note(from, { before, after: null });
      if (to !== null) note(to, { before: null, after });
    }
  }
  return byKey;
}

function replaced(rows: readonly JobRow[], changes: readonly RowChange[]): JobRow[] {
  const next = new Map(changes.map(({ before, after }) => [before, after]));
  return rows.map((row) => next.get(row) ?? row);
}

function counted(before: RowGroup | undefined, changes: readonly RowChange[]): Record<Standing, number> {
  const sums = { ...(before?.standings ?? noStandings()) };
  for (const change of changes) {
    if (change.before !== null) sums[standingOf(change.before)] -= 1;
    if (change.after !== null) sums[standingOf(change.after)] += 1;
  }
  return sums;
}

/** Once rows say different things, a group does not look for what is left when some of them go. */
function saidAfter(
  before: RowGroup | undefined,
  changes: readonly RowChange[],
  { sayingOf: of }: RowGrouping,
): string | null {
  if (of === undefined || before?.saying === null) return null;
  const coming = changes.flatMap(({ after }) => (after === null ? [] : of(after)));
  const saying = before?.saying ?? coming[0] ?? null;
  return coming.every((said) => said === saying) ? saying : null;
}
