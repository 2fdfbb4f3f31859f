import type { Patch, Snapshot } from '../../shared/state.ts';
import type { JobRow } from '../../shared/watched-job.ts';

/**
 * The copy one revision further; null where revisions are missing in between, or the patch is older than the copy: then
 * only a new snapshot helps. Rows that did not change keep their identity.
 */
export function applyPatch(copy: Snapshot, patch: Patch): Snapshot | null {
  if (patch.revision !== copy.revision + 1) return null;
  const { changed, removed, ...slices } = patch;
  const rows =
    changed === undefined && removed === undefined ? copy.rows : merge(copy.rows, changed, removed);
  return { ...copy, ...slices, rows };
}

function merge(rows: JobRow[], changed: JobRow[] = [], removed: string[] = []): JobRow[] {
  const changes = rowsById(changed);
  const gone = new Set(removed);
  const merged: JobRow[] = [];
  let moved = false;
  for (const row of rows) {
    if (gone.has(row.id)) continue;
    const change = changes.get(row.id);
    changes.delete(row.id);
    // A job that was removed and added again at once has another place.
    moved ||= change !== undefined && change.order !== row.order;
    merged.push(change ?? row);
  }
  return changes.size === 0 && !moved ? merged : newestFirst([...changes.values(), ...merged]);
}

/** The order of the list: what was added last is on top. */
export const newestFirst = (rows: JobRow[]): JobRow[] => rows.toSorted((a, b) => b.order - a.order);

export const rowsById = (rows: readonly JobRow[]): Map<string, JobRow> =>
  new Map(rows.map((row) => [row.id, row]));
