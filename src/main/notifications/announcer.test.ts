import { describe, expect, it } from 'vitest';
import type { News } from '../../shared/notifications.ts';
import { virtualClock } from '../testing/virtual-clock.ts';
import { announcing } from '../testing/announcing.ts';
import { Announcer, emptyMemory } from './announcer.ts';
import { catchingUpMs, maxMs, quietMs } from './gathering.ts';

const oneJob = (id: string, completed: number, failed: number): News => ({
  kind: 'jobs',
  completed,
  failed,
  only: { id, name: `${id}.glb` },
});
const running = { status: 'running', wasOnItsWay: true };

describe('the end of a job', () => {
  it('is told once, after a quiet moment', async () => {
    const { clock, change, told } = announcing({ a: running });
    change('a', { status: 'completed' });
    await clock.advance(quietMs - 1);
    expect(told).toEqual([]);
    await clock.advance(1);
    expect(told).toEqual([[oneJob('a', 1, 0)]]);
    change('a', { status: 'completed' });
    await clock.advance(maxMs);
    expect(told).toHaveLength(1);
  });

  it('is told together with those of others', async () => {
    const { clock, change, told } = announcing({ a: running, b: running, c: running });
    change('a', { status: 'completed' });
    await clock.advance(quietMs - 1);
    change('b', { status: 'completed' });
    change('c', { status: 'failed' });
    await clock.advance(quietMs);
    expect(told).toEqual([[{ kind: 'jobs', completed: 2, failed: 1, only: null }]]);
  });

  it('does not wait for ever while others go on ending', async () => {
    const ids = Array.from({ length: 40 }, (_, index) => `job${index}`);
    const { clock, change, told } = announcing(Object.fromEntries(ids.map((id) => [id, running])));
    // All of them are asked for first, so that nothing of the last run is left to find out.
    for (const id of ids) change(id, { status: 'running' });
    for (const id of ids.slice(0, 12)) {
      change(id, { status: 'completed' });
      await clock.advance(quietMs - 100);
    }
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject([{ kind: 'jobs', completed: 11 }]);
  });

  it.each([
    ['was over when the app first saw it', {}, { status: 'completed' }],
    ['was over at the end of the last run', { a: { status: 'failed' } }, { status: 'failed' }],
    ['is not over', { a: running }, { status: 'queued' }],
    ['turned out to be unknown', { a: running }, { status: 'running', isUnknown: true }],
  ])('is no news where the job %s', async (_what, left, values) => {
    const { clock, change, told } = announcing(left);
    change('a', values);
    change('a', values);
    await clock.advance(catchingUpMs);
    expect(told).toEqual([]);
  });

  it('is no news for a job that was added without an answer and was over by the first', async () => {
    const { clock, change, told } = announcing();
    change('a', {});
    change('a', { status: 'completed' });
    await clock.advance(maxMs);
    expect(told).toEqual([]);
  });

  it('is told where the job was added on its way and was over by its first answer', async () => {
    const { clock, change, told } = announcing();
    change('a', {});
    change('a', { status: 'failed', wasOnItsWay: true });
    await clock.advance(quietMs);
    expect(told).toEqual([[oneJob('a', 0, 1)]]);
  });

  it('is no news once the job was removed', async () => {
    const { clock, change, remove, told } = announcing({ a: running });
    change('a', { status: 'completed' });
    remove('a');
    await clock.advance(maxMs);
    expect(told).toEqual([]);
  });
});

describe('the first minutes after a start', () => {
  it('tell what happened meanwhile as one, when all jobs of the last run were asked for', async () => {
    const { clock, change, told } = announcing({ a: running, b: running, c: running });
    change('a', { status: 'completed' });
    await clock.advance(maxMs);
    change('b', { status: 'completed' });
    await clock.advance(maxMs);
    expect(told).toEqual([]);
    change('c', { status: 'running' });
    await clock.advance(quietMs);
    expect(told).toEqual([[{ kind: 'jobs', completed: 2, failed: 0, only: null }]]);
  });

  it('do not last for ever', async () => {
    const { clock, change, told } = announcing({ a: running, b: running });
    change('a', { status: 'completed' });
    await clock.advance(catchingUpMs);
    expect(told).toEqual([[oneJob('a', 1, 0)]]);
  });

  it('do not wait for jobs that were removed', async () => {
    const { clock, change, remove, told } = announcing({ a: running, b: running });
    remove('b');
    change('a', { status: 'completed' });
    await clock.advance(quietMs);
    expect(told).toHaveLength(1);
  });

  it('tell what the last run had found out but not told', async () => {
    const memory = { ...emptyMemory, untold: ['a', 'gone', 'b'] };
    const { clock, told } = announcing({ a: { ...running, status: 'completed' }, b: running }, memory);
    await clock.advance(catchingUpMs);
    expect(told).toEqual([[oneJob('a', 1, 0)]]);
  });
});

describe('what is kept for the next run', () => {
  it('is which ends were not told yet', async () => {
    const { clock, change, announcer, notes } = announcing({ a: running });
    change('a', { status: 'completed' });
    expect(announcer.memory.untold).toEqual(['a']);
    expect(notes()).toBe(1);
    await clock.advance(quietMs);
    expect(announcer.memory.untold).toEqual([]);
    expect(notes()).toBe(2);
  });

  it('is how many downloads ended while others were on their way', async () => {
    const first = announcing({ a: { phase: 'queued' }, b: { phase: 'queued' }, c: { phase: 'queued' } });
    first.change('a', { phase: 'done' });
    first.change('b', { phase: 'failed' });
    await first.clock.advance(catchingUpMs);
    first.announcer.close();
    expect(first.told).toEqual([]);
    expect(first.notes()).toBe(2);

    const { memory } = first.announcer;
    const second = announcing(
      { a: { phase: 'done' }, b: { phase: 'failed' }, c: { phase: 'queued' } },
      memory,
    );
    second.change('c', { phase: 'done' });
    await second.clock.advance(catchingUpMs);
    const news = { kind: 'downloads', saved: 2, failed: 1, folder: '/results', last: 'c', name: null };
    expect(second.told).toEqual([[news]]);
    expect(second.announcer.memory.downloads).toEqual(emptyMemory.downloads);

    const third = announcing({ a: { phase: 'done' }, b: { phase: 'failed' } }, memory);
    await third.clock.advance(catchingUpMs);
    expect(third.told).toEqual([[{ ...news, saved: 1, last: 'a' }]]);
  });

  it('is nothing more when the app ended in order: then all was told', () => {
    const { change, announcer, told } = announcing({ a: running });
    change('a', { status: 'completed' });
    announcer.close();
    expect(told).toEqual([[oneJob('a', 1, 0)]]);
    expect(announcer.memory.untold).toEqual([]);
    announcer.close();
    expect(told).toHaveLength(1);
  });
});

describe('what is restored before all is there', () => {
  it('is no news', async () => {
    const clock = virtualClock();
    const told: News[][] = [];
    const job = { id: 'a', name: 'a', isUnknown: false, wasOnItsWay: true, batches: [], download: null };
    let status = 'running';
    const announcer = new Announcer({
      clock,
      job: () => ({ ...job, status }),
      batches: () => [],
      onMemory: () => {},
      announce: (news) => told.push(news),
    });
    announcer.jobChanged('a');
    status = 'completed';
    announcer.jobChanged('a');
    announcer.start([{ ...job, status }], emptyMemory);
    await clock.advance(catchingUpMs);
    expect(told).toEqual([]);
  });
});
