import { isDownloadActive, type Download } from '../../shared/downloads.ts';
import { hasEnded, plainStatus } from '../../shared/job/job-status.ts';
import type { Session } from '../../shared/session.ts';

/** What a quick look at the jobs has to know of each. */
export interface GlancedJob {
  id: string;
  /** What a person calls it. */
  name: string;
  status: string | null;
  isUnknown: boolean;
  /** When this app last saw it change, in milliseconds since the epoch. */
  changedAt: number | null;
  batches: readonly string[];
  download: Pick<Download, 'phase' | 'receivedBytes' | 'totalBytes'> | null;
}

/** The jobs in a few numbers and names, for the tray and the taskbar. */
export interface Overview {
  running: number;
  /** On their way, but not running yet. */
  waiting: number;
  /** Results that are being brought home at this moment, and those that wait for that. */
  downloads: number;
  queued: number;
  /** Why nothing is asked at the moment: there is no usable key, or the service does not answer. */
  standsStill: 'no-key' | 'no-answer' | null;
  /** Of all these results, from 0 to 1; null where the service does not say how large they are. */
  downloaded: number | null;
  batches: { id: string; name: string; settled: number; jobs: number }[];
  /** The jobs that changed last. */
  latest: { id: string; name: string; status: string | null }[];
}

const maxLatest = 6;
const maxBatches = 4;

/** Why nothing is asked of the service. */
export function standstillOf(session: Pick<Session, 'key' | 'connection'> | null): Overview['standsStill'] {
  if (session === null) return null;
  const { key, connection } = session;
  const lacksKey = key.kind === 'absent' || (key.kind === 'present' && key.verdict === 'rejected');
  if (lacksKey) return 'no-key';
  return connection.kind === 'offline' ? 'no-answer' : null;
}

/** One look at all jobs; takes time in proportion to their number. */
export function overviewOf(
  jobs: Iterable<GlancedJob>,
  batches: readonly { id: string; name: string }[],
  standsStill: Overview['standsStill'] = null,
): Overview {
  const counts = { running: 0, waiting: 0 };
  const members = new Map<string, { settled: number; jobs: number }>();
  const active: NonNullable<GlancedJob['download']>[] = [];
  let latest: GlancedJob[] = [];
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
    standsStill,
    downloaded: downloadedShare(active),
    batches: openBatches(batches, members),
    // What an unknown job said last is not how it is.
    latest: latest.map(({ id, name, status, isUnknown }) => ({
      id,
      name,
      status: isUnknown ? null : status,
    })),
  };
}

function withLatest(latest: GlancedJob[], job: GlancedJob): GlancedJob[] {
  const changed = (one: GlancedJob | undefined): number => one?.changedAt ?? 0;
  if (latest.length === maxLatest && changed(job) <= changed(latest.at(-1))) return latest;
  return [...latest, job].toSorted((a, b) => changed(b) - changed(a)).slice(0, maxLatest);
}

function openBatches(
  batches: readonly { id: string; name: string }[],
  members: ReadonlyMap<string, { settled: number; jobs: number }>,
): Overview['batches'] {
  return batches
    .map(({ id, name }) => ({ id, name, ...(members.get(id) ?? { settled: 0, jobs: 0 }) }))
    .filter(({ settled, jobs }) => settled < jobs)
    .slice(0, maxBatches);
}

function downloadedShare(active: readonly NonNullable<GlancedJob['download']>[]): number | null {
  let received = 0;
  let total = 0;
  for (const { totalBytes, receivedBytes } of active) {
    received += receivedBytes;
    total += totalBytes ?? 0;
  }
  return total === 0 ? null : Math.min(1, received / total);
}
