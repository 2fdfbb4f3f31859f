import { exportPieces } from '../intake/export-file.ts';
import { importJobs, readExport, type Imported } from '../intake/import-jobs.ts';
import type { JoinBatches } from '../intake/join-batches.ts';
import type { ExportedBatch, ReadExport } from '../intake/read-export.ts';
import type { WatchedJobRecord } from '../jobs/job-record.ts';
import { fromRecord, newWatchedJob, type WatchedJob } from '../jobs/watched-job.ts';
import { fileSource } from '../../shared/source.ts';

export const chair = 'chair0000000000000000001';
export const lamp = 'lamp00000000000000000002';
export const table = 'table0000000000000000003';
export const now = Date.UTC(2026, 4, 6, 12);
/** Of the batch. */
export const name = 'Chairs; "best"|of, all';
export const batches = [{ id: 'b1', name, createdAt: 5_000, expected: 9 }];

/** A list in which jobs can be put, changed and read. */
export function list(...records: Partial<WatchedJobRecord>[]) {
  const jobs = new Map<string, WatchedJob>();
  const joined: { ids: readonly string[]; batch: ExportedBatch }[] = [];
  for (const [index, record] of records.entries()) {
    const { id = chair } = record;
    jobs.set(
      id,
      fromRecord({ ...newWatchedJob(id, index + 1, fileSource('list.txt'), 1_000).record, ...record }),
    );
  }
  const parts = {
    jobs: {
      get: (id: string) => jobs.get(id),
      has: (id: string) => jobs.has(id),
      adopt: (adopted: readonly WatchedJob[]) => {
        const added = adopted.filter(({ record }) => !jobs.has(record.id));
        for (const job of added) jobs.set(job.record.id, job);
        return added;
      },
      get nextOrder() {
        return Math.max(0, ...[...jobs.values()].map((job) => job.record.order)) + 1;
      },
      update: (id: string, change: (job: WatchedJob) => WatchedJob) => {
        const job = jobs.get(id);
        if (job !== undefined) jobs.set(id, change(job));
      },
    },
    join: ((given) =>
      given.map(({ ids, batch }) => {
        joined.push({ ids, batch });
        return { id: batch.id ?? 'new', name: batch.name, isNew: true, isStandIn: false, joined: ids.length };
      })) satisfies JoinBatches,
    now: () => now,
    signal: new AbortController().signal,
  };
  const sorted = () => [...jobs.values()].sort((a, b) => b.record.order - a.record.order);
  return {
    parts,
    joined,
    record: (id: string) => jobs.get(id)?.record,
    newestFirst: () => sorted().map(({ record }) => record.id),
    text: (format: 'csv' | 'json', jobsToWrite = sorted()) =>
      [...exportPieces(format, jobsToWrite, batches, now)].join(''),
    take: (text: string, join: JoinBatches = parts.join): Promise<Imported> =>
      importJobs({ ...parts, join }, exportIn(text), fileSource('export.json')),
    sorted,
  };
}

function exportIn(text: string): ReadExport {
  const read = readExport(text);
  if (read === null || read === 'newer') throw new Error('That is no export.');
  return read;
}
