import type { AddReport, GivenBy } from '../../shared/intake.ts';
import type { BatchRecord } from '../batches/batch-record.ts';
import type { Batches, GatheredBatch } from '../batches/batches.ts';
import { inSlices } from '../lib/in-slices.ts';
import type { JobStore } from '../jobs/job-store.ts';
import { batchName } from './batch-name.ts';
import type { Found } from './find-given.ts';

interface Parts {
  jobs: Pick<JobStore, 'add'>;
  batches: Pick<Batches, 'find' | 'join' | 'keep' | 'now'>;
  /** Aborted when the app ends: what was not added by then is not. */
  signal: AbortSignal;
}

/** What goes with the texts that are given at once. */
export interface Giving {
  by: GivenBy;
  /** What their batch is called; left out or blank, it is named after where the IDs came from. */
  name?: string | undefined;
  /** New jobs that may be added without asking; left out, as many as a person gives as a rule. */
  maxUnasked?: number;
}

/**
 * Puts the jobs that were found on the list, and makes a batch of them. One ID alone makes none, unless the person gave it
 * a name. Resolves when all of it is on disk.
 */
export async function addGiven(
  { jobs, batches, signal }: Parts,
  { groups, report }: Found,
  giving: Giving,
): Promise<AddReport> {
  const gathered = batchFor(batches, groups, giving);
  let kept = null as BatchRecord | null;
  const outcomes: Awaited<ReturnType<JobStore['add']>>[] = [];
  // What is added last is on top of the list, and the first ID of the first file belongs there.
  for (const [index, { ids, source }] of groups.toReversed().entries()) {
    const take = async (slice: readonly string[], isLast: boolean): Promise<void> => {
      const adding = jobs.add(slice.toReversed(), source, giving.by);
      // Noted before the write begins, so that each job reaches the disk with its batch.
      if (gathered !== null) batches.join(slice, gathered.batch.id);
      if (gathered !== null && isLast && index === groups.length - 1) kept = batches.keep(gathered);
      // One slice is on disk before the next comes: all in one write would hold everything up for seconds.
      outcomes.unshift(await adding);
    };
    await inSlices(ids.toReversed(), take, { signal });
  }
  const isNew = gathered?.isNew === true;
  return {
    ...report,
    added: outcomes.flatMap(({ added }) => added),
    known: outcomes.flatMap(({ known }) => known),
    batch: kept === null ? null : { id: kept.id, name: kept.name, isNew },
  };
}

function batchFor(batches: Parts['batches'], groups: Found['groups'], giving: Giving): GatheredBatch | null {
  const name = giving.name?.trim() ?? '';
  const ids = groups.flatMap((group) => group.ids);
  if (ids.length === 0 || (ids.length === 1 && name === '')) return null;
  const sources = groups.map(({ source }) => source);
  return batches.find(ids, name === '' ? batchName(sources, batches.now()) : name, giving.by);
}
