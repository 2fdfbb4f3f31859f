import type { ResultFormat } from '../../shared/downloads.ts';
import type { Job } from '../../shared/job/job.ts';
import type { WatchedJob } from '../jobs/watched-job.ts';

/**
 * Bytes that the results of some jobs likely have: as they were when they were downloaded before, else as the service lists
 * their files. A job of which neither is known counts as the mean of the others.
 *
 * @returns null where nothing is known of any
 */
export function estimateBytes(jobs: readonly WatchedJob[], format: ResultFormat): number | null {
  let [known, sum] = [0, 0];
  for (const { record, job } of jobs) {
    const { download } = record;
    const before = download?.format === format ? download.totalBytes : null;
    const bytes = before ?? listedBytes(job, format);
    if (bytes === null) continue;
    known += 1;
    sum += bytes;
  }
  return known === 0 ? null : Math.round((sum / known) * jobs.length);
}

/** Bytes of the files in a result, as far as the service lists their sizes; null where it lists none. */
function listedBytes(job: Job | null, format: ResultFormat): number | null {
  const output = job?.output ?? null;
  if (output === null) return null;
  const usd = [output.model, ...(output.textures ?? [])];
  const mjcf = [output.mjcf_package];
  const files = format === 'mjcf' ? mjcf : format === 'usd' ? usd : [...usd, ...mjcf];
  const sizes = files.flatMap((file) => file?.size ?? []);
  return sizes.length === 0 ? null : sizes.reduce((sum, size) => sum + size, 0);
}
