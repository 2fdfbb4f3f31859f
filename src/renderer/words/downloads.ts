import type { ResultFormat } from '../../shared/downloads.ts';
import { countOf } from './count.ts';

/**
 * What is said of downloads in the list, the bar and the details. Sizes, times and lengths of time come formatted, as
 * `3.2 MB`, `9:28 PM` and `30 s`.
 */
export const downloadsWords = {
  title: 'Downloads',
  all: 'All downloads',
  download: 'Download',
  retry: 'Retry',
  retryFailed: 'Retry failed',
  pauseAll: 'Pause downloads',
  resumeAll: 'Resume downloads',
  showAll: 'Show all',
  openFolder: 'Open folder',
  showInFolder: 'Show in folder',
  progressOf: (name: string) => `Download of ${name}`,
  dismissSummary: 'Dismiss summary',
  formats: { all: 'All files', usd: 'USD', mjcf: 'MJCF' } satisfies Record<ResultFormat, string>,
  phases: {
    waiting: 'Waiting',
    receiving: 'Downloading',
    checking: 'Checking',
    unpacking: 'Unpacking',
    paused: 'Paused',
  },
  pausedAt: (received: string) => `Paused at ${received}`,
  received: (received: string, total: string) => `${received} of ${total}`,
  receivedOfAbout: (received: string, total: string) => `${received} of about ${total}`,
  aFewSecondsLeft: 'a few seconds left',
  left: (duration: string) => `${duration} left`,

  /** Parts of the line that says how far the queue is: `12 of 40 · 3.2 MB/s · 30 s left`. */
  queue: {
    finished: (count: number, total: number) => `${count.toLocaleString()} of ${total.toLocaleString()}`,
    pausing: 'pausing',
    paused: 'paused',
    perSecond: (size: string) => `${size}/s`,
    waitsForKey: 'waiting for an API key',
    othersWaitForKey: 'others waiting for an API key',
    ofThemPaused: (count: number) => `${count.toLocaleString()} paused`,
    failed: (count: number) => `${count.toLocaleString()} failed`,
  },
  /** What came of a run of downloads. */
  summary: {
    downloaded: (count: number, size: string, duration: string) =>
      `${countOf(count, 'result')} downloaded: ${size} in ${duration}.`,
    someFailed: (count: number, failed: number, size: string, duration: string) =>
      `${countOf(count, 'result')} downloaded, ${failed.toLocaleString()} failed: ${size} in ${duration}.`,
    allFailed: (failed: number) => `${countOf(failed, 'download')} failed.`,
    /** @param sentence why so many failed */
    failures: (count: number, sentence: string) => `${count.toLocaleString()} × ${sentence}`,
  },

  tried: (times: number) => `Tried ${times} times.`,
  retryingAt: (time: string) => `Retrying at ${time}.`,
  retryingSoon: 'Retrying soon.',
  retryingOnceResumed: 'Retrying when downloads are resumed.',
  retryingOnceThereIsKey: 'Retrying when there is a working API key.',
  /** Why an attempt failed that is not the last one. */
  linkRefused: 'The file host rejected the download link.',

  waitsForFolder: 'Waiting for the folder.',
  folderNotFound: 'It was not found.',
  reconnectToStart: 'Connect its drive, or choose another folder in Settings.',
  reconnectToContinue: 'Reconnect its drive, or cancel and download again to another folder.',
  /** What the system says of a file or folder. */
  disk: {
    notWritable: (path: string) => `No permission to write to ${path}`,
    readOnly: (path: string) => `The disk is read-only: ${path}`,
    notFound: (path: string) => `Not found: ${path}`,
    fileInPlaceOfFolder: (path: string) => `A file is in the folder’s place: ${path}`,
    otherDisk: (path: string) => `On another disk: ${path}`,
    full: 'The disk is full',
    quotaUsedUp: 'Your disk quota is used up',
    shareUnreachable: 'Can’t reach the network share that the folder is on',
  },

  drag: 'Drag to a folder or another app',
  dragNamed: (name: string) => `Drag ${name} to a folder or another app`,
  resultsLeftOut: (missing: number, of: number) =>
    `${missing.toLocaleString()} of ${countOf(of, 'result')} ${missing === 1 ? 'was' : 'were'} left out: files are missing. Move them back, or download them again.`,
};
