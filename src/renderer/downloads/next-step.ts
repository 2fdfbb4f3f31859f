import { isDownloadActive, isResultHere, type Download, type DownloadPhase } from '../../shared/downloads.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import { isUnknownJob, outcomeOf } from '../../shared/job/job-status.ts';
import { downloadsWords } from '../words/downloads.ts';
import { describeDownloadFailure, type Held } from './download-words.ts';

/** The one thing to do next with a job, offered in its row. */
export type NextStep =
  | { kind: 'none' }
  | { kind: 'download'; label: string; problem: string | null }
  /** `hasBar`: it is under way, or a part of it is here. */
  | { kind: 'cancel'; phase: string; percent: number | null; hasBar: boolean }
  | { kind: 'show' }
  | { kind: 'remove' };

const { phases } = downloadsWords;

/** The phases of a download that is under way. */
const phaseWords: Partial<Record<DownloadPhase, string>> = {
  queued: phases.waiting,
  receiving: phases.receiving,
  checking: phases.checking,
  unpacking: phases.unpacking,
};

export function nextStep(row: JobRow, held: Held = null): NextStep {
  const { download, status } = row;
  const isUnknown = isUnknownJob(row);
  if (isUnknown || outcomeOf(status) !== 'completed') {
    if (isResultHere(download)) return { kind: 'show' };
    return { kind: isUnknown ? 'remove' : 'none' };
  }
  if (download === null || download.phase === 'cancelled' || download.phase === 'done')
    return isResultHere(download)
      ? { kind: 'show' }
      : { kind: 'download', label: downloadsWords.download, problem: null };
  const isHeld = download.isPaused || (held === 'paused' && download.phase === 'queued');
  const phase = isHeld && isDownloadActive(download.phase) ? phases.paused : phaseWords[download.phase];
  if (phase !== undefined)
    return {
      kind: 'cancel',
      phase,
      percent: percentReceived(download),
      hasBar: download.phase !== 'queued' || download.receivedBytes > 0,
    };
  const problem = download.failure === null ? null : describeDownloadFailure(download, held);
  return { kind: 'download', label: downloadsWords.retry, problem };
}

/** How much of it is here, 0 to 100; null where it is not known how large it is. */
export const percentReceived = ({
  receivedBytes,
  totalBytes,
}: Pick<Download, 'receivedBytes' | 'totalBytes'>): number | null =>
  totalBytes === null || totalBytes === 0 ? null : Math.floor((receivedBytes / totalBytes) * 100);
