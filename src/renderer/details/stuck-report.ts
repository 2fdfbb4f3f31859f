import type { Job } from '../../shared/job/job.ts';
import { toIso } from '../../shared/lib/timestamp.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import { sentenceCase, stateOf } from '../jobs/job-words.ts';

/** What support has to know of a job that stands still, as plain text. Times are in UTC, for whoever reads it elsewhere. */
export function stuckReport(row: JobRow, job: Job | null): string {
  const { stage, progress } = row;
  const state = [
    stateOf(row).label,
    ...(stage === null ? [] : [sentenceCase(stage)]),
    ...(progress === null ? [] : [`${progress} %`]),
  ];
  const lines = [
    ['Job ID', row.id],
    ['Pipeline ID', job?.physiq_job_id ?? null],
    ['File', row.name],
    ['Type', row.type],
    ['Status', state.join(', ')],
    ['Submitted', timeOf(row.createdAt)],
    ['Last change', timeOf(row.changedAt)],
    ['Last answer', timeOf(row.fetchedAt)],
  ] as const;
  const known = lines.filter(([, value]) => value !== null);
  return [...known.map(([label, value]) => `${label}: ${value}`), ''].join('\n');
}

const timeOf = (time: number | null): string | null => (time === null ? null : toIso(time));
