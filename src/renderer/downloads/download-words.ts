import {
  byPlace,
  type DownloadQueueState,
  type DownloadSummary,
  type Download,
  isDownloadActive,
} from '../../shared/downloads.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import { failureSentence } from '../ui/failure-words.ts';
import { formatMoment, formatBytes, formatDuration } from '../ui/format.ts';
import { downloadsWords as words } from '../words/downloads.ts';

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
  if (attempts > 0) parts.push(words.tried(attempts + 1));
  if (retryAt !== null) parts.push(retryWords(retryAt, held, now));
  return parts.join(' ');
}

/** When the next attempt is. */
function retryWords(retryAt: number | null, held: Held, now: number): string {
  if (held !== null) return held === 'paused' ? words.retryingOnceResumed : words.retryingOnceThereIsKey;
  return retryAt === null ? words.retryingSoon : words.retryingAt(formatMoment(retryAt, now));
}

/** Why a download waits before another attempt, and until when. */
export function describeWait(
  { failure, retryAt, receivedBytes }: Download,
  held: Held = null,
  now = Date.now(),
): string {
  if (failure === null) return words.phases.waiting;
  if (failure.code === 'folder-silent') return `${words.waitsForFolder} ${failure.text ?? ''}`.trimEnd();
  if (failure.code === 'folder-missing')
    return [
      words.waitsForFolder,
      failure.text === null ? words.folderNotFound : asSentence(systemWords(failure.text)),
      receivedBytes > 0 ? words.reconnectToContinue : words.reconnectToStart,
    ].join(' ');
  return `${retryWords(retryAt, held, now)} ${reasonOf(failure.code, failure.text)}`;
}

/** The reason only: advice is of no use while the app retries by itself. */
function reasonOf(code: ErrorCode, text: string | null): string {
  if (text !== null && saidBest.has(code) && !onlyStatus.test(text)) return asSentence(systemWords(text));
  // Its usual sentence sums up all attempts, while more of them follow.
  if (code === 'link-expired') return words.linkRefused;
  return firstSentence(failureSentence(code, 'result'));
}

/** What the system's codes mean. Source: errno(3); Node writes `CODE: text, call 'path'`, or `'path' -> 'new path'`. */
const meanings: Record<string, (path: string) => string> = {
  EACCES: words.disk.notWritable,
  EPERM: words.disk.notWritable,
  EROFS: words.disk.readOnly,
  ENOENT: words.disk.notFound,
  ENOTDIR: words.disk.fileInPlaceOfFolder,
  EEXIST: words.disk.fileInPlaceOfFolder,
  EXDEV: words.disk.otherDisk,
};

/** The same for codes without a path. */
const generalMeanings: Record<string, string> = {
  ENOSPC: words.disk.full,
  EDQUOT: words.disk.quotaUsedUp,
  ...Object.fromEntries(
    ['ENOTCONN', 'EHOSTDOWN', 'EHOSTUNREACH', 'ENETDOWN', 'ENETUNREACH', 'ETIMEDOUT', 'EREMOTEIO'].map(
      (code) => [code, words.disk.shareUnreachable],
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
  if (ms < tenSeconds) return words.aFewSecondsLeft;
  const step = ms < minute ? tenSeconds : minute;
  return words.left(formatDuration(Math.ceil(ms / step) * step));
}

type Sizes = Pick<Download, 'receivedBytes' | 'totalBytes'> & { isTotalEstimated?: boolean };

/** How much of it is here, and of how much where that is known: `3.2 MB of about 40 MB`. */
export function sizeWords({ receivedBytes, totalBytes, isTotalEstimated = false }: Sizes): string {
  const received = formatBytes(receivedBytes);
  if (totalBytes === null) return received;
  return (isTotalEstimated ? words.receivedOfAbout : words.received)(received, formatBytes(totalBytes));
}

/** The progress of the queue in a line: `12 of 40 · 3.2 MB/s · 38 MB of about 128 MB · 30 s left`. */
export function describeQueue(queue: DownloadQueueState): string {
  const said = words.queue;
  const parts = [said.finished(queue.done, queue.total)];
  if (queue.held === 'paused') parts.push(queue.active > 0 ? said.pausing : said.paused);
  else {
    if (queue.bytesPerSecond !== null && queue.active > 0)
      parts.push(said.perSecond(formatBytes(queue.bytesPerSecond)));
    if (queue.totalBytes !== null) parts.push(sizeWords(queue));
    if (queue.secondsLeft !== null) parts.push(leftWords(queue.secondsLeft * 1_000));
    if (queue.held === 'no-key' && queue.active === 0) parts.push(said.waitsForKey);
    else if (queue.held === 'no-key' && queue.waiting > 0) parts.push(said.othersWaitForKey);
  }
  if (queue.paused > 0) parts.push(said.ofThemPaused(queue.paused));
  if (queue.failed > 0) parts.push(said.failed(queue.failed));
  return parts.join(' · ');
}

/** The result of a run of downloads, in a sentence. */
export function describeSummary(summary: DownloadSummary): string {
  const { done, failed, receivedBytes, startedAt, finishedAt } = summary;
  const { downloaded, someFailed, allFailed } = words.summary;
  if (done === 0) return allFailed(failed);
  const size = formatBytes(receivedBytes);
  const duration = formatDuration(finishedAt - startedAt);
  return failed === 0 ? downloaded(done, size, duration) : someFailed(done, failed, size, duration);
}

/** Why results failed, the most frequent reason first. */
export const describeFailures = ({ failures }: DownloadSummary): string[] =>
  failures.map(({ code, count }) => words.summary.failures(count, failureSentence(code, 'result')));

/** The text of a row of the panel. @param left milliseconds until it is received, where that can be said */
export function describeDownload(row: JobRow, held: Held, left: number | null = null): string {
  const { download } = row;
  if (download === null) return '';
  const { phase, receivedBytes, folder, isPaused } = download;
  const { phases, pausedAt } = words;
  const received = sizeWords(download);
  const paused = receivedBytes > 0 ? pausedAt(received) : phases.paused;
  if (download.failure !== null && phase !== 'queued' && isDownloadActive(phase))
    return describeWait(download);
  if (isPaused) return paused;
  if (phase === 'receiving') return left === null ? received : `${received} · ${leftWords(left)}`;
  if (phase === 'checking') return phases.checking;
  if (phase === 'unpacking') return phases.unpacking;
  if (phase === 'queued') return held === 'paused' ? paused : describeWait(download, held);
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
