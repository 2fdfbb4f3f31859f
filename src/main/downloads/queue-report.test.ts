import { expect, it } from 'vitest';
import type { DownloadQueueState } from '../../shared/download-queue.ts';
import { useApp } from './testing/queue-harness.ts';

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
