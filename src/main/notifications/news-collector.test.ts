import { describe, expect, it } from 'vitest';
import type { News } from '../../shared/notifications.ts';
import { virtualClock } from '../testing/virtual-clock.ts';
import { newsHarness } from '../testing/news-harness.ts';
import { NewsCollector, emptyMemory, catchingUpMs, maxMs, quietMs } from './news-collector.ts';

const oneJob = (id: string, completed: number, failed: number): News => ({
  kind: 'jobs',
  completed,
  failed,
  only: { id, name: `${id}.glb` },
});
const running = { status: 'running', wasRunning: true };

describe('the end of a job', () => {
  it('is reported once, after a quiet moment', async () => {
    const { clock, change, reported } = newsHarness({ a: running });
    change('a', { status: 'completed' });
    await clock.advance(quietMs - 1);
    expect(reported).toEqual([]);
    await clock.advance(1);
    expect(reported).toEqual([[oneJob('a', 1, 0)]]);
    change('a', { status: 'completed' });
    await clock.advance(maxMs);
    expect(reported).toHaveLength(1);
  });

  it('is reported together with those of others', async () => {
    const { clock, change, reported } = newsHarness({ a: running, b: running, c: running });
    change('a', { status: 'completed' });
    await clock.advance(quietMs - 1);
    change('b', { status: 'completed' });
    change('c', { status: 'failed' });
    await clock.advance(quietMs);
    expect(reported).toEqual([[{ kind: 'jobs', completed: 2, failed: 1, only: null }]]);
  });

  it('does not wait for ever while others go on ending', async () => {
    const ids = Array.from({ length: 40 }, (_, index) => `job${index}`);
    const { clock, change, reported } = newsHarness(Object.fromEntries(ids.map((id) => [id, running])));
    // All of them are polled first, so that nothing of the last run is left to find out.
    for (const id of ids) change(id, { status: 'running' });
    for (const id of ids.slice(0, 12)) {
      change(id, { status: 'completed' });
      await clock.advance(quietMs - 100);
    }
    expect(reported).toHaveLength(1);
    expect(reported[0]).toMatchObject([{ kind: 'jobs', completed: 11 }]);
  });

  it.each([
    ['was over when the app first saw it', {}, { status: 'completed' }],
    ['was over at the end of the last run', { a: { status: 'failed' } }, { status: 'failed' }],
    ['is not over', { a: running }, { status: 'queued' }],
    ['turned out to be unknown', { a: running }, { status: 'running', isUnknown: true }],
  ])('is no news where the job %s', async (_what, left, values) => {
    const { clock, change, reported } = newsHarness(left);
    change('a', values);
    change('a', values);
    await clock.advance(catchingUpMs);
    expect(reported).toEqual([]);
  });

  it('is no news for a job that was added without an answer and was over by the first', async () => {
    const { clock, change, reported } = newsHarness();
    change('a', {});
    change('a', { status: 'completed' });
    await clock.advance(maxMs);
    expect(reported).toEqual([]);
  });

  it('is reported where the job was added while it ran and had ended by its first answer', async () => {
    const { clock, change, reported } = newsHarness();
    change('a', {});
    change('a', { status: 'failed', wasRunning: true });
    await clock.advance(quietMs);
    expect(reported).toEqual([[oneJob('a', 0, 1)]]);
  });

  it('is no news once the job was removed', async () => {
    const { clock, change, remove, reported } = newsHarness({ a: running });
    change('a', { status: 'completed' });
    remove('a');
    await clock.advance(maxMs);
    expect(reported).toEqual([]);
  });
});

describe('the first minutes after a start', () => {
  it('report what happened meanwhile as one, when all jobs of the last run have been polled', async () => {
    const { clock, change, reported } = newsHarness({ a: running, b: running, c: running });
    change('a', { status: 'completed' });
    await clock.advance(maxMs);
    change('b', { status: 'completed' });
    await clock.advance(maxMs);
    expect(reported).toEqual([]);
    change('c', { status: 'running' });
    await clock.advance(quietMs);
    expect(reported).toEqual([[{ kind: 'jobs', completed: 2, failed: 0, only: null }]]);
  });

  it('do not last for ever', async () => {
    const { clock, change, reported } = newsHarness({ a: running, b: running });
    change('a', { status: 'completed' });
    await clock.advance(catchingUpMs);
    expect(reported).toEqual([[oneJob('a', 1, 0)]]);
  });

  it('do not wait for jobs that were removed', async () => {
    const { clock, change, remove, reported } = newsHarness({ a: running, b: running });
    remove('b');
    change('a', { status: 'completed' });
    await clock.advance(quietMs);
    expect(reported).toHaveLength(1);
  });

  it('report what the last run had collected but not reported', async () => {
    const memory = { ...emptyMemory, untold: ['a', 'gone', 'b'] };
    const { clock, reported } = newsHarness({ a: { ...running, status: 'completed' }, b: running }, memory);
    await clock.advance(catchingUpMs);
    expect(reported).toEqual([[oneJob('a', 1, 0)]]);
  });
});

describe('what is kept for the next run', () => {
  it('is which ends were not reported yet', async () => {
    const { clock, change, collector, notes } = newsHarness({ a: running });
    change('a', { status: 'completed' });
    expect(collector.memory.untold).toEqual(['a']);
    expect(notes()).toBe(1);
    await clock.advance(quietMs);
    expect(collector.memory.untold).toEqual([]);
    expect(notes()).toBe(2);
  });

  it('is how many downloads ended while others were active', async () => {
    const first = newsHarness({ a: { phase: 'queued' }, b: { phase: 'queued' }, c: { phase: 'queued' } });
    first.change('a', { phase: 'done' });
    first.change('b', { phase: 'failed' });
    await first.clock.advance(catchingUpMs);
    first.collector.close();
    expect(first.reported).toEqual([]);
    expect(first.notes()).toBe(2);

    const { memory } = first.collector;
    const second = newsHarness(
      { a: { phase: 'done' }, b: { phase: 'failed' }, c: { phase: 'queued' } },
      memory,
    );
    second.change('c', { phase: 'done' });
    await second.clock.advance(catchingUpMs);
    const news = { kind: 'downloads', saved: 2, failed: 1, folder: '/results', last: 'c', name: null };
    expect(second.reported).toEqual([[news]]);
    expect(second.collector.memory.downloads).toEqual(emptyMemory.downloads);

    const third = newsHarness({ a: { phase: 'done' }, b: { phase: 'failed' } }, memory);
    await third.clock.advance(catchingUpMs);
    expect(third.reported).toEqual([[{ ...news, saved: 1, last: 'a' }]]);
  });

  it('is nothing more when the app ended in order: then all was reported', () => {
    const { change, collector, reported } = newsHarness({ a: running });
    change('a', { status: 'completed' });
    collector.close();
    expect(reported).toEqual([[oneJob('a', 1, 0)]]);
    expect(collector.memory.untold).toEqual([]);
    collector.close();
    expect(reported).toHaveLength(1);
  });
});

describe('what is restored before all is there', () => {
  it('is no news', async () => {
    const clock = virtualClock();
    const reported: News[][] = [];
    const job = { id: 'a', name: 'a', isUnknown: false, wasRunning: true, batches: [], download: null };
    let status = 'running';
    const collector = new NewsCollector({
      clock,
      job: () => ({ ...job, status }),
      batches: () => [],
      onMemory: () => {},
      report: (news) => reported.push(news),
    });
    collector.jobChanged('a');
    status = 'completed';
    collector.jobChanged('a');
    collector.start([{ ...job, status }], emptyMemory);
    await clock.advance(catchingUpMs);
    expect(reported).toEqual([]);
  });
});
