import type { ExportFormat } from '../../shared/library/requests.ts';
import type { WatchedJob } from '../store/watched-job.ts';
import { writeCsvExport } from './csv-export.ts';
import { writeJsonExport } from './json-export.ts';
import type { ExportedBatch } from './read-export.ts';

/** The content of an exported file: these jobs, in this order, with the batches they are in. */
export function exportText(
  format: ExportFormat,
  jobs: readonly WatchedJob[],
  batches: readonly (Omit<ExportedBatch, 'id'> & { id: string })[],
  now: number,
): string {
  const used = new Set(jobs.flatMap(({ record }) => record.batches));
  const named = new Map(
    batches
      .filter(({ id }) => used.has(id))
      .map(({ id, name, createdAt, expected }) => [id, { id, name, createdAt, expected }]),
  );
  return format === 'csv'
    ? writeCsvExport(jobs, named)
    : writeJsonExport(
        jobs.map(({ record }) => record),
        named,
        now,
      );
}

/** What an exported file is called unless the person says otherwise: with the day, as a list changes every day. */
export function exportName(format: ExportFormat, now: number): string {
  const date = new Date(now);
  const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
  return `Rigyd jobs ${day}.${format}`;
}
