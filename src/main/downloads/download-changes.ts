import type { OtherJobs } from './queue-contract.ts';
import {
  isDownloadActive,
  queuedDownload,
  type Download,
  type ResultFormat,
} from '../../shared/downloads.ts';
import { isResumable } from './bring-home.ts';
import { maxLatePauseMs } from './retrying.ts';

/**
 * A download that waits for its turn. What an earlier try left on disk is gone on with, in the folder it lies in. A copy
 * that came home before stays the newest one until this is home as well.
 */
export function queued(
  jobId: string,
  format: ResultFormat,
  before: Download | undefined,
  now: number,
): Download {
  const empty = queuedDownload(jobId, format, now);
  if (before === undefined) return empty;
  const { folder, usdOnly, renamed, renamedCount } = before;
  const fresh = { ...empty, folder, usdOnly, renamed, renamedCount };
  if (!mayGoOn(before)) return fresh;
  const { target, receivedBytes, totalBytes } = before;
  return before.format === format ? { ...fresh, target, receivedBytes, totalBytes } : { ...fresh, target };
}

/**
 * A download of the last run, back in line. What was told as failed before has a number of tries, however often the app
 * ends.
 */
export const resumed = (download: Download): Download => ({
  ...download,
  phase: 'queued',
  attempts: download.lateTries > 0 ? download.attempts : 0,
  retryAt: null,
  failure: null,
});

/** A download of the last run, whose next try is no later than it may be: the clock may have been ahead then. */
export const withTimeInReach = (download: Download, now: number): Download =>
  download.retryAt !== null && download.retryAt > now + maxLatePauseMs
    ? { ...download, retryAt: now + maxLatePauseMs }
    : download;

/** Whether what was received of it is kept. Where its folder went away in the midst, that may be there again with it. */
export const mayGoOn = ({ phase, failure, retryAt }: Download): boolean =>
  isDownloadActive(phase) ||
  (failure !== null && (retryAt !== null || failure.code === 'folder-unavailable' || isResumable(failure)));

/** The order in which downloads of the last run go on: first those that were under way. */
export const byTurn = (a: Download, b: Download): number =>
  Number(a.phase === 'queued') - Number(b.phase === 'queued') || a.startedAt - b.startedAt;

/** The folders in which something may have been left. */
export const targetsOf = (downloads: readonly Download[]): string[] =>
  downloads.flatMap(({ phase, target }) => (phase === 'done' || target === null ? [] : [target]));

/**
 * Whose leftovers of the last run stay.
 *
 * @param downloads all that are known
 * @param others jobs without one
 */
export function keptBySweep(
  downloads: readonly Download[],
  { unreadable = [], without = [] }: OtherJobs,
): { resumable: string[]; unfinished: string[] } {
  const idsOf = (chosen: readonly Download[]): string[] => chosen.map(({ jobId }) => jobId);
  const ended = downloads.filter(({ phase }) => phase !== 'done' && !isDownloadActive(phase));
  return {
    resumable: [...idsOf(downloads.filter(mayGoOn)), ...unreadable],
    unfinished: [...idsOf(ended), ...without],
  };
}
