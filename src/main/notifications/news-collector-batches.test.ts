import { describe, expect, it } from 'vitest';
import type { News } from '../../shared/notifications.ts';
import type { DownloadPhase } from '../../shared/downloads.ts';
import { newsHarness } from '../testing/news-harness.ts';
import { emptyMemory, catchingUpMs, maxMs, quietMs } from './news-collector.ts';

const running = { status: 'running', wasRunning: true };

describe('the end of a batch', () => {
  const inBatch = { ...running, batches: ['chairs'] };
  const over: News = {
    kind: 'batch',
    batchId: 'chairs',
    name: 'chairs.csv',
    completed: 1,
    failed: 1,
    unknown: 0,
  };

  it('is reported once for all its jobs, when the last is settled', async () => {
    const { clock, change, reported } = newsHarness({ a: inBatch, b: inBatch });
    change('a', { status: 'completed' });
    await clock.advance(catchingUpMs);
    expect(reported).toEqual([]);
    change('b', { status: 'failed' });
    await clock.advance(quietMs);
    expect(reported).toEqual([[over]]);
  });

  it('is reported for each batch of a job, once its own last job has ended', async () => {
    const { clock, change, reported } = newsHarness({
      a: inBatch,
      b: { ...running, batches: ['chairs', 'more'] },
      c: { ...running, batches: ['more'] },
    });
    change('c', { status: 'running' });
    change('a', { status: 'completed' });
    await clock.advance(catchingUpMs);
    expect(reported).toEqual([]);
    change('b', { status: 'completed' });
    await clock.advance(quietMs);
    expect(reported).toEqual([[{ ...over, completed: 2, failed: 0 }]]);
    change('b', { status: 'completed' });
    change('c', { status: 'failed' });
    await clock.advance(quietMs);
    expect(reported.slice(1)).toEqual([[{ ...over, batchId: 'more', name: 'more.csv' }]]);
  });

  it('is no news where its jobs had ended before they were given together', async () => {
    const { clock, change, reported } = newsHarness({ a: running, b: running });
    for (const id of ['a', 'b']) change(id, { status: 'completed' });
    await clock.advance(quietMs);
    expect(reported).toEqual([[{ kind: 'jobs', completed: 2, failed: 0, only: null }]]);
    for (const id of ['a', 'b']) change(id, { batches: ['chairs'] });
    await clock.advance(maxMs);
    expect(reported).toHaveLength(1);
  });

  it('is no news if the last running job is removed', async () => {
    const { clock, change, remove, reported } = newsHarness({ a: inBatch, b: inBatch });
    change('a', { status: 'completed' });
    await clock.advance(catchingUpMs);
    remove('b');
    await clock.advance(maxMs);
    expect(reported).toEqual([]);
  });

  it('may be that an ID turned out to be unknown', async () => {
    const { clock, change, reported } = newsHarness({ a: inBatch, b: { batches: ['chairs'] } });
    change('a', { status: 'completed' });
    await clock.advance(maxMs);
    change('b', { isUnknown: true });
    await clock.advance(quietMs);
    expect(reported).toEqual([[{ ...over, failed: 0, unknown: 1 }]]);
  });

  it('is no news where all jobs were over when the app first saw them', async () => {
    const { clock, change, reported } = newsHarness();
    for (const id of ['a', 'b']) change(id, { batches: ['chairs'] });
    for (const id of ['a', 'b']) change(id, { status: 'completed' });
    await clock.advance(maxMs);
    expect(reported).toEqual([]);
  });

  it('is reported again only when the batch grew, or an unknown job of it ended', async () => {
    const done = { ...inBatch, status: 'completed' };
    const { clock, change, reported, collector } = newsHarness(
      { a: done, b: { ...done, status: 'failed' }, c: { ...inBatch, batches: [] } },
      { ...emptyMemory, batches: [{ id: 'chairs', jobs: 2, unknown: 0 }] },
    );
    change('b', { status: 'running' });
    change('b', { status: 'failed' });
    await clock.advance(catchingUpMs);
    expect(reported).toEqual([]);
    change('c', { batches: ['chairs'] });
    change('c', { status: 'completed' });
    await clock.advance(quietMs);
    expect(reported).toEqual([[{ ...over, completed: 2 }]]);
    expect(collector.memory.batches).toEqual([{ id: 'chairs', jobs: 3, unknown: 0, completed: 2 }]);
  });

  it.each([
    ['ran first', ['running', 'failed']],
    ['had ended by its first answer', ['failed']],
  ])('is reported again when the job of an unknown ID, which %s, has ended', async (_what, statuses) => {
    const { clock, change, reported, collector } = newsHarness({ a: inBatch, b: { batches: ['chairs'] } });
    change('b', { isUnknown: true });
    change('a', { status: 'completed' });
    await clock.advance(catchingUpMs);
    expect(collector.memory.batches).toEqual([{ id: 'chairs', jobs: 2, unknown: 1, completed: 1 }]);
    for (const status of statuses) {
      change('b', { status, isUnknown: false });
      await clock.advance(catchingUpMs);
    }
    expect(reported).toEqual([[{ ...over, failed: 0, unknown: 1 }], [over]]);
  });

  it.each([
    ['ran on and completed', ['running', 'completed']],
    ['was completed at the next look', ['completed']],
  ])('is reported again when a job whose status had read as an end %s', async (_what, statuses) => {
    const { clock, change, reported } = newsHarness({ a: inBatch, b: inBatch });
    change('a', { status: 'completed' });
    change('b', { status: 'error' });
    await clock.advance(quietMs);
    for (const status of statuses) {
      change('b', { status });
      await clock.advance(catchingUpMs);
    }
    expect(reported).toEqual([[over], [{ ...over, completed: 2, failed: 0 }]]);
  });

  it.each([
    ['grew', { id: 'chairs', jobs: 2, unknown: 0 }, 1],
    ['did not grow', { id: 'chairs', jobs: 3, unknown: 0 }, 0],
  ])(
    'that an earlier version reported, counting all jobs, is reported again where it %s',
    async (_what, batch, times) => {
      const { clock, change, reported } = newsHarness(
        {
          a: { status: 'completed', batches: ['chairs'] },
          b: { ...inBatch, status: 'completed' },
          c: inBatch,
        },
        { ...emptyMemory, batches: [batch] },
      );
      change('c', { status: 'completed' });
      await clock.advance(catchingUpMs);
      expect(reported).toHaveLength(times);
    },
  );

  it('is reported again when a job came in for one that was removed', async () => {
    const { clock, change, remove, reported, collector } = newsHarness({ a: inBatch, b: inBatch });
    change('a', { status: 'completed' });
    change('b', { status: 'failed' });
    await clock.advance(catchingUpMs);
    remove('b');
    expect(collector.memory.batches).toEqual([{ id: 'chairs', jobs: 1, unknown: 0, completed: 1 }]);
    change('c', inBatch);
    change('c', { status: 'completed' });
    await clock.advance(quietMs);
    expect(reported).toEqual([[over], [{ ...over, completed: 2, failed: 0 }]]);
  });

  it('is no news where a job came in for one that was removed, and had ended when the app first saw it', async () => {
    const { clock, change, remove, reported } = newsHarness({ a: inBatch, b: inBatch });
    change('a', { status: 'completed' });
    change('b', { status: 'failed' });
    await clock.advance(catchingUpMs);
    remove('b');
    change('c', { batches: ['chairs'] });
    change('c', { status: 'completed' });
    await clock.advance(quietMs);
    expect(reported).toEqual([[over]]);
  });

  it('is reported again also where the unknown job ended after a restart', async () => {
    const left = { a: { ...inBatch, status: 'completed' }, b: { batches: ['chairs'], isUnknown: true } };
    const memory = { ...emptyMemory, batches: [{ id: 'chairs', jobs: 2, unknown: 1 }] };
    const { clock, change, reported } = newsHarness(left, memory);
    change('b', { status: 'failed', isUnknown: false });
    await clock.advance(quietMs);
    expect(reported).toEqual([[over]]);
  });

  it('is not reported again when an unknown ID is polled once more', async () => {
    const { clock, change, reported } = newsHarness({
      a: inBatch,
      b: { batches: ['chairs'], isUnknown: true },
    });
    change('a', { status: 'completed' });
    await clock.advance(catchingUpMs);
    for (const isUnknown of [false, true]) {
      change('b', { isUnknown });
      await clock.advance(catchingUpMs);
    }
    expect(reported).toHaveLength(1);
  });

  it('is reported as a sum where many end at once', async () => {
    const names = ['one', 'two', 'three', 'four'];
    const { clock, change, reported } = newsHarness(
      Object.fromEntries(names.map((name) => [name, { ...running, batches: [name] }])),
    );
    for (const name of names.slice(0, 3)) change(name, { status: 'completed' });
    change('four', { status: 'failed' });
    await clock.advance(quietMs);
    expect(reported).toEqual([[{ kind: 'batches', batches: 4, completed: 3, failed: 1, unknown: 0 }]]);
  });
});

describe('downloads', () => {
  const done = { status: 'completed' };

  it('are reported once none is active any more', async () => {
    const { clock, change, reported } = newsHarness({ a: done, b: done, c: done });
    for (const id of ['a', 'b', 'c']) change(id, { phase: 'queued' });
    change('a', { phase: 'receiving' });
    change('a', { phase: 'done' });
    await clock.advance(maxMs);
    expect(reported).toEqual([]);
    change('b', { phase: 'done' });
    change('c', { phase: 'failed' });
    await clock.advance(quietMs);
    const news = { kind: 'downloads', saved: 2, failed: 1, folder: '/results', last: 'b', name: null };
    expect(reported).toEqual([[news]]);
  });

  it('are reported with the folder they went to, not the one that was chosen meanwhile', async () => {
    const { clock, change, reported } = newsHarness({ a: { ...done, phase: 'receiving', target: '/first' } });
    change('a', { phase: 'done', target: null });
    await clock.advance(quietMs);
    expect(reported).toMatchObject([[{ kind: 'downloads', saved: 1, folder: '/first' }]]);
  });

  it('are reported by name if there was one', async () => {
    const { clock, change, reported } = newsHarness({ a: done });
    change('a', { phase: 'queued' });
    change('a', { phase: 'done' });
    await clock.advance(quietMs);
    expect(reported).toMatchObject([[{ kind: 'downloads', saved: 1, last: 'a', name: 'a.glb' }]]);
  });

  it('that go on after a restart are reported when they are over', async () => {
    const { clock, change, reported } = newsHarness({
      a: { ...done, phase: 'queued' },
      b: { ...done, phase: 'receiving' },
    });
    change('b', { phase: 'queued' });
    change('a', { phase: 'done' });
    await clock.advance(maxMs);
    expect(reported).toEqual([]);
    change('b', { phase: 'failed' });
    await clock.advance(quietMs);
    expect(reported).toMatchObject([[{ kind: 'downloads', saved: 1, failed: 1 }]]);
  });

  it('that were reported as failed before the restart, and go on after it, are no news where they fail again', async () => {
    const { clock, change, reported } = newsHarness({ a: { ...done, phase: 'queued', lateTries: 3 } });
    change('a', { phase: 'failed', lateTries: 3 });
    await clock.advance(maxMs);
    expect(reported).toEqual([]);
    change('a', { phase: 'queued', lateTries: 4 });
    change('a', { phase: 'done' });
    await clock.advance(quietMs);
    expect(reported).toMatchObject([[{ kind: 'downloads', saved: 1, failed: 0 }]]);
  });

  it.each<[string, DownloadPhase[]]>([
    ['were cancelled', ['queued', 'cancelled']],
    ['were over in the last run', ['done']],
  ])('are no news where they %s', async (_what, phases) => {
    const { clock, change, reported } = newsHarness({ a: { ...done, phase: 'done' } });
    for (const phase of phases) change('a', { phase });
    await clock.advance(maxMs);
    expect(reported).toEqual([]);
  });

  it('do not wait for one whose job was removed', async () => {
    const { clock, change, remove, reported } = newsHarness({ a: done, b: done });
    change('a', { phase: 'queued' });
    change('b', { phase: 'queued' });
    change('a', { phase: 'done' });
    remove('b');
    await clock.advance(quietMs);
    expect(reported).toMatchObject([[{ saved: 1 }]]);
  });
});
