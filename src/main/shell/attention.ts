import type { Overview } from './overview.ts';

/** What dock, taskbar and launcher show of the app, where the platform has it. */
export interface Attention {
  /** For `BrowserWindow.setProgressBar`: 0 to 1, below 0 for none, above 1 for one without an end. */
  progress: number;
  /** Notices that were not read. */
  badge: number;
}

const noProgress = -1;
const withoutEnd = 2;

/**
 * Downloads come first, as what a person waits for; else the batches on their way. Results that only wait, as where downloads
 * are paused, have no progress.
 */
export function attentionOf({ downloads, downloaded, batches }: Overview, unread: number): Attention {
  if (downloads > 0) return { progress: downloaded ?? withoutEnd, badge: unread };
  const jobs = batches.reduce((sum, batch) => sum + batch.jobs, 0);
  const settled = batches.reduce((sum, batch) => sum + batch.settled, 0);
  return { progress: jobs === 0 ? noProgress : settled / jobs, badge: unread };
}
