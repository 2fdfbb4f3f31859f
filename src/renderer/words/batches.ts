import type { BatchOrder } from '../../shared/batch.ts';
import { countOf, percentOf } from './count.ts';

/** What is said of batches in the sidebar, the header of a batch, and messages. */
export const batchesWords = {
  title: 'Batches',
  batch: 'Batch',
  archived: 'Archived',
  archivedCount: (count: number) => `Archived ${count.toLocaleString()}`,
  search: 'Search batches',
  name: 'Batch name',
  sortAndArchive: 'Sort and archive batches',
  orders: {
    newest: 'Newest first',
    name: 'By name',
    unfinished: 'Unfinished first',
  } satisfies Record<BatchOrder, string>,
  archiveFinished: (count: number) => `Archive ${countOf(count, 'finished batch', 'finished batches')}`,
  noneFinished: 'No finished batches',

  actions: {
    more: 'More for this batch',
    rename: 'Rename',
    merge: 'Merge into another batch…',
    copyReport: 'Copy report',
    archive: 'Archive batch',
    unarchive: 'Unarchive batch',
    removeAlone: 'Remove batch, keep jobs',
    removeWithJobs: (jobs: number) => `Remove batch and ${countOf(jobs, 'job')}`,
    download: (results: number) => `Download ${countOf(results, 'result')}`,
    openItsFolder: 'Open the folder of this batch',
  },

  progress: (percent: number) => `Batch progress: ${percentOf(percent)}`,
  completedOf: (completed: number, total: number) =>
    `${completed.toLocaleString()} of ${total.toLocaleString()} completed`,
  /** The same beside its name in the sidebar. */
  countOf: (completed: number, total: number) => `${completed.toLocaleString()} of ${total.toLocaleString()}`,
  allFinished: 'All finished',
  remaining: {
    underMinute: 'under 1 min left',
    minutes: {
      about: (count: number) => `about ${count} min left`,
      upTo: (count: number) => `up to ${count} min left`,
      between: (from: number, to: number) => `${from} to ${to} min left`,
    },
    hours: {
      about: (count: number) => `about ${count} h left`,
      upTo: (count: number) => `up to ${count} h left`,
      between: (from: number, to: number) => `${from} to ${to} h left`,
    },
  },
  downloadAutomatically: 'Download as jobs complete',
  /** What is going on with the results that are to be downloaded, and how many of them are here. */
  downloads: {
    receiving: (downloaded: number, of: number) =>
      `Downloading ${downloaded.toLocaleString()} of ${of.toLocaleString()}`,
    waiting: (downloaded: number, of: number) =>
      `Waiting, ${downloaded.toLocaleString()} of ${of.toLocaleString()}`,
    paused: (downloaded: number, of: number) =>
      `Paused, ${downloaded.toLocaleString()} of ${of.toLocaleString()}`,
  },
  downloaded: (results: number) => `${countOf(results, 'result')} downloaded`,
  resultsDownloaded: 'Results downloaded',

  /** Stand behind a number: `3 failed`. */
  figures: {
    title: 'Completeness',
    total: 'total',
    completed: 'completed',
    active: 'active',
    failed: 'failed',
    unknown: 'unknown',
    stuck: 'stuck',
    archived: 'archived',
    removed: 'removed',
  },

  renamed: (before: string) => `Renamed batch “${before}”.`,
  archivedOne: (name: string) => `Archived batch “${name}”.`,
  unarchivedOne: (name: string) => `Unarchived batch “${name}”.`,
  archivedMany: (count: number) => `Archived ${countOf(count, 'batch', 'batches')}.`,
  unarchivedMany: (count: number) => `Unarchived ${countOf(count, 'batch', 'batches')}.`,
  removedAlone: (name: string) => `Removed batch “${name}”. Its jobs stay in the list.`,
  removedWithJobs: (name: string, jobs: number) => `Removed batch “${name}” and ${countOf(jobs, 'job')}.`,
  created: (jobs: number) => `Created a batch of ${countOf(jobs, 'job')}.`,
  alreadyExists: 'There is already a batch of exactly these jobs.',
  added: (jobs: number) => `Added ${countOf(jobs, 'job')} to the batch.`,
  merged: (name: string) => `Merged “${name}” into this batch.`,
  left: (jobs: number) => `Removed ${countOf(jobs, 'job')} from the batch.`,
  leftSeveral: (jobs: number) => `Removed ${countOf(jobs, 'job')} from their batches.`,
  reportCopied: 'Report copied.',

  /** The report of a batch as plain text. Its other numbers have the names of the views. */
  report: {
    added: (time: string) => `Added ${time}`,
    total: 'Total',
    removed: 'Removed',
    downloaded: 'Downloaded',
    /** @param count of the jobs that the other lines count */
    ofThese: (count: number) => `${count} of these`,
    ofCompleted: (downloaded: number, completed: number) => `${downloaded} of ${completed}`,
    more: (count: number) => `and ${count.toLocaleString()} more`,
  },
};
