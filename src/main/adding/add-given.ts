import type { AddReport } from '../../shared/add-report.ts';
import type { GivenBy, GivenText } from '../../shared/given-text.ts';
import type { Batches } from '../batches/batches.ts';
import type { JobStore } from '../store/job-store.ts';
import { batchName } from './batch-name.ts';
import { findGiven, type Found } from './find-given.ts';

interface Parts {
  jobs: Pick<JobStore, 'add'>;
  batches: Pick<Batches, 'gather' | 'now'>;
}

/** What goes with the texts that are given at once. */
export interface Giving {
  by: GivenBy;
  /** What their batch is called; left out or blank, it is named after where the IDs came from. */
  name?: string | undefined;
}

/**
 * Finds the job IDs in what a person gave at once, puts them on the list, and makes a batch of them. One ID alone makes none,
 * unless the person gave it a name. Resolves when all of it is on disk.
 */
export async function addGiven(
  parts: Parts,
  given: readonly GivenText[],
  giving: Giving,
): Promise<AddReport> {
  const { groups, report } = findGiven(given);
  // What is added last is on top of the list, and the first file belongs there.
  const adding = groups.toReversed().map(({ ids, source }) => parts.jobs.add(ids, source));
  // Noted before the write begins, so that jobs and batch reach the disk together.
  const batch = gather(parts, groups, giving);
  const outcomes = (await Promise.all(adding)).toReversed();
  return {
    ...report,
    added: outcomes.flatMap(({ added }) => added),
    known: outcomes.flatMap(({ known }) => known),
    batch,
  };
}

function gather(parts: Parts, groups: Found['groups'], giving: Giving): AddReport['batch'] {
  const name = giving.name?.trim() ?? '';
  const ids = groups.flatMap((group) => group.ids);
  if (ids.length === 0 || (ids.length === 1 && name === '')) return null;
  const sources = groups.map(({ source }) => source);
  const { batch, isNew } = parts.batches.gather(
    ids,
    name === '' ? batchName(sources, parts.batches.now()) : name,
    giving.by,
  );
  return { id: batch.id, name: batch.name, isNew };
}
