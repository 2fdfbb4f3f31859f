import { expect, it } from 'vitest';
import { type Download, type DownloadQueueState, queuedDownload } from '../../shared/downloads.ts';
import { useApp } from './testing/queue-harness.ts';
import { DownloadRun } from './queue-report.ts';

const app = useApp();

it('results that come home after the system’s clock was set back are not taken for cleared away', async () => {
  const { clock, run } = app();
  const states: DownloadQueueState[] = [];
  const { queue, reached } = run({ onState: (state) => states.push(state) });
  clock.setBack(2 * 3_600_000);
  queue.start('job', 'all');
  await reached('job', 'done');
  await clock.advance(1_000);
  expect(queue.get('job')?.finishedAt).toBeGreaterThanOrEqual(states.at(-1)?.finishedSince ?? Infinity);
});

it('counts what was cancelled or failed no more, neither among what is wanted nor among what has come', () => {
  const run = new DownloadRun(0);
  const note = (jobId: string, phase: Download['phase']): void =>
    run.note({ ...queuedDownload(jobId, 'all', 0), phase }, 0);
  for (const id of ['a', 'b', 'c', 'd', 'e']) note(id, 'queued');
  note('e', 'cancelled');
  expect(run.counts(0)).toMatchObject({ total: 4, done: 0, failed: 0, percent: 0 });
  note('a', 'done');
  note('b', 'failed');
  expect(run.counts(0)).toMatchObject({ total: 3, done: 1, failed: 1, percent: 33 });
  // It is wanted after all.
  note('e', 'queued');
  expect(run.counts(0)).toMatchObject({ total: 4, percent: 25 });
});

/** A megabyte a second, from a moment on. */
function receive(run: DownloadRun, from: number, seconds: number, before = 0): void {
  const download = { ...queuedDownload('a', 'all', 0), phase: 'receiving' as const };
  for (let second = 1; second <= seconds; second += 1)
    run.note({ ...download, receivedBytes: (before + second) * 1e6 }, from + second * 1_000);
}

it('tells the speed of the last five seconds, also after the clock was set back', () => {
  const run = new DownloadRun(0);
  run.note(queuedDownload('a', 'all', 0), 10_000_000);
  receive(run, 10_000_000, 10);
  expect(run.counts(10_010_000).bytesPerSecond).toBe(1e6);
  const hourEarlier = 6_400_000;
  receive(run, hourEarlier, 60, 10);
  expect(run.counts(hourEarlier + 60_000).bytesPerSecond).toBe(1e6);
});
