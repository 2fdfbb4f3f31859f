import { reasonOf } from '../../shared/job/error-text.ts';
import { idOf, sourceOf } from '../../shared/job/job-reference.ts';
import { nameOf } from '../../shared/job-name.ts';
import { isUnknownJob, outcomeOf } from '../../shared/job/job-status.ts';
import { parseTimestamp } from '../../shared/lib/timestamp.ts';
import { wellFormedLine } from '../../shared/lib/text.ts';
import type { Download } from '../../shared/downloads.ts';
import { countFindings, verdictStandingOf } from '../../shared/verdict.ts';
import type { JobDetail, JobRow } from '../../shared/watched-job.ts';
import { isHint, type WatchedJob } from './watched-job.ts';

/**
 * What the list shows of a watched job.
 *
 * @param pace points by which its progress likely grows in a second; null where that cannot be said
 */
export function toRow(watched: WatchedJob, pace: number | null = null): JobRow {
  const { record, job, version } = watched;
  // If the service refuses a job, what a list says of its state is not shown.
  const isRefusedHint = isHint(watched) && isUnknownJob({ ...record, status: null });
  const standing = isRefusedHint ? null : job;
  return {
    id: record.id,
    version,
    order: record.order,
    addedAt: record.addedAt,
    status: standing?.status ?? null,
    name: cut(job?.filename, 300),
    type: cut(job?.job_type, 100),
    stage: cut(standing?.stage, 200),
    progress: standing?.progress ?? null,
    pace: pace === null || standing === null ? null : Math.round(pace * 100) / 100,
    error: cut(reasonOf(standing?.error ?? '') || null, 300),
    fileSize: job?.file_size_bytes ?? null,
    createdAt: parseTimestamp(standing?.createdAt),
    queuedAt: parseTimestamp(standing?.timing?.queued_at),
    startedAt: parseTimestamp(standing?.timing?.started_at),
    completedAt: parseTimestamp(standing?.timing?.completed_at),
    fetchedAt: record.fetchedAt,
    changedAt: record.changedAt,
    failure: record.failure,
    sourceJobId: job === null ? null : idOf(sourceOf(job)),
    download: record.download,
    batches: record.batches,
    tags: record.tags,
    note: record.note,
    archived: record.archived,
    review: record.review,
    verdict: record.verdict && verdictStandingOf(record.verdict),
    findings: record.verdict === null ? 0 : countFindings(record.verdict),
  };
}

/** Thousands of rows are sent to the window at once, so texts are cut to what a line of any window has room for. */
const cut = (text: string | null | undefined, maxLength: number): string | null =>
  text === null || text === undefined ? null : wellFormedLine(text, maxLength);

/** What notifications and the tray show of a job. */
export interface JobSummary {
  id: string;
  name: string;
  /** The last known one; null before the first answer. */
  status: string | null;
  /** Whether the service does not know the ID. */
  isUnknown: boolean;
  /** When this app last saw it change, in milliseconds since the epoch. */
  changedAt: number | null;
  batches: readonly string[];
  download: Download | null;
}

export function summaryOf({ record, job }: WatchedJob): JobSummary {
  const { id, changedAt, batches, download } = record;
  const status = job?.status ?? null;
  const isUnknown = isUnknownJob({ ...record, status });
  return { id, name: nameOf({ id, name: job?.filename }), status, isUnknown, changedAt, batches, download };
}

/** What the details show of a job. */
export function toDetail(watched: WatchedJob): JobDetail {
  return {
    row: toRow(watched),
    job: watched.job,
    notes: watched.notes,
    transitions: watched.record.transitions,
    observations: watched.record.observations,
    source: watched.record.source,
    commandRun: watched.record.commandRun,
    commandDue: watched.record.commandDue,
    verdict: watched.record.verdict,
  };
}

/** Whether an MJCF package was made; null if that is not known yet. */
export function hasMjcf(job: WatchedJob['job']): boolean | null {
  const isCompleted = job !== null && outcomeOf(job.status) === 'completed';
  const made = isCompleted ? job.output?.mjcf_package : undefined;
  return made === undefined ? null : made !== null;
}
