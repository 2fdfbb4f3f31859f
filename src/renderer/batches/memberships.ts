import type { JobRow } from '../../shared/watched-job.ts';

/** Jobs of a batch. */
export interface Members {
  /** Of the batch. */
  id: string;
  ids: string[];
}

/**
 * The batches that jobs are in, with those of the jobs that are.
 *
 * @param only a batch, where no other counts
 */
export function membershipsOf(rows: readonly JobRow[], only: string | null): Members[] {
  const found = new Map<string, string[]>();
  for (const { id, batches } of rows)
    for (const batch of batches) {
      if (only !== null && batch !== only) continue;
      const ids = found.get(batch);
      if (ids === undefined) found.set(batch, [id]);
      else ids.push(id);
    }
  return [...found].map(([id, ids]) => ({ id, ids }));
}

/** How many jobs there are in some batches, each counted once. */
export const countMembers = (members: readonly Members[]): number =>
  new Set(members.flatMap(({ ids }) => ids)).size;
