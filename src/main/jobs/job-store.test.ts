import { describe, expect, it } from 'vitest';
import { parseJob } from '../../shared/job/job.ts';
import type { PolledJob } from '../api/client.ts';
import { JobStore } from './job-store.ts';
import { jobIdOf, jobKey, listKey, readListState, removedKey } from './row-keys.ts';
import type { WatchedJobRecord } from './job-record.ts';
import {
  newWatchedJob,
  inBatches,
  withAnnotations,
  withAnswer,
  withFailure,
  type WatchedJob,
} from './watched-job.ts';
import { fileSource } from '../../shared/source.ts';
import { storedJobs } from '../testing/stored-jobs.ts';

/** A store whose rows are on a "disk" as soon as they are flushed, and not before. */
function setUp() {
  const pending = new Map<string, () => unknown>();
  const disk = new Map<string, unknown>();
  const changed: string[] = [];
  const removed: string[] = [];
  const returned: string[] = [];
  const repeated: string[] = [];
  const clock = { now: 7_000 };
  let onFlush: Promise<void> = Promise.resolve();
  const store = new JobStore({
    rows: {
      set: (key, value) => void pending.set(key, value),
      flush: async () => {
        await onFlush;
        for (const [key, value] of pending) {
          if (value() === undefined) disk.delete(key);
          else disk.set(key, value());
        }
        pending.clear();
      },
    },
    now: () => clock.now,
    onChange: (id) => changed.push(id),
    onRepeat: (id) => repeated.push(id),
    onRemove: (id) => removed.push(id),
    onReturn: (id) => returned.push(id),
  });
  return {
    store,
    pending,
    disk,
    changed,
    removed,
    returned,
    repeated,
    clock,
    holdFlush: (until: Promise<void>) => void (onFlush = until),
  };
}

const record = (id: string, order: number) => newWatchedJob(id, order, fileSource('pasted'), 1).record;
const fail = (at: number) => (job: Parameters<typeof withFailure>[0]) =>
  withFailure(job, { code: 'offline', text: null }, at);
const newestFirst = (store: JobStore): string[] =>
  [...store.all()].sort((a, b) => b.record.order - a.record.order).map((job) => job.record.id);

describe('the order of the list', () => {
  it('is read in parts, the newest first, and follows what comes and goes', async () => {
    const { store } = setUp();
    const ids = (jobs: WatchedJob[]) => jobs.map((job) => job.record.id);
    store.load({
      jobs: storedJobs([record('c', 3), record('a', 1), record('e', 5), record('b', 2), record('d', 4)]),
      unreadable: [],
      revision: 1,
    });
    expect(ids(store.newest(2))).toEqual(['e', 'd']);
    expect(ids(store.newest(2, 4))).toEqual(['c', 'b']);
    store.remove(['c']);
    await store.add(['f'], fileSource('pasted'));
    expect(ids(store.newest(3))).toEqual(['f', 'e', 'd']);
    expect(ids(store.newest(9, 4))).toEqual(['b', 'a']);
    store.restore(['c']);
    expect(ids(store.newest(9))).toEqual(['f', 'e', 'd', 'c', 'b', 'a']);
    expect(store.newest(9, 1)).toEqual([]);
  });

  it('begins with the same jobs, whichever came first', () => {
    const { store } = setUp();
    const records = Array.from({ length: 500 }, (_, at) => record(`job${at}`, (at * 311) % 97));
    store.load({ jobs: storedJobs(records), unreadable: [], revision: 1 });
    const whole = store.newest(500).map((job) => job.record.order);
    expect(whole).toEqual(records.map(({ order }) => order).sort((a, b) => b - a));
    for (const count of [1, 5, 20, 499]) {
      const last = whole[count - 1] ?? 0;
      const { length } = whole.filter((order) => order >= last);
      expect(store.newest(count).map((job) => job.record.order)).toEqual(whole.slice(0, length));
    }
  });

  it('leaves none out where two share a place', () => {
    const { store } = setUp();
    const records = ['a', 'b', 'c', 'd'].map((id, at) => record(id, at < 3 ? 7 : 1));
    store.load({ jobs: storedJobs(records), unreadable: [], revision: 1 });
    expect(store.newest(1)).toHaveLength(3);
    expect(store.newest(1, 7)).toHaveLength(1);
  });
});

it('reads many jobs in the order in which they are asked for, without those that are not there', async () => {
  const { store } = setUp();
  const ids = Array.from({ length: 1_200 }, (_, at) => `job${at}`);
  await store.add(ids, fileSource('pasted'));
  const wanted = ids.toReversed();
  const found = await store.getAll(['unknown', ...wanted]);
  expect(found.map((job) => job.record.id)).toEqual(wanted);
});

it('gives the records of all jobs as they are when they are taken, without those that have gone by then', async () => {
  const { store } = setUp();
  await store.add(['a', 'b', 'c'], fileSource('pasted'));
  const records = store.records();
  expect(records.next().value).toMatchObject({ id: 'c', note: null });
  store.update('a', (watched) => withAnnotations(watched, { note: 'new' }));
  store.remove(['b']);
  expect([...records]).toMatchObject([{ id: 'a', note: 'new' }]);
});

describe('adding jobs', () => {
  it('puts the first of them on top, above all that were there', async () => {
    const { store } = setUp();
    store.load({ jobs: storedJobs([record('old', 12)]), unreadable: [], revision: 1 });
    await store.add(['first', 'second', 'third'], fileSource('pasted'));
    await store.add(['newest'], fileSource('pasted'));
    expect(newestFirst(store)).toEqual(['newest', 'first', 'second', 'third', 'old']);
  });

  it('notes where they came from and when', async () => {
    const { store, changed } = setUp();
    await store.add(['a'], fileSource('list.txt'));
    expect(store.get('a')?.record).toEqual({
      ...record('a', 1),
      source: fileSource('list.txt'),
      addedAt: 7_000,
    });
    expect(changed).toEqual(['a']);
  });

  it('tells those that are watched already, and leaves them as they are', async () => {
    const { store } = setUp();
    await store.add(['a'], fileSource('pasted'));
    store.update('a', fail(1));
    const before = store.get('a');
    expect(await store.add(['b', 'a'], fileSource('pasted'))).toEqual({ added: ['b'], known: ['a'] });
    expect(store.get('a')).toBe(before);
  });

  it('resolves when they are on disk, and not before', async () => {
    const { store, disk, holdFlush } = setUp();
    let goOn: () => void = () => {};
    holdFlush(new Promise((resolve) => (goOn = resolve)));
    const adding = store.add(['a'], fileSource('pasted')).then(() => [...disk.keys()]);
    await new Promise(setImmediate);
    expect(disk.size).toBe(0);
    goOn();
    expect(await adding).toEqual([jobKey('a'), listKey]);
  });
});

describe('changing a job', () => {
  it('tells that it changed and writes what it is by then', async () => {
    const { store, pending, changed } = setUp();
    await store.add(['a'], fileSource('pasted'));
    store.update('a', fail(1));
    store.update('a', fail(2));
    expect(changed).toEqual(['a', 'a', 'a']);
    expect(pending.get(jobKey('a'))?.()).toBe(store.get('a')?.record);
    expect(store.get('a')?.record.failure).toMatchObject({ since: 1, attempts: 2 });
  });

  it('does not bring a job into the list that is not watched', () => {
    const { store, pending, changed } = setUp();
    store.update('a', fail(1));
    expect([...store.all()]).toEqual([]);
    expect([changed, [...pending.keys()]]).toEqual([[], []]);
  });
});

describe('removing jobs', () => {
  it('takes them from memory and disk and tells so, once each', async () => {
    const { store, disk, removed } = setUp();
    await store.add(['a', 'b'], fileSource('pasted'));
    store.remove(['a', 'a', 'unknown']);
    await store.add([], fileSource('pasted'));
    expect(store.get('a')).toBeUndefined();
    expect(removed).toEqual(['a']);
    expect([...disk.keys()].sort()).toEqual([listKey, jobKey('b'), removedKey('a')].sort());
  });

  it('can be taken back: the job is as it was, in its old place', async () => {
    const { store, disk, changed } = setUp();
    await store.add(['a', 'b'], fileSource('pasted'));
    store.update('b', fail(1));
    const before = store.get('b');
    store.remove(['b']);
    changed.length = 0;
    expect(store.restore(['b', 'unknown'])).toEqual(['b']);
    expect(store.get('b')?.record).toEqual(before?.record);
    expect(store.get('b')?.version).toBeGreaterThan(before?.version ?? Infinity);
    expect(changed).toEqual(['b']);
    await store.add([], fileSource('pasted'));
    expect(disk.has(jobKey('b'))).toBe(true);
  });

  it('can be taken back once', async () => {
    const { store } = setUp();
    await store.add(['a'], fileSource('pasted'));
    store.remove(['a']);
    store.restore(['a']);
    expect(store.restore(['a'])).toEqual([]);
  });

  it('where the job is given again, finds it on top, out of the archive, with its note and tags, and has it as it was before', async () => {
    const { store, returned } = setUp();
    await store.add(['b', 'a'], fileSource('the first time'));
    const kept = { note: 'two hours of notes', tags: ['keep'] };
    store.update('a', (watched) => ({
      ...watched,
      record: { ...watched.record, ...kept, archived: true, batches: ['chairs'] },
    }));
    store.remove(['a']);
    await store.add(['a'], fileSource('the second time'));
    expect(store.get('a')?.record).toMatchObject({
      ...kept,
      archived: false,
      batches: [],
      source: fileSource('the second time'),
      order: 3,
    });
    expect(returned).toEqual(['a']);
    store.update('a', (watched) => withAnnotations(watched, { note: 'and a third' }));
    store.update('a', (watched) => inBatches(watched, ['given', 'chairs']));
    const { version = Infinity } = store.get('a') ?? {};
    expect(store.restore(['a'])).toEqual(['a']);
    expect(store.get('a')?.record).toMatchObject({
      note: 'and a third',
      tags: ['keep'],
      archived: true,
      batches: ['chairs', 'given'],
      source: fileSource('the first time'),
      order: 1,
    });
    expect(store.get('a')?.version).toBeGreaterThan(version);
    expect(returned).toEqual(['a', 'a']);
    expect(store.restore(['a'])).toEqual([]);
  });

  it('is about the last time where the job was given again and removed once more', async () => {
    const { store } = setUp();
    await store.add(['a'], fileSource('pasted'));
    store.update('a', (watched) => inBatches(watched, ['chairs']));
    store.remove(['a']);
    await store.add(['a'], { kind: 'link' }, 'link');
    store.remove(['a']);
    expect(store.restore(['a'])).toEqual(['a']);
    expect(store.get('a')?.record).toMatchObject({ batches: [], source: { kind: 'link' } });
  });

  it('gives up nothing that was known of a job that is brought from a file before it is taken back', async () => {
    const { store, returned } = setUp();
    await store.add(['a'], fileSource('pasted'));
    store.update('a', (watched) => withAnnotations(watched, { note: 'two hours of notes' }));
    store.update('a', fail(5));
    store.remove(['a']);
    store.adopt(['a', 'b'].map((id) => newWatchedJob(id, 8, fileSource('a file'), 1)));
    expect(store.get('a')?.record).toMatchObject({
      note: 'two hours of notes',
      failure: { since: 5 },
      source: fileSource('a file'),
      order: 8,
    });
    expect(returned).toEqual(['a']);
  });

  it('lets what happens to the job meanwhile happen unseen', async () => {
    const { store, changed, disk } = setUp();
    await store.add(['a'], fileSource('pasted'));
    store.remove(['a']);
    changed.length = 0;
    store.update('a', fail(5));
    await store.add([], fileSource('pasted'));
    expect([changed, disk.has(jobKey('a')), store.get('a')]).toEqual([[], false, undefined]);
    store.restore(['a']);
    expect(store.get('a')?.record.failure?.since).toBe(5);
  });
});

describe('answers that say nothing new', () => {
  const running = { id: 'a', status: 'running' };
  const answer = { ...parseJob(running), raw: running } as PolledJob;

  async function asked() {
    const set = setUp();
    const { store, clock } = set;
    await store.add(['a'], fileSource('pasted'));
    const ask = (to: PolledJob = answer): void => store.update('a', (job) => withAnswer(job, to, clock.now));
    ask();
    await store.add([], fileSource('pasted'));
    const fetchedAt = (): unknown => (set.disk.get(jobKey('a')) as WatchedJobRecord).fetchedAt;
    return { ...set, ask, fetchedAt };
  }

  it('are written every five minutes, and reported as what they are', async () => {
    const { store, pending, changed, repeated, clock, ask } = await asked();
    changed.length = 0;
    for (let times = 0; times < 100; times += 1) {
      clock.now += 3_000;
      ask();
    }
    expect(store.get('a')?.record.fetchedAt).toBe(clock.now);
    expect(pending.size).toBe(0);
    expect([changed.length, repeated.length]).toEqual([0, 100]);
    clock.now += 3_000;
    ask();
    expect([...pending.keys()]).toEqual([jobKey('a')]);
  });

  it('are written with the next change, and when the app ends', async () => {
    const { store, clock, ask, fetchedAt } = await asked();
    clock.now += 3_000;
    ask();
    store.noteRepeats();
    await store.add([], fileSource('pasted'));
    expect(fetchedAt()).toBe(clock.now);
    clock.now += 3_000;
    ask();
    store.update('a', fail(clock.now));
    await store.add([], fileSource('pasted'));
    expect(fetchedAt()).toBe(clock.now);
  });

  it('are news after a failure, or where anything else of the answer has changed', async () => {
    const { store, pending, changed, ask } = await asked();
    store.update('a', fail(1));
    changed.length = 0;
    ask();
    ask({ ...answer, raw: { ...running } });
    expect(changed).toEqual(['a', 'a']);
    expect(pending.has(jobKey('a'))).toBe(true);
  });
});

describe('the state of the list', () => {
  const listOf = (pending: Map<string, () => unknown>): unknown => pending.get(listKey)?.();

  it('counts the jobs and how often one came or went', async () => {
    const { store, pending, disk } = setUp();
    store.load({ jobs: storedJobs([record('old', 1)]), unreadable: [], revision: 10 });
    await store.add(['a', 'b'], fileSource('pasted'));
    expect(disk.get(listKey)).toEqual({ count: 3, revision: 12, newest: ['a', 'b', 'old'] });
    store.remove(['a']);
    expect(listOf(pending)).toEqual({ count: 2, revision: 13, newest: ['b', 'old'] });
    store.restore(['a']);
    expect(listOf(pending)).toEqual({ count: 3, revision: 14, newest: ['a', 'b', 'old'] });
    expect(store.revision).toBe(14);
  });

  it('is not touched by what leaves the list as it is', () => {
    const { store, pending } = setUp();
    store.load({ jobs: storedJobs([record('a', 1)]), unreadable: [], revision: 10 });
    store.update('a', fail(1));
    store.remove(['unknown']);
    store.restore(['unknown']);
    expect(pending.has(listKey)).toBe(false);
    expect(store.revision).toBe(10);
  });

  it('counts jobs that cannot be read as there, and as known where they are given again', async () => {
    const { store, disk } = setUp();
    store.load({ jobs: storedJobs([]), unreadable: ['strange', 'odd'], revision: 1 });
    await store.add(['a'], fileSource('pasted'));
    expect(disk.get(listKey)).toMatchObject({ count: 3 });
    expect(disk.has(jobKey('strange'))).toBe(false);
    expect(await store.add(['strange', 'b'], fileSource('pasted'))).toEqual({
      added: ['b'],
      known: ['strange'],
    });
    expect(disk.get(listKey)).toMatchObject({ count: 4 });
    expect(disk.has(jobKey('strange')), 'the record of a later version is written over').toBe(false);
  });

  it('begins at nothing where it cannot be read', () => {
    expect(readListState(undefined)).toEqual({ count: 0, revision: 0, newest: [] });
    expect(readListState({ count: 2, revision: 5 })).toEqual({ count: 2, revision: 5, newest: [] });
  });
});

describe('the key of a row', () => {
  it('names its job, and none where it is another kind of row', () => {
    expect(jobIdOf(jobKey('job!a'))).toBe('job!a');
    expect(jobIdOf(listKey)).toBeNull();
  });
});
