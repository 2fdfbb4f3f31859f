import type { JobRow } from '../../shared/watched-job.ts';

/** What a row is sorted by; null, for what is not known, comes last in either direction. */
export type SortKey = string | number | null;

/** An order of rows. */
export interface RowOrder {
  /** What a row is sorted by at a moment (milliseconds since the epoch); null for the order of adding, which never changes. */
  keyOf: ((row: JobRow, now: number) => SortKey) | null;
  descending: boolean;
}

/** A row with what it is sorted by. */
export interface Keyed {
  row: JobRow;
  key: SortKey;
}

export const withKeys = (rows: readonly JobRow[], { keyOf }: RowOrder, now: number): Keyed[] =>
  rows.map((row) => ({ row, key: keyOf === null ? row.order : keyOf(row, now) }));

/** Compares two rows; what was added last comes first among equals. */
export function comparison({ descending }: RowOrder): (a: Keyed, b: Keyed) => number {
  const direction = descending ? -1 : 1;
  return (a, b) => {
    if (a.key === b.key) return b.row.order - a.row.order;
    if (a.key === null) return 1;
    if (b.key === null) return -1;
    return a.key < b.key ? -direction : direction;
  };
}

/** Rows in an order, at a moment (milliseconds since the epoch). Rows come with the newest on top. */
export function sortRows(rows: readonly JobRow[], order: RowOrder, now: number): JobRow[] {
  if (order.keyOf === null) return order.descending ? [...rows] : rows.toReversed();
  return withKeys(rows, order, now)
    .sort(comparison(order))
    .map(({ row }) => row);
}
