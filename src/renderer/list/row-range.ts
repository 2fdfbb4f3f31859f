import type { JobRow } from '../../shared/watched-job.ts';

/** IDs of the rows from one position to another, whichever comes first, both included. */
export function idsBetween(rows: readonly JobRow[], from: number, to: number): ReadonlySet<string> {
  const between = rows.slice(Math.min(from, to), Math.max(from, to) + 1);
  return new Set(between.map(({ id }) => id));
}

export const idsOf = (rows: readonly JobRow[]): ReadonlySet<string> => new Set(rows.map(({ id }) => id));

/** The same IDs with one put in, or taken out where it was in. */
export function toggled(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const changed = new Set(ids);
  if (!changed.delete(id)) changed.add(id);
  return changed;
}

/** The same IDs without those that are gone. */
export function without(ids: ReadonlySet<string>, gone: readonly string[]): ReadonlySet<string> {
  const left = new Set(ids);
  for (const id of gone) left.delete(id);
  return left;
}
