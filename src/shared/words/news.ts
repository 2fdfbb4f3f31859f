/** News of what has finished: the headline and the sentence under it, in the window and in the system's notification. */
import { countOf } from './count.ts';

const counted = (counts: { completed: number; failed: number; unknown: number }): string =>
  [
    `${counts.completed.toLocaleString()} completed`,
    counts.failed > 0 && `${counts.failed.toLocaleString()} failed`,
    counts.unknown > 0 && `${counts.unknown.toLocaleString()} unknown`,
  ]
    .filter((part) => part !== false)
    .join(', ');

export const newsWords = {
  completed: 'Completed.',
  failed: 'Failed.',
  cancelled: 'Cancelled.',
  jobsFinished: (jobs: number) => `${countOf(jobs, 'job')} finished`,
  batchesFinished: (batches: number) => `${countOf(batches, 'batch', 'batches')} finished`,
  /** How many jobs there are of each kind. */
  counts: (counts: { completed: number; failed: number; unknown: number }) => `${counted(counts)}.`,
  downloadsFinished: 'Downloads finished',
  downloadsFailed: 'Downloads failed',
  noneDownloaded: (failed: number) => `${failed.toLocaleString()} failed.`,
  /**
   * What was downloaded, and where it is.
   *
   * @param name the job's, if it is the only one
   * @param folder in which all of it is; null for several
   */
  downloaded: ({ saved, failed, name, folder }: Downloaded) => {
    const results = name ?? countOf(saved, 'result');
    const isOne = name !== null || saved === 1;
    const done =
      folder === null ? `${results} downloaded` : `${results} ${isOne ? 'is' : 'are'} in ${folder}`;
    return failed === 0 ? `${done}.` : `${done}, ${failed.toLocaleString()} failed.`;
  },
};

interface Downloaded {
  saved: number;
  failed: number;
  name: string | null;
  folder: string | null;
}
