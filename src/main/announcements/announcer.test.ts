import { describe, expect, it } from 'vitest';
import type { News } from '../../shared/announcement.ts';
import type { DownloadPhase } from '../../shared/downloads.ts';
import { virtualClock } from '../testing/virtual-clock.ts';
import { Announcer, emptyMemory, type AnnouncerMemory } from './announcer.ts';
import { catchingUpMs, longestMs, quietMs } from './gathering.ts';
import type { ObservedJob } from './observed-job.ts';

type Values = Partial<Omit<ObservedJob, 'download'>> & { phase?: DownloadPhase };

const observed = (id: string, { phase, ...values }: Values): ObservedJob => ({
  id,
  name: `${id}.glb`,
  status: null,
  isUnknown: false,
  wasOnItsWay: false,
  batches: [],
  download: phase === undefined ? null : { phase, finishedAt: null },
  ...values,
});

/** A list of jobs as the last run left it, and an announcer that looks at it. */
function setUp(left: Record<string, Values> = {}, memory: AnnouncerMemory = emptyMemory) {
  const clock = virtualClock();
  const jobs = new Map(Object.entries(left).map(([id, values]) => [id, observed(id, values)]));
  const told: News[][] = [];
  let notes = 0;
  const announcer = new Announcer({
    clock,
    job: (id) => jobs.get(id),
    batch: (id) => {
      const members = [...jobs.values()].filter(({ batches }) => batches.includes(id));
      return members.length === 0 ? undefined : { id, name: `${id}.csv`, jobs: members };
    },
    folder: () => '/results',
    onMemory: () => (notes += 1),
    announce: (news) => told.push(news),
  });
  announcer.start([...jobs.values()], memory);
  return {
    clock,
    told,
    announcer,
    notes: () => notes,
    change: (id: string, values: Values) => {
      const before = jobs.get(id);
      const status = values.status ?? before?.status ?? null;
      const wasOnItsWay = (before?.wasOnItsWay ?? false) || (status !== null && !/completed|failed/.test(status));
      const next = { ...(before ?? observed(id, {})), wasOnItsWay, ...observed(id, { ...values }) };
      jobs.set(id, { ...next, status, wasOnItsWay, batches: values.batches ?? before?.batches ?? [] });
      announcer.jobChanged(id);
    },
    remove: (id: string) => {
      jobs.delete(id);
      announcer.jobRemoved(id);
    },
  };
}

const oneJob = (id: string, completed: number, failed: number): News => ({
  kind: 'jobs',
  completed,
  failed,
  only: { id, name: `${id}.glb` },
});
const running = { status: 'running', wasOnItsWay: true };

describe('the end of a job', () => {
  it('is told once, after a quiet moment', async () => {
    const { clock, change, told } = setUp({ a: running });
    change('a', { status: 'completed' });
    await clock.advance(quietMs - 1);
    expect(told).toEqual([]);
    await clock.advance(1);
    expect(told).toEqual([[oneJob('a', 1, 0)]]);
    change('a', { status: 'completed' });
    await clock.advance(longestMs);
    expect(told).toHaveLength(1);
  });

  it('is told together with those of others', async () => {
    const { clock, change, told } = setUp({ a: running, b: running, c: running });
    change('a', { status: 'completed' });
    await clock.advance(quietMs - 1);
    change('b', { status: 'completed' });
    change('c', { status: 'failed' });
    await clock.advance(quietMs);
    expect(told).toEqual([[{ kind: 'jobs', completed: 2, failed: 1, only: null }]]);
  });

  it('does not wait for ever while others go on ending', async () => {
    const ids = Array.from({ length: 40 }, (_, index) => `job${index}`);
    const { clock, change, told } = setUp(Object.fromEntries(ids.map((id) => [id, running])));
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
    const { clock, change, told } = setUp(left);
    change('a', values);
    change('a', values);
    await clock.advance(catchingUpMs);
    expect(told).toEqual([]);
  });

  it('is no news for a job that was added without an answer and was over by the first', async () => {
    const { clock, change, told } = setUp();
    change('a', {});
    change('a', { status: 'completed' });
    await clock.advance(longestMs);
    expect(told).toEqual([]);
  });

  it('is no news once the job was removed', async () => {
    const { clock, change, remove, told } = setUp({ a: running });
    change('a', { status: 'completed' });
    remove('a');
    await clock.advance(longestMs);
    expect(told).toEqual([]);
  });
});

describe('the first minutes after a start', () => {
  it('tell what happened meanwhile as one, when all jobs of the last run were asked for', async () => {
    const { clock, change, told } = setUp({ a: running, b: running, c: running });
    change('a', { status: 'completed' });
    await clock.advance(longestMs);
    change('b', { status: 'completed' });
    await clock.advance(longestMs);
    expect(told).toEqual([]);
    change('c', { status: 'running' });
    await clock.advance(quietMs);
    expect(told).toEqual([[{ kind: 'jobs', completed: 2, failed: 0, only: null }]]);
  });

  it('do not last for ever', async () => {
    const { clock, change, told } = setUp({ a: running, b: running });
    change('a', { status: 'completed' });
    await clock.advance(catchingUpMs);
    expect(told).toEqual([[oneJob('a', 1, 0)]]);
  });

  it('do not wait for jobs that were removed', async () => {
    const { clock, change, remove, told } = setUp({ a: running, b: running });
    remove('b');
    change('a', { status: 'completed' });
    await clock.advance(quietMs);
    expect(told).toHaveLength(1);
  });

  it('tell what the last run had found out but not told', async () => {
    const memory = { untold: ['a', 'gone', 'b'], batches: [] };
    const { clock, told } = setUp({ a: { ...running, status: 'completed' }, b: running }, memory);
    await clock.advance(catchingUpMs);
    expect(told).toEqual([[oneJob('a', 1, 0)]]);
  });
});

describe('what is kept for the next run', () => {
  it('is which ends were not told yet', async () => {
    const { clock, change, announcer, notes } = setUp({ a: running });
    change('a', { status: 'completed' });
    expect(announcer.memory.untold).toEqual(['a']);
    expect(notes()).toBe(1);
    await clock.advance(quietMs);
    expect(announcer.memory.untold).toEqual([]);
    expect(notes()).toBe(2);
  });

  it('is nothing more when the app ended in order: then all was told', () => {
    const { change, announcer, told } = setUp({ a: running });
    change('a', { status: 'completed' });
    announcer.close();
    expect(told).toEqual([[oneJob('a', 1, 0)]]);
    expect(announcer.memory.untold).toEqual([]);
    announcer.close();
    expect(told).toHaveLength(1);
  });
});

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
    const { clock, change, told } = setUp({ a: inBatch, b: inBatch });
    change('a', { status: 'completed' });
    await clock.advance(catchingUpMs);
    expect(told).toEqual([]);
    change('b', { status: 'failed' });
    await clock.advance(quietMs);
    expect(told).toEqual([[over]]);
  });

  it('may be that an ID turned out to be unknown', async () => {
    const { clock, change, told } = setUp({ a: inBatch, b: { batches: ['chairs'] } });
    change('a', { status: 'completed' });
    await clock.advance(longestMs);
    change('b', { isUnknown: true });
    await clock.advance(quietMs);
    expect(told).toEqual([[{ ...over, failed: 0, unknown: 1 }]]);
  });

  it('is no news where all jobs were over when the app first saw them', async () => {
    const { clock, change, told } = setUp();
    for (const id of ['a', 'b']) change(id, { batches: ['chairs'] });
    for (const id of ['a', 'b']) change(id, { status: 'completed' });
    await clock.advance(longestMs);
    expect(told).toEqual([]);
  });

  it('is told again only when the batch grew', async () => {
    const done = { ...inBatch, status: 'completed' };
    const { clock, change, told, announcer } = setUp(
      { a: done, b: { ...done, status: 'failed' }, c: { ...inBatch, batches: [] } },
      { untold: [], batches: [{ id: 'chairs', jobs: 2 }] },
    );
    change('b', { status: 'running' });
    change('b', { status: 'failed' });
    await clock.advance(catchingUpMs);
    expect(told).toEqual([]);
    change('c', { batches: ['chairs'] });
    change('c', { status: 'completed' });
    await clock.advance(quietMs);
    expect(told).toEqual([[{ ...over, completed: 2 }]]);
    expect(announcer.memory.batches).toEqual([{ id: 'chairs', jobs: 3 }]);
  });

  it('is told as a sum where many end at once', async () => {
    const names = ['one', 'two', 'three', 'four'];
    const { clock, change, told } = setUp(
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
    const { clock, change, told } = setUp({ a: done, b: done, c: done });
    for (const id of ['a', 'b', 'c']) change(id, { phase: 'queued' });
    change('a', { phase: 'receiving' });
    change('a', { phase: 'done' });
    await clock.advance(longestMs);
    expect(told).toEqual([]);
    change('b', { phase: 'done' });
    change('c', { phase: 'failed' });
    await clock.advance(quietMs);
    const news = { kind: 'downloads', saved: 2, failed: 1, folder: '/results', last: 'b', name: null };
    expect(told).toEqual([[news]]);
  });

  it('are told of by name where there was one', async () => {
    const { clock, change, told } = setUp({ a: done });
    change('a', { phase: 'queued' });
    change('a', { phase: 'done' });
    await clock.advance(quietMs);
    expect(told).toMatchObject([[{ kind: 'downloads', saved: 1, last: 'a', name: 'a.glb' }]]);
  });

  it.each<[string, DownloadPhase[]]>([
    ['were cancelled', ['queued', 'cancelled']],
    ['were over in the last run', ['done']],
  ])('are no news where they %s', async (_what, phases) => {
    const { clock, change, told } = setUp({ a: { ...done, phase: 'done' } });
    for (const phase of phases) change('a', { phase });
    await clock.advance(longestMs);
    expect(told).toEqual([]);
  });

  it('do not wait for one whose job was removed', async () => {
    const { clock, change, remove, told } = setUp({ a: done, b: done });
    change('a', { phase: 'queued' });
    change('b', { phase: 'queued' });
    change('a', { phase: 'done' });
    remove('b');
    await clock.advance(quietMs);
    expect(told).toMatchObject([[{ saved: 1 }]]);
  });
});
