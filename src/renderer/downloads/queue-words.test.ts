import { describe, expect, it } from 'vitest';
import { idleQueue } from '../../shared/download-queue.ts';
import { download, jobRow } from '../testing/states.ts';
import {
  describeDownload,
  describeFailures,
  describeQueue,
  describeSummary,
  shownDownloads,
} from './queue-words.ts';

const summary = {
  startedAt: 0,
  finishedAt: 12_000,
  done: 38,
  failed: 2,
  cancelled: 0,
  receivedBytes: 4_000_000,
  folder: '/r',
  failures: [
    { code: 'disk-full' as const, count: 1 },
    { code: 'timeout' as const, count: 1 },
  ],
};

describe('the queue in a line', () => {
  it('says how far it is and how fast', () => {
    const queue = { ...idleQueue, active: 2, total: 40, done: 12, bytesPerSecond: 3_200_000 };
    expect(describeQueue(queue)).toBe('12 of 40 · 3.2 MB/s');
    expect(describeQueue({ ...queue, failed: 1 })).toBe('13 of 40 · 3.2 MB/s · 1 failed');
  });

  it('says why it stands still', () => {
    expect(describeQueue({ ...idleQueue, total: 3, waiting: 3, held: 'paused' })).toBe('0 of 3 · paused');
    expect(describeQueue({ ...idleQueue, total: 3, active: 1, held: 'paused' })).toBe('0 of 3 · pausing');
    expect(describeQueue({ ...idleQueue, total: 3, held: 'no-key' })).toBe('0 of 3 · waiting for a key');
  });

  it('says what goes on without a key, and what does not', () => {
    const queue = { ...idleQueue, total: 5, active: 2, waiting: 3, bytesPerSecond: 3_000_000 };
    expect(describeQueue({ ...queue, held: 'no-key' })).toBe('0 of 5 · 3.0 MB/s · the others wait for a key');
    expect(describeQueue({ ...queue, waiting: 0, held: 'no-key' })).toBe('0 of 5 · 3.0 MB/s');
  });
});

it('a run is summed up, with its reasons', () => {
  expect(describeSummary(summary)).toBe('38 results came home, 2 failed: 4.0 MB in 12 s.');
  expect(describeSummary({ ...summary, failed: 0 })).toBe('38 results came home: 4.0 MB in 12 s.');
  expect(describeSummary({ ...summary, done: 0 })).toBe('2 downloads failed.');
  expect(describeFailures(summary)[0]).toMatch(/^1 × There is not enough room on the disk/);
});

it('a download says where it stands', () => {
  const words = (values: Parameters<typeof download>[0], held: 'paused' | null = null) =>
    describeDownload(jobRow({ download: download(values) }), held);
  expect(words({ phase: 'receiving', receivedBytes: 1_000, totalBytes: 2_000 })).toBe('1.0 KB of 2.0 KB');
  const failure = { code: 'folder-silent', text: 'Writing to /nas takes long.' } as const;
  expect(words({ phase: 'unpacking', failure })).toBe('Waiting for the folder. Writing to /nas takes long.');
  expect(words({ phase: 'queued' })).toBe('Waiting');
  expect(words({ phase: 'queued', receivedBytes: 1_000 }, 'paused')).toBe('Paused at 1.0 KB');
  expect(words({ phase: 'queued', failure: { code: 'truncated', text: null } })).toMatch(
    /^Trying again soon/,
  );
  expect(words({ phase: 'failed', failure: { code: 'truncated', text: null } })).toMatch(/broke off/);
  expect(words({ phase: 'done', folder: '/r/chair' })).toBe('/r/chair');
});

it('shows what is under way first, and of what came home only what was not cleared', () => {
  const row = (id: string, values: Parameters<typeof download>[0]) =>
    jobRow({ id, download: download({ jobId: id, ...values }) });
  const rows = [
    row('old', { phase: 'done', finishedAt: 5 }),
    row('home', { phase: 'done', finishedAt: 20 }),
    row('latest', { phase: 'done', finishedAt: 30 }),
    row('cancelled', { phase: 'cancelled', finishedAt: 20 }),
    row('failed', { phase: 'failed', finishedAt: 20 }),
    row('second', { phase: 'queued', startedAt: 2 }),
    row('first', { phase: 'queued', startedAt: 1 }),
    row('receiving', { phase: 'receiving', startedAt: 3 }),
    jobRow({ id: 'none' }),
  ];
  expect(shownDownloads(rows, 10).map(({ id }) => id)).toEqual([
    'receiving',
    'first',
    'second',
    'failed',
    'latest',
    'home',
  ]);
});
