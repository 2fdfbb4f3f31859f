import { describe, expect, it, vi } from 'vitest';
import { byPlace, type DownloadQueueState, queuedDownload } from '../../shared/downloads.ts';
import { failed } from '../../shared/errors.ts';
import { DownloadRun } from './queue-report.ts';
import { useApp } from './testing/queue-harness.ts';

const app = useApp();

describe('one download that is held back', () => {
  it('keeps what was received, lets the next one go ahead, and goes on from there', async () => {
    const { run, service } = app();
    const { queue, reached } = run({ concurrency: () => 1 });
    service.answerWith({ bytes: 1_500, then: 'silence' });
    queue.start('job', 'all');
    queue.start('next', 'all');
    await service.until('silences');
    queue.holds.pause('job');
    await reached('next', 'done');
    expect(queue.get('job')).toMatchObject({ phase: 'queued', isPaused: true, receivedBytes: 1_500 });
    queue.holds.resume('job');
    expect(await reached('job', 'done')).toMatchObject({ isPaused: false });
    expect(service.calls.map(({ jobId, resume }) => [jobId, resume?.offset ?? 0])).toEqual([
      ['job', 0],
      ['next', 0],
      ['job', 1_500],
    ]);
  });

  it('is not begun while it waits, nor by the next start of the app, until it is downloaded again', async () => {
    const { run, service } = app();
    const first = run({ held: () => 'paused' });
    first.queue.start('job', 'all');
    first.queue.holds.pause('job');
    const stored = first.queue.all();
    await first.queue.close();
    const { queue, reached } = run();
    queue.restore(stored);
    queue.start('other', 'all');
    await reached('other', 'done');
    expect(queue.get('job')).toMatchObject({ phase: 'queued', isPaused: true });
    expect(service.calls).toHaveLength(1);
    queue.start('job', 'all');
    await reached('job', 'done');
  });

  it('is not tried again where it failed before', async () => {
    const { run, service, clock } = app();
    const { queue, reached } = run({ concurrency: () => 1 });
    service.answerWith({ failure: 'timeout' });
    queue.start('job', 'all');
    await vi.waitUntil(() => queue.get('job')?.failure?.code !== undefined);
    queue.holds.pause('job');
    await clock.advance(3_600_000);
    expect(queue.get('job')).toMatchObject({ phase: 'queued', isPaused: true, retryAt: null, failure: null });
    expect(service.calls).toHaveLength(1);
    queue.holds.resume('job');
    await reached('job', 'done');
  });

  it('goes on where it was held back and let go in one moment, and is received once', async () => {
    const { run, service } = app();
    const { queue, reached } = run();
    service.answerWith({ bytes: 1_500, then: 'silence' });
    queue.start('job', 'all');
    await service.until('silences');
    queue.holds.pause('job');
    queue.holds.resume('job');
    await reached('job', 'done');
    expect(service.calls.map(({ resume }) => resume?.offset ?? 0)).toEqual([0, 1_500]);
  });

  it('is held back also where its request fails at that moment', async () => {
    const { run, service } = app();
    const { queue } = run({
      openResult: async (...args) => {
        queue.holds.pause('job');
        await service.openResult(...args);
        return failed('not-found');
      },
    });
    queue.start('job', 'all');
    await vi.waitUntil(() => service.calls.length === 1);
    await queue.close();
    expect(queue.get('job')).toMatchObject({ phase: 'queued', isPaused: true, failure: null });
  });

  it('can be cancelled', async () => {
    const { queue, reached } = app().run({ held: () => 'paused' });
    queue.start('job', 'all');
    queue.holds.pause('job');
    queue.cancel('job');
    expect(await reached('job', 'cancelled')).toMatchObject({ isPaused: false });
  });

  it('is counted apart from those that wait', async () => {
    const { run, clock } = app();
    const states: DownloadQueueState[] = [];
    const { queue } = run({ held: () => 'paused', onState: (state) => states.push(state) });
    for (const jobId of ['a', 'b', 'c']) queue.start(jobId, 'all');
    queue.holds.pause('b');
    await clock.advance(1_000);
    expect(states.at(-1)).toMatchObject({ waiting: 2, paused: 1, total: 3 });
    queue.cancel('b');
    await clock.advance(1_000);
    expect(states.at(-1)).toMatchObject({ waiting: 2, paused: 0, total: 2 });
  });
});

describe('a download that has ended, or has begun', () => {
  it('is neither held back nor begun again', async () => {
    const { run, service } = app();
    const { queue, reached } = run();
    queue.start('job', 'all');
    queue.holds.putFirst('job');
    await reached('job', 'done');
    queue.holds.pause('job');
    queue.holds.resume('job');
    queue.holds.putFirst('job');
    queue.start('next', 'all');
    await reached('next', 'done');
    expect(queue.get('job')).toMatchObject({ phase: 'done', isPaused: false, turn: 0 });
    expect(service.calls.map(({ jobId }) => jobId)).toEqual(['job', 'next']);
  });

  it('is not received a second time because somebody goes on with what was not held back', async () => {
    const { run, service } = app();
    const { queue, reached } = run();
    queue.start('job', 'all');
    await reached('job', 'done');
    queue.holds.resume('job');
    queue.start('next', 'all');
    await reached('next', 'done');
    expect(service.calls.map(({ jobId }) => jobId)).toEqual(['job', 'next']);
  });
});

describe('a download that is put before the others', () => {
  it('is the next, also after a restart, and the last that was put so goes first', async () => {
    const { run, service } = app();
    const first = run({ held: () => 'paused' });
    for (const jobId of ['a', 'b', 'c', 'd']) first.queue.start(jobId, 'all');
    for (const jobId of ['c', 'd']) first.queue.holds.putFirst(jobId);
    const stored = first.queue.all();
    await first.queue.close();
    const { queue, reached } = run({ concurrency: () => 1 });
    queue.restore(stored);
    await Promise.all(['a', 'b', 'c', 'd'].map((jobId) => reached(jobId, 'done')));
    expect(service.calls.map(({ jobId }) => jobId)).toEqual(['d', 'c', 'a', 'b']);
    expect(queue.get('d')?.turn).toBe(0);
  });

  it('is begun before those that wait', async () => {
    const { run, service } = app();
    let held: DownloadQueueState['held'] = 'paused';
    const { queue, reached } = run({ concurrency: () => 1, held: () => held });
    for (const jobId of ['a', 'b', 'c']) queue.start(jobId, 'all');
    queue.holds.pause('c');
    queue.holds.putFirst('c');
    held = null;
    queue.refresh();
    await Promise.all(['a', 'b', 'c'].map((jobId) => reached(jobId, 'done')));
    expect(service.calls.map(({ jobId }) => jobId)).toEqual(['c', 'a', 'b']);
  });
});

describe('a download that is moved among those that wait', () => {
  /** Queues downloads while none may start; `go` lets them, one at a time. */
  function waiting(jobIds: readonly string[]) {
    let held: DownloadQueueState['held'] = 'paused';
    const { run, service, clock } = app();
    const { queue, reached } = run({ concurrency: () => 1, held: () => held });
    for (const jobId of jobIds) queue.start(jobId, 'all');
    const go = async (): Promise<string[]> => {
      held = null;
      queue.refresh();
      await Promise.all(jobIds.map((jobId) => reached(jobId, 'done')));
      return service.calls.map(({ jobId }) => jobId);
    };
    return { queue, go, clock };
  }
  const orderOf = (queue: ReturnType<typeof waiting>['queue']): string[] =>
    queue
      .all()
      .toSorted(byPlace)
      .map(({ jobId }) => jobId);

  it.each([
    ['c', -2, ['c', 'a', 'b', 'd']],
    ['a', 1, ['b', 'a', 'c', 'd']],
    ['b', -2, ['b', 'a', 'c', 'd']],
    ['b', 7, ['a', 'c', 'd', 'b']],
    ['d', -7, ['d', 'a', 'b', 'c']],
    ['b', 0, ['a', 'b', 'c', 'd']],
    ['x', -1, ['a', 'b', 'c', 'd']],
  ])('has its place there: %s by %s', async (moved, by, order) => {
    const { queue, go } = waiting(['a', 'b', 'c', 'd']);
    queue.holds.move(moved, by);
    expect(orderOf(queue)).toEqual(order);
    expect(await go()).toEqual(order);
  });

  it('is there after a restart, and what is started then goes behind all', async () => {
    const { queue: before } = waiting(['a', 'b', 'c']);
    before.holds.move('a', 2);
    before.holds.move('c', -1);
    const stored = before.all();
    await before.close();
    const { run, service } = app();
    let held: DownloadQueueState['held'] = 'paused';
    const { queue, reached } = run({ concurrency: () => 1, held: () => held });
    queue.restore(stored);
    queue.start('new', 'all');
    expect(orderOf(queue)).toEqual(['c', 'b', 'a', 'new']);
    held = null;
    queue.refresh();
    await reached('new', 'done');
    expect(service.calls.map(({ jobId }) => jobId)).toEqual(['c', 'b', 'a', 'new']);
  });

  it('leaves the others as they are', () => {
    const { queue } = waiting(['a', 'b', 'c']);
    const [a, , c] = queue.all();
    queue.holds.move('b', -1);
    expect(queue.get('a')).toBe(a);
    expect(queue.get('c')).toBe(c);
  });

  it('has its place however often two were moved between the same others', () => {
    const { queue } = waiting(['a', 'b', 'c', 'd']);
    for (let times = 0; times < 100; times += 1) {
      queue.holds.move('c', -1);
      expect(orderOf(queue)).toEqual(['a', 'c', 'b', 'd']);
      queue.holds.move('b', -1);
      expect(orderOf(queue)).toEqual(['a', 'b', 'c', 'd']);
    }
  });

  it('finds its place among downloads of an earlier version, which have no turns', async () => {
    const { queue, go } = waiting([]);
    queue.restore(['a', 'b', 'c'].map((jobId) => queuedDownload(jobId, 'all', 0)));
    queue.holds.move('c', -1);
    expect(orderOf(queue)).toEqual(['a', 'c', 'b']);
    await go();
    await vi.waitUntil(() => queue.get('b')?.phase === 'done');
  });

  it('stays held back, and has no place among those that have begun', async () => {
    const { run, service } = app();
    const { queue, reached } = run({ concurrency: () => 1 });
    service.answerWith({ bytes: 1_500, then: 'silence' });
    for (const jobId of ['running', 'a', 'b', 'c']) queue.start(jobId, 'all');
    await service.until('silences');
    queue.holds.pause('b');
    queue.holds.move('b', -7);
    queue.holds.move('running', 7);
    expect(queue.get('b')).toMatchObject({ isPaused: true, phase: 'queued' });
    expect(queue.get('running')?.phase).toBe('receiving');
    queue.holds.move('c', -1);
    queue.cancel('running');
    await Promise.all(['a', 'c'].map((jobId) => reached(jobId, 'done')));
    expect(service.calls.map(({ jobId }) => jobId)).toEqual(['running', 'c', 'a']);
  });

  it('goes behind all once it is gone on with after a pause', async () => {
    const { queue, go } = waiting(['a', 'b', 'c']);
    queue.holds.pause('a');
    queue.holds.resume('a');
    expect(orderOf(queue)).toEqual(['b', 'c', 'a']);
    expect(await go()).toEqual(['b', 'c', 'a']);
  });
});

describe('a run of downloads', () => {
  const received = (jobId: string, receivedBytes: number, totalBytes: number | null) => ({
    ...queuedDownload(jobId, 'all', 0),
    phase: 'receiving' as const,
    receivedBytes,
    totalBytes,
  });

  it('knows its size and the time left as far as sizes are known, and takes their mean for the others', () => {
    const run = new DownloadRun(0);
    for (const jobId of ['a', 'b', 'c']) run.note(queuedDownload(jobId, 'all', 0), 0);
    expect(run.counts(0)).toMatchObject({ totalBytes: null, secondsLeft: null, isTotalEstimated: false });
    run.note(received('a', 0, 4_000_000), 0);
    run.note(received('b', 0, 2_000_000), 0);
    run.note(received('a', 1_000_000, 4_000_000), 1_000);
    run.note(received('a', 2_000_000, 4_000_000), 2_000);
    expect(run.counts(2_000)).toMatchObject({ secondsLeft: null });
    run.note(received('a', 3_000_000, 4_000_000), 3_000);
    const counts = { receivedBytes: 3_000_000, totalBytes: 9_000_000, isTotalEstimated: true };
    expect(run.counts(3_000)).toMatchObject({ ...counts, bytesPerSecond: 1_000_000, secondsLeft: 6 });
  });

  it('leaves out what failed or was cancelled', () => {
    const run = new DownloadRun(0);
    run.note(received('a', 500, 1_000), 0);
    run.note(received('b', 100, 3_000), 0);
    run.note({ ...received('b', 100, 3_000), phase: 'cancelled' }, 0);
    expect(run.counts(0)).toMatchObject({ receivedBytes: 500, totalBytes: 1_000, isTotalEstimated: false });
    run.note({ ...received('a', 900, 1_000), phase: 'done' }, 0);
    run.note(queuedDownload('c', 'all', 0), 0);
    expect(run.counts(0)).toMatchObject({ receivedBytes: 900, totalBytes: 1_800, isTotalEstimated: true });
  });
});
