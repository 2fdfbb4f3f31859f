import type { WatchedJobRecord } from '../jobs/job-record.ts';
import { KeptJobs } from '../jobs/kept-jobs.ts';
import { fromRecord } from '../jobs/watched-job.ts';

/** Jobs as they are when these records have been read from disk. */
export function storedJobs(records: readonly WatchedJobRecord[]): KeptJobs {
  const jobs = new KeptJobs();
  for (const record of records) jobs.setStored(fromRecord(record), null);
  return jobs;
}
