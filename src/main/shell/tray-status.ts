import { isDownloadActive, type Download } from '../../shared/downloads.ts';
import { hasEnded, plainStatus } from '../../shared/job/job-status.ts';
import { isKeyRefused, type Session } from '../../shared/session.ts';
import { summaryOf, type JobSummary } from '../jobs/job-row.ts';
import type { WatchedJob } from '../jobs/watched-job.ts';

/** What the status needs to know of a job. */
export interface StatusJob extends Omit<JobSummary, 'download'> {
  download: Pick<Download, 'phase' | 'receivedBytes' | 'totalBytes'> | null;
}

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

const maxLatest = 6;
const maxBatches = 4;

export function* toStatusJobs(jobs: Iterable<WatchedJob>): Generator<StatusJob> {
  for (const job of jobs) yield summaryOf(job);
}

/** See {@link TrayStatus.blocked}. */
export function blockedBy(session: Pick<Session, 'key' | 'connection'> | null): TrayStatus['blocked'] {
  if (session === null) return null;
  const { key, connection } = session;
  if (key.kind === 'absent' || isKeyRefused(key)) return 'no-key';
  return connection.kind === 'offline' ? 'no-answer' : null;
}

/** Goes through all jobs once. */
export function trayStatusOf(
  jobs: Iterable<StatusJob>,
  batches: readonly { id: string; name: string }[],
  blocked: TrayStatus['blocked'] = null,
): TrayStatus {
  const counts = { running: 0, waiting: 0 };
  const members = new Map<string, { settled: number; jobs: number }>();
  const active: NonNullable<StatusJob['download']>[] = [];
  let latest: StatusJob[] = [];
  for (const job of jobs) {
    const isSettled = job.isUnknown || hasEnded(job.status);
    if (!isSettled)
      counts[job.status !== null && plainStatus(job.status) === 'running' ? 'running' : 'waiting'] += 1;
    for (const id of job.batches) {
      const sum = members.get(id) ?? { settled: 0, jobs: 0 };
      members.set(id, { settled: sum.settled + (isSettled ? 1 : 0), jobs: sum.jobs + 1 });
    }
    if (job.download !== null && isDownloadActive(job.download.phase)) active.push(job.download);
    if (job.changedAt !== null) latest = withLatest(latest, job);
  }
  const queued = active.filter(({ phase }) => phase === 'queued').length;
  return {
    ...counts,
    downloads: active.length - queued,
    queued,
    blocked,
    downloaded: downloadedShare(active),
    batches: openBatches(batches, members),
    // The last known status of an unknown job is not its status now.
    latest: latest.map(({ id, name, status, isUnknown }) => ({
      id,
      name,
      status: isUnknown ? null : status,
    })),
  };
}

function withLatest(latest: StatusJob[], job: StatusJob): StatusJob[] {
  const changed = (one: StatusJob | undefined): number => one?.changedAt ?? 0;
  if (latest.length === maxLatest && changed(job) <= changed(latest.at(-1))) return latest;
  return [...latest, job].toSorted((a, b) => changed(b) - changed(a)).slice(0, maxLatest);
}

function openBatches(
  batches: readonly { id: string; name: string }[],
  members: ReadonlyMap<string, { settled: number; jobs: number }>,
): TrayStatus['batches'] {
  return batches
    .map(({ id, name }) => ({ id, name, ...(members.get(id) ?? { settled: 0, jobs: 0 }) }))
    .filter(({ settled, jobs }) => settled < jobs)
    .slice(0, maxBatches);
}

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
