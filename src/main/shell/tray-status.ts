import { isKeyRefused, type Session } from '../../shared/session.ts';
import type { StatusJob, StatusSums } from '../jobs/status-sums.ts';

/** The jobs in a few numbers and names, for the tray and the taskbar. */
export interface TrayStatus {
  running: number;
  /** Not running yet. */
  waiting: number;
  /** Results that are being downloaded, and those that wait for that. */
  downloads: number;
  queued: number;
  /** Why no job is polled: there is no usable key, or the service does not answer. */
  blocked: 'no-key' | 'no-answer' | null;
  /** Of all active downloads, from 0 to 1; null where the service does not say how large they are. */
  downloaded: number | null;
  batches: { id: string; name: string; settled: number; jobs: number }[];
  /** The jobs that changed last. */
  latest: { id: string; name: string; status: string | null }[];
}

const maxBatches = 4;

/** See {@link TrayStatus.blocked}. */
export function blockedBy(session: Pick<Session, 'key' | 'connection'> | null): TrayStatus['blocked'] {
  if (session === null) return null;
  const { key, connection } = session;
  if (key.kind === 'absent' || isKeyRefused(key)) return 'no-key';
  return connection.kind === 'offline' ? 'no-answer' : null;
}

export function trayStatusOf(
  sums: StatusSums,
  batches: readonly { id: string; name: string }[],
  blocked: TrayStatus['blocked'] = null,
): TrayStatus {
  const { running, waiting, active, latest } = sums;
  const downloads = [...active];
  const queued = downloads.filter(({ phase }) => phase === 'queued').length;
  return {
    running,
    waiting,
    downloads: downloads.length - queued,
    queued,
    blocked,
    downloaded: downloadedShare(downloads),
    batches: openBatches(batches, sums),
    // The last known status of an unknown job is not its status now.
    latest: latest.map(({ id, name, status, isUnknown }) => ({
      id,
      name,
      status: isUnknown ? null : status,
    })),
  };
}

const openBatches = (
  batches: readonly { id: string; name: string }[],
  sums: StatusSums,
): TrayStatus['batches'] =>
  batches
    .map(({ id, name }) => ({ id, name, ...sums.batch(id) }))
    .filter(({ settled, jobs }) => settled < jobs)
    .slice(0, maxBatches);

function downloadedShare(active: readonly NonNullable<StatusJob['download']>[]): number | null {
  let received = 0;
  let total = 0;
  for (const { totalBytes, receivedBytes } of active) {
    received += receivedBytes;
    total += totalBytes ?? 0;
  }
  return total === 0 ? null : Math.min(1, received / total);
}

/** What dock, taskbar and launcher show beside the app's icon, where the platform can. */
export interface Indicators {
  /** For `BrowserWindow.setProgressBar`: 0 to 1, below 0 for none, above 1 for one without an end. */
  progress: number;
  /** Unread notifications. */
  badge: number;
}

const noProgress = -1;
const indeterminate = 2;

/** The progress of active downloads, or else of unfinished batches. Queued downloads, which may be paused, have none. */
export function indicatorsOf({ downloads, downloaded, batches }: TrayStatus, unread: number): Indicators {
  if (downloads > 0) return { progress: downloaded ?? indeterminate, badge: unread };
  const jobs = batches.reduce((sum, batch) => sum + batch.jobs, 0);
  const settled = batches.reduce((sum, batch) => sum + batch.settled, 0);
  return { progress: jobs === 0 ? noProgress : settled / jobs, badge: unread };
}
