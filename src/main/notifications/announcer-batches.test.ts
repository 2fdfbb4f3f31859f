import { describe, expect, it } from 'vitest';
import type { News } from '../../shared/notifications.ts';
import type { DownloadPhase } from '../../shared/downloads.ts';
import { announcing } from '../testing/announcing.ts';
import { emptyMemory } from './announcer.ts';
import { catchingUpMs, maxMs, quietMs } from './gathering.ts';

const running = { status: 'running', wasOnItsWay: true };

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

  it('is told once for all its jobs, when the last is settled', async () => {
    const { clock, change, told } = announcing({ a: inBatch, b: inBatch });
    change('a', { status: 'completed' });
    await clock.advance(catchingUpMs);
    expect(told).toEqual([]);
    change('b', { status: 'failed' });
    await clock.advance(quietMs);
    expect(told).toEqual([[over]]);
  });

  it('is told of each batch of a job, once its own last job has ended', async () => {
    const { clock, change, told } = announcing({
      a: inBatch,
      b: { ...running, batches: ['chairs', 'more'] },
      c: { ...running, batches: ['more'] },
    });
    change('c', { status: 'running' });
    change('a', { status: 'completed' });
    await clock.advance(catchingUpMs);
    expect(told).toEqual([]);
    change('b', { status: 'completed' });
    await clock.advance(quietMs);
    expect(told).toEqual([[{ ...over, completed: 2, failed: 0 }]]);
    change('b', { status: 'completed' });
    change('c', { status: 'failed' });
    await clock.advance(quietMs);
    expect(told.slice(1)).toEqual([[{ ...over, batchId: 'more', name: 'more.csv' }]]);
  });

  it('is no news where its jobs had ended before they were given together', async () => {
    const { clock, change, told } = announcing({ a: running, b: running });
    for (const id of ['a', 'b']) change(id, { status: 'completed' });
    await clock.advance(quietMs);
    expect(told).toEqual([[{ kind: 'jobs', completed: 2, failed: 0, only: null }]]);
    for (const id of ['a', 'b']) change(id, { batches: ['chairs'] });
    await clock.advance(maxMs);
    expect(told).toHaveLength(1);
  });

  it('is no news where the last one on its way is taken off the list', async () => {
    const { clock, change, remove, told } = announcing({ a: inBatch, b: inBatch });
    change('a', { status: 'completed' });
    await clock.advance(catchingUpMs);
    remove('b');
    await clock.advance(maxMs);
    expect(told).toEqual([]);
  });

  it('may be that an ID turned out to be unknown', async () => {
    const { clock, change, told } = announcing({ a: inBatch, b: { batches: ['chairs'] } });
    change('a', { status: 'completed' });
    await clock.advance(maxMs);
    change('b', { isUnknown: true });
    await clock.advance(quietMs);
    expect(told).toEqual([[{ ...over, failed: 0, unknown: 1 }]]);
  });

  it('is no news where all jobs were over when the app first saw them', async () => {
    const { clock, change, told } = announcing();
    for (const id of ['a', 'b']) change(id, { batches: ['chairs'] });
    for (const id of ['a', 'b']) change(id, { status: 'completed' });
    await clock.advance(maxMs);
    expect(told).toEqual([]);
  });

  it('is told again only when the batch grew, or an unknown job of it ended', async () => {
    const done = { ...inBatch, status: 'completed' };
    const { clock, change, told, announcer } = announcing(
      { a: done, b: { ...done, status: 'failed' }, c: { ...inBatch, batches: [] } },
      { ...emptyMemory, batches: [{ id: 'chairs', jobs: 2, unknown: 0 }] },
    );
    change('b', { status: 'running' });
    change('b', { status: 'failed' });
    await clock.advance(catchingUpMs);
    expect(told).toEqual([]);
    change('c', { batches: ['chairs'] });
    change('c', { status: 'completed' });
    await clock.advance(quietMs);
    expect(told).toEqual([[{ ...over, completed: 2 }]]);
    expect(announcer.memory.batches).toEqual([{ id: 'chairs', jobs: 3, unknown: 0, completed: 2 }]);
  });

  it.each([
    ['ran first', ['running', 'failed']],
    ['had ended by its first answer', ['failed']],
  ])('is told again when the job of an unknown ID, which %s, has ended', async (_what, statuses) => {
    const { clock, change, told, announcer } = announcing({ a: inBatch, b: { batches: ['chairs'] } });
    change('b', { isUnknown: true });
    change('a', { status: 'completed' });
    await clock.advance(catchingUpMs);
    expect(announcer.memory.batches).toEqual([{ id: 'chairs', jobs: 2, unknown: 1, completed: 1 }]);
    for (const status of statuses) {
      change('b', { status, isUnknown: false });
      await clock.advance(catchingUpMs);
    }
    expect(told).toEqual([[{ ...over, failed: 0, unknown: 1 }], [over]]);
  });

  it.each([
    ['ran on and completed', ['running', 'completed']],
    ['was completed at the next look', ['completed']],
  ])('is told again when a job whose status had read as an end %s', async (_what, statuses) => {
    const { clock, change, told } = announcing({ a: inBatch, b: inBatch });
    change('a', { status: 'completed' });
    change('b', { status: 'error' });
    await clock.advance(quietMs);
    for (const status of statuses) {
      change('b', { status });
      await clock.advance(catchingUpMs);
    }
    expect(told).toEqual([[over], [{ ...over, completed: 2, failed: 0 }]]);
  });

  it.each([
    ['grew', { id: 'chairs', jobs: 2, unknown: 0 }, 1],
    ['did not grow', { id: 'chairs', jobs: 3, unknown: 0 }, 0],
  ])(
    'that an earlier version told of, counting all jobs, is told again where it %s',
    async (_what, batch, times) => {
      const { clock, change, told } = announcing(
        {
          a: { status: 'completed', batches: ['chairs'] },
          b: { ...inBatch, status: 'completed' },
          c: inBatch,
        },
        { ...emptyMemory, batches: [batch] },
      );
      change('c', { status: 'completed' });
      await clock.advance(catchingUpMs);
      expect(told).toHaveLength(times);
    },
  );

  it('is told again when a job came in for one that was removed', async () => {
    const { clock, change, remove, told, announcer } = announcing({ a: inBatch, b: inBatch });
    change('a', { status: 'completed' });
    change('b', { status: 'failed' });
    await clock.advance(catchingUpMs);
    remove('b');
    expect(announcer.memory.batches).toEqual([{ id: 'chairs', jobs: 1, unknown: 0, completed: 1 }]);
    change('c', inBatch);
    change('c', { status: 'completed' });
    await clock.advance(quietMs);
    expect(told).toEqual([[over], [{ ...over, completed: 2, failed: 0 }]]);
  });

  it('is no news where a job came in for one that was removed, and had ended when the app first saw it', async () => {
    const { clock, change, remove, told } = announcing({ a: inBatch, b: inBatch });
    change('a', { status: 'completed' });
    change('b', { status: 'failed' });
    await clock.advance(catchingUpMs);
    remove('b');
    change('c', { batches: ['chairs'] });
    change('c', { status: 'completed' });
    await clock.advance(quietMs);
    expect(told).toEqual([[over]]);
  });

  it('is told again also where the unknown job ended after a restart', async () => {
    const left = { a: { ...inBatch, status: 'completed' }, b: { batches: ['chairs'], isUnknown: true } };
    const memory = { ...emptyMemory, batches: [{ id: 'chairs', jobs: 2, unknown: 1 }] };
    const { clock, change, told } = announcing(left, memory);
    change('b', { status: 'failed', isUnknown: false });
    await clock.advance(quietMs);
    expect(told).toEqual([[over]]);
  });

  it('is not told again where an ID is asked for in vain once more', async () => {
    const { clock, change, told } = announcing({ a: inBatch, b: { batches: ['chairs'], isUnknown: true } });
    change('a', { status: 'completed' });
    await clock.advance(catchingUpMs);
    for (const isUnknown of [false, true]) {
      change('b', { isUnknown });
      await clock.advance(catchingUpMs);
    }
    expect(told).toHaveLength(1);
  });

  it('is told as a sum where many end at once', async () => {
    const names = ['one', 'two', 'three', 'four'];
    const { clock, change, told } = announcing(
      Object.fromEntries(names.map((name) => [name, { ...running, batches: [name] }])),
    );
    for (const name of names.slice(0, 3)) change(name, { status: 'completed' });
    change('four', { status: 'failed' });
    await clock.advance(quietMs);
    expect(told).toEqual([[{ kind: 'batches', batches: 4, completed: 3, failed: 1, unknown: 0 }]]);
  });
});

describe('downloads', () => {
  const done = { status: 'completed' };

  it('are told of when none is under way any more', async () => {
    const { clock, change, told } = announcing({ a: done, b: done, c: done });
    for (const id of ['a', 'b', 'c']) change(id, { phase: 'queued' });
    change('a', { phase: 'receiving' });
    change('a', { phase: 'done' });
    await clock.advance(maxMs);
    expect(told).toEqual([]);
    change('b', { phase: 'done' });
    change('c', { phase: 'failed' });
    await clock.advance(quietMs);
    const news = { kind: 'downloads', saved: 2, failed: 1, folder: '/results', last: 'b', name: null };
    expect(told).toEqual([[news]]);
  });

  it('are told of with the folder they went to, not the one that was chosen meanwhile', async () => {
    const { clock, change, told } = announcing({ a: { ...done, phase: 'receiving', target: '/first' } });
    change('a', { phase: 'done', target: null });
    await clock.advance(quietMs);
    expect(told).toMatchObject([[{ kind: 'downloads', saved: 1, folder: '/first' }]]);
  });

  it('are told of by name where there was one', async () => {
    const { clock, change, told } = announcing({ a: done });
    change('a', { phase: 'queued' });
    change('a', { phase: 'done' });
    await clock.advance(quietMs);
    expect(told).toMatchObject([[{ kind: 'downloads', saved: 1, last: 'a', name: 'a.glb' }]]);
  });

  it('that go on after a restart are told of when they are over', async () => {
    const { clock, change, told } = announcing({
      a: { ...done, phase: 'queued' },
      b: { ...done, phase: 'receiving' },
    });
    change('b', { phase: 'queued' });
    change('a', { phase: 'done' });
    await clock.advance(maxMs);
    expect(told).toEqual([]);
    change('b', { phase: 'failed' });
    await clock.advance(quietMs);
    expect(told).toMatchObject([[{ kind: 'downloads', saved: 1, failed: 1 }]]);
  });

  it('that were told as failed before the restart, and go on after it, are no news where they fail again', async () => {
    const { clock, change, told } = announcing({ a: { ...done, phase: 'queued', lateTries: 3 } });
    change('a', { phase: 'failed', lateTries: 3 });
    await clock.advance(maxMs);
    expect(told).toEqual([]);
    change('a', { phase: 'queued', lateTries: 4 });
    change('a', { phase: 'done' });
    await clock.advance(quietMs);
    expect(told).toMatchObject([[{ kind: 'downloads', saved: 1, failed: 0 }]]);
  });

  it.each<[string, DownloadPhase[]]>([
    ['were cancelled', ['queued', 'cancelled']],
    ['were over in the last run', ['done']],
  ])('are no news where they %s', async (_what, phases) => {
    const { clock, change, told } = announcing({ a: { ...done, phase: 'done' } });
    for (const phase of phases) change('a', { phase });
    await clock.advance(maxMs);
    expect(told).toEqual([]);
  });

  it('do not wait for one whose job was removed', async () => {
    const { clock, change, remove, told } = announcing({ a: done, b: done });
    change('a', { phase: 'queued' });
    change('b', { phase: 'queued' });
    change('a', { phase: 'done' });
    remove('b');
    await clock.advance(quietMs);
    expect(told).toMatchObject([[{ saved: 1 }]]);
  });
});
