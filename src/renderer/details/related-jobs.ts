import type { Job } from '../../shared/job/job.ts';
import { idOf, simulationsOf, sourceOf, type JobReference } from '../../shared/job/job-reference.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import { nameOf } from '../../shared/job-name.ts';
import { stateOf, statusWords, type StatusWords } from '../jobs/job-words.ts';

interface RelatedJob {
  role: 'source' | 'simulation';
  id: string;
  name: string | null;
  status: StatusWords | null;
  isWatched: boolean;
}

/** The row of a watched job; undefined if the job is not watched. */
type RowOf = (id: string) => JobRow | undefined;

/**
 * The source of a simulation and the simulations of a source, as far as their IDs are known. What the list knows of a
 * watched job is newer than what the answer about its relative says. A finished source is no longer polled and so does
 * not name later simulations: those that are watched name their source.
 */
export function relatedJobs(
  job: Pick<Job, 'id' | 'source_job' | 'simulations'>,
  rowOf: RowOf,
  watched: readonly JobRow[],
): RelatedJob[] {
  const source = describe(sourceOf(job), rowOf);
  const named = simulationsOf(job).flatMap((reference) => describe(reference, rowOf) ?? []);
  const ids = new Set(named.map(({ id }) => id));
  const found: Omit<RelatedJob, 'role'>[] = [];
  // Runs over all jobs at each update while details are open, so it allocates nothing for unrelated ones.
  for (const row of watched)
    if (row.sourceJobId === job.id && !ids.has(row.id))
      found.push({ id: row.id, name: nameOf(row), status: stateOf(row), isWatched: true });
  return [
    ...(source === null ? [] : [{ role: 'source' as const, ...source }]),
    ...[...named, ...found].map((simulation) => ({ role: 'simulation' as const, ...simulation })),
  ];
}

function describe(reference: JobReference | null, rowOf: RowOf): Omit<RelatedJob, 'role'> | null {
  const id = idOf(reference);
  if (id === null) return null;
  const row = rowOf(id);
  const status = textIn(reference, 'status');
  return {
    id,
    name: row === undefined ? textIn(reference, 'filename') : nameOf(row),
    status: row !== undefined ? stateOf(row) : status === null ? null : statusWords(status),
    isWatched: row !== undefined,
  };
}

function textIn(reference: JobReference | null, field: string): string | null {
  const text = reference?.[field];
  return typeof text === 'string' && text.trim() !== '' ? text : null;
}
