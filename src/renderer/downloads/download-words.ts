import {
  byPlace,
  type DownloadQueueState,
  type DownloadSummary,
  type Download,
  isDownloadActive,
  type ResultFormat,
} from '../../shared/downloads.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import { failureSentence } from '../ui/failure-words.ts';
import { formatMoment, formatBytes, formatDuration } from '../ui/format.ts';
import { countOf } from '../words/count.ts';

/** Failures that the service's or the archive's own words explain best. */
const saidBest: ReadonlySet<ErrorCode> = new Set([
  'forbidden',
  'payment-required',
  'not-found',
  'gone',
  'not-completed',
  'rate-limited',
  'service-down',
  'rejected',
  'archive-damaged',
  'archive-unsafe',
  'archive-unsupported',
  'disk-full',
  'folder-unavailable',
]);

/** The text of a failure without words. */
const onlyStatus = /^HTTP \d+$/;

/** Why no download starts at the moment. */
export type Held = DownloadQueueState['held'];

/**
 * Why a download failed: the reason in its own words, what that means, how many attempts there were, and when the next one
 * is.
 */
export function describeDownloadFailure(
  { failure, attempts, retryAt }: Download,
  held: Held = null,
  now = Date.now(),
): string {
  if (failure === null) return '';
  const { code, text } = failure;
  const sentence = failureSentence(code, 'result');
  const parts = [sentence];
  if (text !== null && onlyStatus.test(text)) parts.push(`(${text})`);
  else if (text !== null && saidBest.has(code)) parts.unshift(asSentence(systemWords(text)));
  if (attempts > 0) parts.push(`It was tried ${attempts + 1} times.`);
  if (retryAt !== null)
    parts.push(
      `It is tried again by itself ${held === null ? `at ${formatMoment(retryAt, now)}` : afterwards[held]}.`,
    );
  return parts.join(' ');
}

/** When the next attempt is, while no download starts. */
const afterwards: Record<NonNullable<Held>, string> = {
  paused: 'after downloads are resumed',
  'no-key': 'after there is a usable key',
};

/** Why a download waits before another attempt, and until when. */
export function describeWait(
  { failure, retryAt, receivedBytes }: Download,
  held: Held = null,
  now = Date.now(),
): string {
  if (failure === null) return 'Waiting';
  if (failure.code === 'folder-silent') return `Waiting for the folder. ${failure.text ?? ''}`.trimEnd();
  if (failure.code === 'folder-missing')
    return `Waiting for the folder. ${asSentence(systemWords(failure.text ?? 'It is not there.'))} ${receivedBytes > 0 ? toGoOn : toBegin}`;
  const soon = retryAt === null ? 'soon' : `at ${formatMoment(retryAt, now)}`;
  return `Trying again ${held === null ? soon : afterwards[held]}. ${reasonOf(failure.code, failure.text)}`;
}

/** What to do about a missing folder: before anything was received, and after. */
const toBegin = 'Connect its drive, or choose another folder in Settings.';
const toGoOn = 'Connect its drive to go on, or cancel and download again to begin anew in another folder.';

/** The reason only: advice is of no use while the app retries by itself. */
function reasonOf(code: ErrorCode, text: string | null): string {
  if (text !== null && saidBest.has(code) && !onlyStatus.test(text)) return asSentence(systemWords(text));
  return reasonsBeforeLastTry[code] ?? firstSentence(failureSentence(code, 'result'));
}

/** Reasons whose usual sentence sums up all attempts, while more of them follow. */
const reasonsBeforeLastTry: Partial<Record<ErrorCode, string>> = {
  'link-expired': 'The file host refused the address that the service gave for this result.',
};

/** What the system's codes mean. Source: errno(3); Node writes `CODE: text, call 'path'`, or `'path' -> 'new path'`. */
const meanings: Record<string, (path: string) => string> = {
  EACCES: (path) => `This app may not write to ${path}`,
  EPERM: (path) => `This app may not write to ${path}`,
  EROFS: (path) => `The disk is read-only: ${path}`,
  ENOENT: (path) => `It is not there any more: ${path}`,
  ENOTDIR: (path) => `A file stands where a folder should be: ${path}`,
  EEXIST: (path) => `A file stands where a folder should be: ${path}`,
  EXDEV: (path) => `It lies on another disk: ${path}`,
};

/** The same for codes without a path. */
const generalMeanings: Record<string, string> = {
  ENOSPC: 'The disk is full',
  EDQUOT: 'The room that you may use on the disk is used up',
  ...Object.fromEntries(
    ['ENOTCONN', 'EHOSTDOWN', 'EHOSTUNREACH', 'ENETDOWN', 'ENETUNREACH', 'ETIMEDOUT', 'EREMOTEIO'].map(
      (code) => [code, 'The share that the folder is on cannot be reached'],
    ),
  ),
};

/** The system's error in plain words, if there are any for it. */
function systemWords(text: string): string {
  const [, system = '', path, newPath] = /^(E[A-Z]+): [^']*(?:'(.+?)'(?: -> '(.+)')?)?$/.exec(text) ?? [];
  // A move can only fail for its destination: the source is the app's own.
  const meant = newPath?.replace(/[/\\][^/\\]*$/, '') ?? path;
  const meaning = meanings[system];
  return generalMeanings[system] ?? (meaning === undefined || meant === undefined ? text : meaning(meant));
}

const firstSentence = (text: string): string => /^.*?\.(?= |$)/.exec(text)?.[0] ?? text;

const asSentence = (text: string): string => (/[.!?]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`);

/** Whether any download is active, waiting or held back. */
export const isBusy = ({ active, waiting, paused }: DownloadQueueState): boolean =>
  active + waiting + paused > 0;

const tenSeconds = 10_000;
const minute = 60_000;

/** How long something still takes, no more precise than it can be told: `20 s left`, `4 min left`, `2 h 5 min left`. */
export function leftWords(ms: number): string {
  if (ms < tenSeconds) return 'a few seconds left';
  const step = ms < minute ? tenSeconds : minute;
  return `${formatDuration(Math.ceil(ms / step) * step)} left`;
}

type Sizes = Pick<Download, 'receivedBytes' | 'totalBytes'> & { isTotalEstimated?: boolean };

/** How much of it is here, and of how much where that is known: `3.2 MB of about 40 MB`. */
export function sizeWords({ receivedBytes, totalBytes, isTotalEstimated = false }: Sizes): string {
  const received = formatBytes(receivedBytes);
  if (totalBytes === null) return received;
  return `${received} of ${isTotalEstimated ? 'about ' : ''}${formatBytes(totalBytes)}`;
}

/** The progress of the queue in a line: `12 of 40 · 3.2 MB/s · 38 MB of about 128 MB · 30 s left`. */
export function describeQueue(queue: DownloadQueueState): string {
  const ended = queue.done + queue.failed;
  const parts = [`${ended.toLocaleString()} of ${queue.total.toLocaleString()}`];
  if (queue.held === 'paused') parts.push(queue.active > 0 ? 'pausing' : 'paused');
  else {
    if (queue.bytesPerSecond !== null && queue.active > 0)
      parts.push(`${formatBytes(queue.bytesPerSecond)}/s`);
    if (queue.totalBytes !== null) parts.push(sizeWords(queue));
    if (queue.secondsLeft !== null) parts.push(leftWords(queue.secondsLeft * 1_000));
    if (queue.held === 'no-key' && queue.active === 0) parts.push('waiting for a key');
    else if (queue.held === 'no-key' && queue.waiting > 0) parts.push('the others wait for a key');
  }
  if (queue.paused > 0) parts.push(`${queue.paused.toLocaleString()} paused`);
  if (queue.failed > 0) parts.push(`${queue.failed.toLocaleString()} failed`);
  return parts.join(' · ');
}

/** The result of a run of downloads, in a sentence. */
export function describeSummary(summary: DownloadSummary): string {
  const { done, failed, receivedBytes, startedAt, finishedAt } = summary;
  if (done === 0) return `${countOf(failed, 'download')} failed.`;
  const downloaded = `${countOf(done, 'result')} came home`;
  const cost = `${formatBytes(receivedBytes)} in ${formatDuration(finishedAt - startedAt)}`;
  return failed === 0
    ? `${downloaded}: ${cost}.`
    : `${downloaded}, ${failed.toLocaleString()} failed: ${cost}.`;
}

/** Why results failed, the most frequent reason first. */
export const describeFailures = ({ failures }: DownloadSummary): string[] =>
  failures.map(({ code, count }) => `${count.toLocaleString()} × ${failureSentence(code, 'result')}`);

/** The text of a row of the panel. @param left milliseconds until it is received, where that can be said */
export function describeDownload(row: JobRow, held: Held, left: number | null = null): string {
  const { download } = row;
  if (download === null) return '';
  const { phase, receivedBytes, folder, isPaused } = download;
  const received = sizeWords(download);
  if (download.failure !== null && phase !== 'queued' && isDownloadActive(phase))
    return describeWait(download);
  if (isPaused) return receivedBytes > 0 ? `Paused at ${received}` : 'Paused';
  if (phase === 'receiving') return left === null ? received : `${received} · ${leftWords(left)}`;
  if (phase === 'checking') return 'Checking';
  if (phase === 'unpacking') return 'Unpacking';
  if (phase === 'queued') {
    if (held === 'paused') return receivedBytes > 0 ? `Paused at ${received}` : 'Paused';
    return describeWait(download, held);
  }
  if (phase === 'failed') return describeDownloadFailure(download, held);
  return folder ?? '';
}

const order = { receiving: 0, checking: 0, unpacking: 0, queued: 1, failed: 2, done: 3, cancelled: 4 };

/** The rows of the panel: active, waiting, failed, then what was downloaded recently, newest first. */
export const shownDownloads = (rows: readonly JobRow[], finishedSince: number): JobRow[] =>
  rows
    .filter(({ download }) => {
      if (download === null || download.phase === 'cancelled') return false;
      if (download.phase === 'done') return (download.finishedAt ?? 0) >= finishedSince;
      return download.phase === 'failed' || isDownloadActive(download.phase);
    })
    .sort(byStanding);

function byStanding({ download: a }: JobRow, { download: b }: JobRow): number {
  if (a === null || b === null) return 0;
  const byPhase = order[a.phase] - order[b.phase];
  if (byPhase !== 0) return byPhase;
  if (a.finishedAt !== null && b.finishedAt !== null) return b.finishedAt - a.finishedAt;
  return byPlace(a, b);
}

/** The formats of a result, in the order they are offered. */
export const formatWords: Record<ResultFormat, string> = {
  all: 'Everything',
  usd: 'USD',
  mjcf: 'MJCF',
};
