import type { DownloadQueueState, DownloadSummary } from '../../shared/download-queue.ts';
import { isDownloadActive } from '../../shared/downloads.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import { failureSentence } from '../ui/failure-words.ts';
import { describeDownloadFailure, describeWait, type Held } from './download-failure.ts';
import { countOf, formatBytes, formatDuration } from '../ui/format.ts';

/** Whether anything is under way or waits. */
export const isBusy = ({ active, waiting }: DownloadQueueState): boolean => active + waiting > 0;

/** How the queue does, in a line: `12 of 40 · 3.2 MB/s`. */
export function describeQueue(queue: DownloadQueueState): string {
  const ended = queue.done + queue.failed + queue.cancelled;
  const parts = [`${ended.toLocaleString()} of ${queue.total.toLocaleString()}`];
  if (queue.held === 'paused') parts.push(queue.active > 0 ? 'pausing' : 'paused');
  else {
    if (queue.bytesPerSecond !== null && queue.active > 0)
      parts.push(`${formatBytes(queue.bytesPerSecond)}/s`);
    if (queue.held === 'no-key' && queue.active === 0) parts.push('waiting for a key');
    else if (queue.held === 'no-key' && queue.waiting > 0) parts.push('the others wait for a key');
  }
  if (queue.failed > 0) parts.push(`${queue.failed.toLocaleString()} failed`);
  return parts.join(' · ');
}

/** What came of a run, in a sentence. */
export function describeSummary(summary: DownloadSummary): string {
  const { done, failed, receivedBytes, startedAt, finishedAt } = summary;
  if (done === 0) return `${countOf(failed, 'download')} failed.`;
  const home = `${countOf(done, 'result')} came home`;
  const cost = `${formatBytes(receivedBytes)} in ${formatDuration(finishedAt - startedAt)}`;
  return failed === 0 ? `${home}: ${cost}.` : `${home}, ${failed.toLocaleString()} failed: ${cost}.`;
}

/** Why results failed, the most frequent reason first. */
export const describeFailures = ({ failures }: DownloadSummary): string[] =>
  failures.map(({ code, count }) => `${count.toLocaleString()} × ${failureSentence(code, 'result')}`);

/** What a row of the panel says of its download. */
export function describeDownload(row: JobRow, held: Held): string {
  const { download } = row;
  if (download === null) return '';
  const { phase, receivedBytes, totalBytes, folder } = download;
  const came =
    totalBytes === null
      ? formatBytes(receivedBytes)
      : `${formatBytes(receivedBytes)} of ${formatBytes(totalBytes)}`;
  if (download.failure !== null && phase !== 'queued' && isDownloadActive(phase))
    return describeWait(download);
  if (phase === 'receiving') return came;
  if (phase === 'checking') return 'Checking';
  if (phase === 'unpacking') return 'Unpacking';
  if (phase === 'queued') {
    if (held === 'paused') return receivedBytes > 0 ? `Paused at ${came}` : 'Paused';
    return describeWait(download, held);
  }
  if (phase === 'failed') return describeDownloadFailure(download, held);
  return folder ?? '';
}

const order = { receiving: 0, checking: 0, unpacking: 0, queued: 1, failed: 2, done: 3, cancelled: 4 };

/** The rows of the panel: under way, waiting, failed, and what came home lately, newest first. */
export const shownDownloads = (rows: readonly JobRow[], finishedSince: number): JobRow[] =>
  rows
    .filter(({ download }) => {
      if (download === null || download.phase === 'cancelled') return false;
      if (download.phase === 'done') return (download.finishedAt ?? 0) >= finishedSince;
      return download.phase === 'failed' || isDownloadActive(download.phase);
    })
    .sort((a, b) => rankOf(a) - rankOf(b) || timeOf(a) - timeOf(b));

const rankOf = ({ download }: JobRow): number => (download === null ? 5 : order[download.phase]);
const timeOf = ({ download }: JobRow): number =>
  download === null ? 0 : download.finishedAt === null ? download.startedAt : -download.finishedAt;
