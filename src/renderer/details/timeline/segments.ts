import { isDownloadActive, type Download } from '../../../shared/downloads.ts';
import { hasEnded, plainStatus } from '../../../shared/job/job-status.ts';
import type { JobDetail } from '../../../shared/watched-job.ts';
import { sentenceCase } from '../../jobs/job-words.ts';
import { momentsOf, type Moment, type Moments } from './moments.ts';
import { partsOf, type Part } from './parts.ts';

export type SegmentKind = 'submitted' | 'preprocessing' | 'queued' | 'running' | 'download';

/** A stretch of a job's life whose beginning and end are known. Times are milliseconds since the epoch. */
export interface Segment {
  kind: SegmentKind;
  label: string;
  from: number;
  to: number;
  /** Whether it still goes on; `to` is then the last moment of which that is known. */
  isOpen: boolean;
  /** Whether a border is one that this app saw, and therefore a little late. */
  isSeen: boolean;
  parts: Part[];
  /** Steps of which nobody knows when they were. */
  steps: string[];
}

export interface Timeline {
  segments: Segment[];
  /** How far the service's clock is ahead of this computer's; null while they agree. */
  clockAhead: number | null;
}

/**
 * What is known of how a job's time was spent. A time that is missing, or contradicts another, leaves a segment out;
 * none is ever made up.
 *
 * @param download the row's, which may be newer than the details
 * @param now milliseconds since the epoch
 * @param isStale whether what is shown may have changed since it was fetched; then nothing is known to go on
 */
export function timelineOf(
  detail: JobDetail,
  { download, now, isStale }: { download: Download | null; now: number; isStale: boolean },
): Timeline {
  const moments = momentsOf(detail);
  const byComputer = isStale ? (detail.row.fetchedAt ?? now) : now;
  // Now, by the clock that the other times are from.
  const until = moments.clockAhead === null ? byComputer : moments.updatedAt;
  const segments = [
    submitted(detail, moments, until),
    preprocessing(detail, moments, until),
    queued(detail, moments, until),
    running(detail, moments, until),
    moments.clockAhead === null ? downloaded(download, now) : null,
  ];
  return { segments: segments.filter((segment) => segment !== null), clockAhead: moments.clockAhead };
}

function submitted({ job }: JobDetail, moments: Moments, until: number | null): Segment | null {
  const { created, preparing, queued: inLine, started, ended } = moments;
  const wasPrepared = !['skipped', 'pending'].includes(plainStatus(job?.preprocess?.status ?? 'skipped'));
  if (wasPrepared && preparing === null) return null;
  const next = [preparing, inLine, started, ended].find((moment) => moment !== null) ?? null;
  return segment('submitted', 'Submitted', created, next, job?.status === 'submitting' ? until : null);
}

function preprocessing({ job, observations }: JobDetail, moments: Moments, until: number | null) {
  const goesOn = job?.status === 'preprocessing' || job?.preprocess?.status === 'running';
  const found = segment(
    'preprocessing',
    'Preprocessing',
    moments.preparing,
    moments.prepared,
    goesOn ? until : null,
  );
  if (found === null) return null;
  const seen = moments.clockAhead === null ? observations.filter(({ kind }) => kind === 'step') : [];
  const parts = partsOf(seen, { ...found, watchedUntil: null });
  // One border says nothing about what lies on either side of it.
  if (parts.length > 1) return { ...found, parts };
  const steps = (job?.preprocess?.steps ?? []).filter((step) => step !== null);
  return { ...found, steps: steps.slice(0, maxParts).map(sentenceCase) };
}

function queued({ job }: JobDetail, moments: Moments, until: number | null): Segment | null {
  return segment(
    'queued',
    'Queued',
    moments.queued,
    moments.started,
    job?.status === 'queued' ? until : null,
  );
}

/** More than any job has; those of a service that flips back and forth are not all drawn. */
const maxParts = 24;

function running(detail: JobDetail, moments: Moments, until: number | null): Segment | null {
  const status = detail.job?.status ?? null;
  const goesOn =
    status !== null && !hasEnded(status) && !['submitting', 'preprocessing', 'queued'].includes(status);
  const found = segment('running', 'Running', moments.started, moments.ended, goesOn ? until : null);
  if (found === null || moments.clockAhead !== null) return found;
  const stages = detail.observations.filter(({ kind }) => kind === 'stage');
  const last = detail.transitions.findLast((transition) => hasEnded(transition.status));
  const parts = partsOf(stages, { ...found, watchedUntil: last?.after ?? null });
  return { ...found, parts: parts.slice(0, maxParts) };
}

const downloadWords = new Map([
  ['failed', 'Download failed'],
  ['cancelled', 'Download cancelled'],
]);

function downloaded(download: Download | null, now: number): Segment | null {
  if (download === null) return null;
  const { phase, startedAt, finishedAt } = download;
  const label = downloadWords.get(phase) ?? 'Download';
  const end = finishedAt === null ? null : { at: finishedAt, isSeen: false };
  return segment(
    'download',
    label,
    { at: startedAt, isSeen: false },
    end,
    isDownloadActive(phase) ? now : null,
  );
}

/** @param until the last moment of which it is known that it goes on; null where it does not */
function segment(
  kind: SegmentKind,
  label: string,
  from: Moment | null,
  end: Moment | null,
  until: number | null,
): Segment | null {
  const to = end?.at ?? until;
  if (from === null || to === null || to <= from.at) return null;
  return {
    kind,
    label,
    from: from.at,
    to,
    isOpen: end === null,
    isSeen: from.isSeen || (end?.isSeen ?? false),
    parts: [],
    steps: [],
  };
}
