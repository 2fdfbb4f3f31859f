import type { DownloadQueue } from './results/download-queue.ts';
import type { JobStore } from './store/job-store.ts';
import type { Watcher } from './watch/watcher.ts';
import { historyOf } from './watching.ts';

interface WatchList {
  jobs: Pick<JobStore, 'get' | 'remove' | 'restore'>;
  watcher: Pick<Watcher, 'watch' | 'unwatch'>;
  downloads: Pick<DownloadQueue, 'cancel'>;
}

/** Takes jobs off the list: they are asked for no more, and what is on its way of their results is given up. */
export function removeJobs({ jobs, watcher, downloads }: WatchList, ids: readonly string[]): void {
  for (const id of ids) {
    watcher.unwatch(id);
    downloads.cancel(id);
  }
  jobs.remove(ids);
}

/** Brings jobs back that were taken off the list in this run. */
export function restoreJobs({ jobs, watcher }: WatchList, ids: readonly string[]): void {
  for (const id of jobs.restore(ids)) {
    const job = jobs.get(id);
    if (job !== undefined) watcher.watch(id, historyOf(job));
  }
}
