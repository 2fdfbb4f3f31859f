import { progressOf, type BatchProgress, type Batch } from '../../shared/batch.ts';
import { sumRows } from '../../shared/row-sums.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import { queuedDownload } from '../../shared/downloads.ts';
import { parseJob } from '../../shared/job/job.ts';
import { batchKey } from '../batches/batch-record.ts';
import { Batches } from '../batches/batches.ts';
import { toRow } from '../jobs/job-row.ts';
import { JobStore } from '../jobs/job-store.ts';
import { withAnswer, withDownload, withFailure } from '../jobs/watched-job.ts';
import { fileSource } from '../../shared/source.ts';

/** How a batch stands, as the window counts it; null for one that there is not. */
export function progressIn(
  { batches, rows }: { batches: readonly Batch[]; rows: readonly JobRow[] },
  id: string,
): BatchProgress | null {
  const batch = batches.find((one) => one.id === id);
  return batch === undefined ? null : progressOf(batch, sumRows(rows).batch(id).all);
}

/** Batches over a list of jobs whose answers the test gives. What is to be written is read with `rowOf`. */
export function batchesOverJobs(stored = new Map<string, unknown>()) {
  const pending = new Map<string, () => unknown>();
  const downloads: string[] = [];
  const state = { hasKey: true, collects: false, now: 1_000 };
  let published: Batch[] = [];
  const rows = {
    set: (key: string, value: () => unknown) => void pending.set(key, value),
    flush: async () => {},
  };
  const jobs = new JobStore({
    rows,
    now: () => state.now,
    onChange: (id) => batches.jobChanged(id),
    onRepeat: () => {},
    onRemove: () => {},
    onReturn: () => {},
  });
  const batches: Batches = new Batches({
    rows,
    jobs,
    now: () => state.now,
    onChange: (changed) => (published = changed),
    download: (id) => {
      downloads.push(id);
      setPhase(id, 'queued');
    },
    canDownload: () => state.hasKey,
    collectsNew: () => state.collects,
  });
  batches.load(stored);

  function say(id: string, status: string, progress = 0): void {
    const raw = { id, status, progress };
    const parsed = parseJob(raw);
    if (parsed !== null) jobs.update(id, (job) => withAnswer(job, { ...parsed, raw }, state.now));
  }

  function setPhase(id: string, phase: 'queued' | 'done' | 'failed' | 'cancelled', folder?: string): void {
    const download = { ...queuedDownload(id, 'all', 0), phase, folder: folder ?? null };
    jobs.update(id, (job) => withDownload(job, download));
  }

  const add = (ids: string[]) => void jobs.add(ids, fileSource('pasted'));
  const gather = (ids: string[], name = 'jobs.csv', collects = false) => {
    add(ids.filter((id) => jobs.get(id) === undefined));
    state.collects = collects;
    return batches.gather(ids, name, 'person').batch.id;
  };
  return {
    jobs,
    batches,
    state,
    downloads,
    say,
    setPhase,
    add,
    gather,
    lose: (id: string) =>
      jobs.update(id, (job) => withFailure(job, { code: 'not-found', text: null }, state.now)),
    progressOf: (id: string) => progressIn({ batches: published, rows: [...jobs.all()].map(toRow) }, id),
    batchesOf: (id: string) => jobs.get(id)?.record.batches,
    published: () => published,
    rowOf: (id: string) => pending.get(batchKey(id))?.(),
    rows: () => new Map([...pending].map(([key, value]) => [key, value()])),
  };
}
