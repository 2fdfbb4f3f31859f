import type { Download } from '../../shared/downloads.ts';
import type { Durations } from '../jobs/durations.ts';
import type { JobStore } from '../jobs/job-store.ts';
import type { WatchedJob } from '../jobs/watched-job.ts';
import { observeJob, type ObservedJob } from '../notifications/observed-job.ts';

/** What the parts of the app learn of each job of the last run while it is read, so that nobody reads all of them again. */
export class LastRun {
  readonly downloads: Download[] = [];
  /** IDs of jobs that no result was ever downloaded of. */
  readonly without: string[] = [];
  readonly #observed = new Map<string, ObservedJob>();

  note(watched: WatchedJob, durations: Pick<Durations, 'note'>): void {
    const { id, download } = watched.record;
    if (download === null) this.without.push(id);
    else this.downloads.push(download);
    this.#observed.set(id, observeJob(watched));
    if (watched.job !== null) durations.note(watched.job);
  }

  /** All jobs as the news sees them now. Those that have changed since they were read are in use. */
  *observed(jobs: Pick<JobStore, 'ids' | 'inUse'>): Generator<ObservedJob> {
    for (const watched of jobs.inUse()) this.#observed.set(watched.record.id, observeJob(watched));
    for (const id of jobs.ids()) {
      const one = this.#observed.get(id);
      if (one !== undefined) yield one;
    }
  }
}
