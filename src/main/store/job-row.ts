import { outcomeOf } from '../../shared/job-status.ts';
import { parseTimestamp } from '../../shared/timestamp.ts';
import type { JobDetail, JobRow } from '../../shared/watched-job.ts';
import type { WatchedJob } from './watched-job.ts';

/** What the list shows of a watched job. */
export function toRow({ record, job, version }: WatchedJob): JobRow {
  return {
    id: record.id,
    version,
    order: record.order,
    addedAt: record.addedAt,
    status: job?.status ?? null,
    name: job?.filename ?? null,
    type: job?.job_type ?? null,
    stage: job?.stage ?? null,
    progress: job?.progress ?? null,
    error: job?.error ?? null,
    fileSize: job?.file_size_bytes ?? null,
    createdAt: parseTimestamp(job?.createdAt),
    queuedAt: parseTimestamp(job?.timing?.queued_at),
    startedAt: parseTimestamp(job?.timing?.started_at),
    completedAt: parseTimestamp(job?.timing?.completed_at),
    fetchedAt: record.fetchedAt,
    changedAt: record.changedAt,
    failure: record.failure,
    sourceJobId: idOf(job?.source_job),
    hasMjcf:
      job !== null && outcomeOf(job.status) === 'completed' && job.output !== null
        ? job.output.mjcf_package !== null
        : null,
    download: record.download,
    batches: record.batches,
    tags: record.tags,
    note: record.note,
    archived: record.archived,
  };
}

/** What the window shows of a job that is open. */
export function toDetail(watched: WatchedJob): JobDetail {
  return {
    row: toRow(watched),
    job: watched.job,
    notes: watched.notes,
    transitions: watched.record.transitions,
    observations: watched.record.observations,
    source: watched.record.source,
    commandRun: watched.record.commandRun,
  };
}

const idOf = (reference: Record<string, unknown> | null | undefined): string | null => {
  const id = reference?.['id'];
  return typeof id === 'string' && id !== '' ? id : null;
};
