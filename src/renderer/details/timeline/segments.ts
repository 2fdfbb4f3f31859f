import { isDownloadActive, type Download } from '../../../shared/downloads.ts';
import { hasEnded, isBeforeRun, plainStatus } from '../../../shared/job/job-status.ts';
import type { Observation, JobDetail } from '../../../shared/watched-job.ts';
import { parseTimestamp } from '../../../shared/lib/timestamp.ts';
import { sentenceCase } from '../../jobs/job-words.ts';
import { timelineWords } from '../../words/timeline.ts';

const words = timelineWords.segments;

export type SegmentKind = 'submitted' | 'preprocessing' | 'queued' | 'running' | 'download';

/** A span of a job's life whose start and end are known. Times are milliseconds since the epoch. */
export interface Segment {
  kind: SegmentKind;
  label: string;
  from: number;
  to: number;
  /** Whether it is still in progress; `to` is then the last moment for which that is known. */
  isOpen: boolean;
  /** Whether this app observed its start or end, which is therefore a little late. */
  isSeen: boolean;
  parts: Part[];
  /** Steps without known times. */
  steps: string[];
}

export interface Timeline {
  segments: Segment[];
  /** How far the service's clock is ahead of this computer's, in milliseconds; null while they agree. */
  clockAhead: number | null;
}

/**
 * How a job's time was spent, as far as known. A segment whose times are missing or contradictory is left out; none is
 * invented.
 *
 * @param download the row's, which may be newer than the details
 * @param now milliseconds since the epoch
 * @param isStale whether the job may have changed since it was fetched; then nothing is known to be in progress
 */
export function timelineOf(
  detail: JobDetail,
  { download, now, isStale }: { download: Download | null; now: number; isStale: boolean },
): Timeline {
  const moments = momentsOf(detail);
  const byComputer = isStale ? (detail.row.fetchedAt ?? now) : now;
  // Now, by the same clock as the other times.
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
  return segment('submitted', words.submitted, created, next, job?.status === 'submitting' ? until : null);
}

function preprocessing({ job, observations }: JobDetail, moments: Moments, until: number | null) {
  const goesOn = job?.status === 'preprocessing' || job?.preprocess?.status === 'running';
  const found = segment(
    'preprocessing',
    words.preprocessing,
    moments.preparing,
    moments.prepared,
    goesOn ? until : null,
  );
  if (found === null) return null;
  const seen = moments.clockAhead === null ? observations.filter(({ kind }) => kind === 'step') : [];
  const parts = partsOf(seen, { ...found, watchedUntil: null });
  // One boundary says nothing about what is on either side of it.
  if (parts.length > 1) return { ...found, parts };
  const steps = (job?.preprocess?.steps ?? []).filter((step) => step !== null);
  return { ...found, steps: steps.slice(0, maxParts).map(sentenceCase) };
}

function queued({ job }: JobDetail, moments: Moments, until: number | null): Segment | null {
  return segment(
    'queued',
    words.queued,
    moments.queued,
    moments.started,
    job?.status === 'queued' ? until : null,
  );
}

/** More than any job has: a limit for a service that flips back and forth. */
const maxParts = 24;

function running(detail: JobDetail, moments: Moments, until: number | null): Segment | null {
  const status = detail.job?.status ?? null;
  const goesOn = status !== null && !hasEnded(status) && !isBeforeRun(status);
  const found = segment('running', words.running, moments.started, moments.ended, goesOn ? until : null);
  if (found === null || moments.clockAhead !== null) return found;
  const stages = detail.observations.filter(({ kind }) => kind === 'stage');
  const last = detail.transitions.findLast((transition) => hasEnded(transition.status));
  const parts = partsOf(stages, { ...found, watchedUntil: last?.after ?? null });
  return { ...found, parts: parts.slice(0, maxParts) };
}

const downloadWords = new Map([
  ['failed', words.downloadFailed],
  ['cancelled', words.downloadCancelled],
]);

function downloaded(download: Download | null, now: number): Segment | null {
  if (download === null) return null;
  const { phase, startedAt, finishedAt } = download;
  const label = downloadWords.get(phase) ?? words.download;
  const end = finishedAt === null ? null : { at: finishedAt, isSeen: false };
  return segment(
    'download',
    label,
    { at: startedAt, isSeen: false },
    end,
    isDownloadActive(phase) ? now : null,
  );
}

/** @param until the last moment for which it is known to be in progress; null if it is not */
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

/** A moment in milliseconds since the epoch. One that this app observed, rather than the service reported, is a little late. */
interface Moment {
  at: number;
  isSeen: boolean;
}

/** The moments of a job's life; null if not known. */
export interface Moments {
  created: Moment | null;
  preparing: Moment | null;
  prepared: Moment | null;
  queued: Moment | null;
  started: Moment | null;
  ended: Moment | null;
  /** When the service last updated the job, by its own clock. */
  updatedAt: number | null;
  /** How far the service's clock is ahead of this computer's, in milliseconds; null while they agree. */
  clockAhead: number | null;
}

/** A change between two answers further apart than this was not observed. */
const closeMs = 60_000;

/** Milliseconds by which two clocks may differ before their times are kept apart. */
const toleranceMs = 2 * 60_000;

/**
 * Which moments are known. The service's own times win over observed ones. If the two clocks disagree, observed times are
 * left out, since they do not fit on the same scale.
 */
function momentsOf(detail: JobDetail): Moments {
  const { job } = detail;
  const told = {
    created: parseTimestamp(job?.createdAt),
    preparing: parseTimestamp(job?.preprocess?.started_at),
    prepared: parseTimestamp(job?.preprocess?.completed_at),
    queued: parseTimestamp(job?.timing?.queued_at),
    started: parseTimestamp(job?.timing?.started_at),
    ended: parseTimestamp(job?.timing?.completed_at),
  };
  const changes = {
    preparing: changeTo(detail, 'preprocessing'),
    prepared: changeFrom(detail, 'preprocessing'),
    queued: changeTo(detail, 'queued'),
    started: changeTo(detail, 'running'),
    ended: changeToEnd(detail),
  };
  // `queued_at` may be when the job was accepted, long before its status says so: it says nothing about the clocks.
  const clockAhead =
    lead(told.started, changes.started) ??
    lead(told.ended, changes.ended) ??
    leadOfAnswer(Object.values(told), detail.row.fetchedAt);

  const moment = (name: keyof typeof told): Moment | null => {
    const at = told[name];
    if (at !== null) return { at, isSeen: false };
    const change = clockAhead !== null || name === 'created' ? null : changes[name];
    return change === null ? null : { at: change.at, isSeen: true };
  };
  return {
    created: moment('created'),
    preparing: moment('preparing'),
    prepared: moment('prepared'),
    queued: moment('queued'),
    started: moment('started'),
    ended: moment('ended'),
    updatedAt: parseTimestamp(job?.updatedAt),
    clockAhead,
  };
}

/** A change that was observed: between two answers that followed each other closely. */
interface Change {
  at: number;
  after: number;
}

function changeTo({ transitions }: JobDetail, wanted: string): Change | null {
  return asChange(transitions.find(({ status }) => status === wanted));
}

/** A job with a status that reads as an end may have gone on: the end after which nothing else was observed counts. */
function changeToEnd({ transitions }: JobDetail): Change | null {
  const lastOnTheWay = transitions.findLastIndex(({ status }) => !hasEnded(status));
  return asChange(transitions[lastOnTheWay + 1]);
}

function changeFrom({ transitions }: JobDetail, status: string): Change | null {
  const index = transitions.findIndex((transition) => transition.status === status);
  return index < 0 ? null : asChange(transitions[index + 1]);
}

function asChange(seen: { at: number; after: number | null } | undefined): Change | null {
  if (seen === undefined || seen.after === null) return null;
  const { at, after } = seen;
  return after > at || at - after > closeMs ? null : { at, after };
}

/** How far the service's clock is ahead, from the time it reports for an observed change; null within tolerance. */
function lead(told: number | null, change: Change | null): number | null {
  if (told === null || change === null) return null;
  const ahead = told - Math.min(Math.max(told, change.after), change.at);
  return Math.abs(ahead) > toleranceMs ? ahead : null;
}

/** An answer cannot report what has not happened yet, unless its clock is ahead. */
function leadOfAnswer(told: (number | null)[], fetchedAt: number | null): number | null {
  const latest = Math.max(...told.map((at) => at ?? -Infinity));
  return fetchedAt !== null && latest - fetchedAt > toleranceMs ? latest - fetchedAt : null;
}

/** A stage or step within a segment, as observed: it starts and ends with answers, not with the work. */
interface Part {
  label: string;
  from: number;
  to: number;
  /** Whether it is still in progress. */
  isOpen: boolean;
}

/** The span that the parts are in. */
interface Bounds {
  from: number;
  to: number;
  isOpen: boolean;
  /** The time of the last answer about it; null if not known. */
  watchedUntil: number | null;
}

/**
 * The parts between two moments, from what was observed. Each lasts until the next was observed. If much time passed between
 * the last answer with it and the first with the next, it lasts until the former, and the gap stays empty.
 */
function partsOf(seen: readonly Observation[], bounds: Bounds): Part[] {
  const within = grouped(seen).filter(({ at }) => at >= bounds.from && at < bounds.to);
  return within.flatMap(({ texts, at }, index) => {
    const next = within[index + 1];
    const to = next === undefined ? endOfLast(bounds) : endBefore(next);
    if (texts.length === 0 || to <= at) return [];
    const isOpen = bounds.isOpen && next === undefined;
    return [{ label: texts.join(', '), from: at, to, isOpen }];
  });
}

interface Group {
  texts: string[];
  at: number;
  after: number | null;
}

/** What one answer showed is one group: the boundaries within it are not known. */
function grouped(seen: readonly Observation[]): Group[] {
  const groups: Group[] = [];
  for (const { text, at, after } of seen) {
    const last = groups.at(-1);
    const labels = text === null ? [] : [sentenceCase(text)];
    if (last?.at === at) last.texts.push(...labels);
    else groups.push({ texts: labels, at, after });
  }
  return groups;
}

const endBefore = ({ at, after }: Group): number => (after !== null && at - after > closeMs ? after : at);

const endOfLast = ({ to, watchedUntil }: Bounds): number =>
  watchedUntil !== null && to - watchedUntil > closeMs ? watchedUntil : to;
