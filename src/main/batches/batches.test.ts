import { describe, expect, it } from 'vitest';
import { batchesOverJobs as setUp } from '../testing/batches-harness.ts';
import { batchKey } from './batch-record.ts';

describe('a batch', () => {
  it('is made of jobs added together, published to the window and written', () => {
    const { gather, batchesOf, published, rowOf } = setUp();
    const id = gather(['a', 'b']);
    expect(batchesOf('a')).toEqual([id]);
    expect(batchesOf('b')).toEqual([id]);
    const batch = { id, name: 'jobs.csv', createdAt: 1_000, expected: 2, collects: false };
    expect(published()).toEqual([batch]);
    expect(rowOf(id)).toEqual({ ...batch, fingerprint: expect.any(String) });
  });

  it('takes in jobs of another, which stay there as well', () => {
    const { gather, batchesOf, batches } = setUp();
    const first = gather(['a', 'b']);
    const second = gather(['b', 'c']);
    expect(batchesOf('b')).toEqual([first, second]);
    expect(batches.membersOf(first).sort()).toEqual(['a', 'b']);
    expect(batches.membersOf(second).sort()).toEqual(['b', 'c']);
  });

  it('is the same when the very same set is given again, also what was taken off the list meanwhile', () => {
    const { jobs, batches, gather, add, batchesOf } = setUp();
    const id = gather(['a', 'b', 'c']);
    jobs.remove(['b']);
    add(['b']);
    expect(batches.gather(['c', 'b', 'a'], 'other.csv', 'person')).toMatchObject({
      isNew: false,
      batch: { id, name: 'jobs.csv', expected: 3, collects: false },
    });
    expect(batchesOf('b')).toEqual([id]);
    expect(batchesOf('a')).toEqual([id]);
    expect(batches.records()).toHaveLength(1);
  });

  it('is another for another set, with a name of its own and the newest on top', () => {
    const { gather, published, state } = setUp();
    const first = gather(['a', 'b']);
    const second = gather(['a', 'b', 'c']);
    state.now = 2_000;
    const third = gather(['x', 'y'], 'more.csv');
    expect(new Set([first, second, third]).size).toBe(3);
    expect(published().map(({ name }) => name)).toEqual(['more.csv', 'jobs.csv (2)', 'jobs.csv']);
  });

  it('can be renamed', () => {
    const { gather, batches, published, rowOf } = setUp();
    const id = gather(['a', 'b']);
    expect(batches.rename(id, 'For the fair')).toBe(true);
    expect(published()).toMatchObject([{ name: 'For the fair' }]);
    expect(rowOf(id)).toMatchObject({ name: 'For the fair' });
    expect(batches.rename('other', 'x')).toBe(false);
  });

  it('takes in more jobs and lets jobs go, which it expects from then on, or no more', () => {
    const { jobs, gather, add, batches, batchesOf, published } = setUp();
    const [first, second] = [gather(['a', 'b']), gather(['x', 'y'], 'other.csv')];
    add(['c']);
    expect(batches.addTo(first, ['b', 'c', 'x', 'nowhere'])).toEqual(['c', 'x']);
    expect(batchesOf('x')).toEqual([second, first]);
    expect(published().find(({ id }) => id === first)).toMatchObject({ expected: 4 });
    expect(batches.takeOut(first, ['a', 'x', 'y'])).toEqual(['a', 'x']);
    expect(batchesOf('a')).toEqual([]);
    expect(jobs.has('a')).toBe(true);
    expect(published().find(({ id }) => id === first)).toMatchObject({ expected: 2 });
    expect([batches.addTo('none', ['a']), batches.takeOut('none', ['a'])]).toEqual([null, null]);
  });

  it('that downloads its results does so for those that are added to it', () => {
    const { gather, add, batches, say, downloads } = setUp();
    const id = gather(['a', 'b'], 'jobs.csv', true);
    add(['c']);
    say('c', 'completed');
    expect(downloads).toEqual([]);
    batches.addTo(id, ['c']);
    expect(downloads).toEqual(['c']);
  });

  it('can be archived and brought back, and says which were not so before', () => {
    const { gather, batches, published, rowOf } = setUp();
    const [first, second] = [gather(['a', 'b']), gather(['c', 'd'])];
    expect(batches.setArchived([first, 'other'], true)).toEqual([first]);
    expect(batches.setArchived([first, second], true)).toEqual([second]);
    expect(published()).toMatchObject([{ archived: true }, { archived: true }]);
    expect(rowOf(first)).toMatchObject({ archived: true });
    expect(batches.setArchived([first], false)).toEqual([first]);
    expect(published().filter(({ archived }) => archived !== true)).toMatchObject([{ id: first }]);
  });

  it('that is taken away leaves its jobs, and comes back with those in the list', () => {
    const { jobs, gather, batches, batchesOf, published, rowOf, progressOf } = setUp();
    const other = gather(['b', 'z'], 'other.csv');
    const id = gather(['a', 'b', 'c']);
    expect(batches.remove(id, [])).toBe(true);
    expect(batchesOf('a')).toEqual([]);
    expect(batchesOf('b')).toEqual([other]);
    expect(published()).toMatchObject([{ id: other }]);
    expect(rowOf(id)).toBeUndefined();
    expect(progressOf(id)).toBeNull();
    jobs.remove(['c']);
    expect(batches.restore(id)).toBe(true);
    expect(batchesOf('a')).toEqual([id]);
    expect(batchesOf('b')).toEqual([other, id]);
    expect(progressOf(id)).toMatchObject({ expected: 3, removed: 1 });
    expect(batches.restore(id)).toBe(false);
    expect(batches.remove('nothing', [])).toBe(false);
  });

  it('that is taken away is no batch of a job that is off the list at that time, and comes back', () => {
    const { jobs, gather, batches, batchesOf } = setUp();
    const other = gather(['a', 'z'], 'other.csv');
    const id = gather(['a', 'b']);
    jobs.remove(['a']);
    batches.remove(id, []);
    jobs.restore(['a']);
    expect(batchesOf('a')).toEqual([other]);
    batches.restore(id);
    expect([batchesOf('a'), batchesOf('b')]).toEqual([[other, id], [id]]);
  });

  it('that comes back is again that of jobs that were off the list when it went', () => {
    const { jobs, gather, batches, batchesOf, progressOf } = setUp();
    const id = gather(['a', 'b']);
    for (const isBackBefore of [true, false]) {
      jobs.remove(['a']);
      batches.remove(id, []);
      if (isBackBefore) jobs.restore(['a']);
      batches.restore(id);
      if (!isBackBefore) jobs.restore(['a']);
      expect(batchesOf('a')).toEqual([id]);
      expect(progressOf(id)).toMatchObject({ expected: 2, removed: 0 });
    }
  });

  it('that comes back collects what was completed meanwhile, where it is to', () => {
    const { gather, batches, say, downloads } = setUp();
    const id = gather(['a', 'b'], 'jobs.csv', true);
    batches.remove(id, []);
    say('a', 'completed');
    expect(downloads).toEqual([]);
    batches.restore(id);
    expect(downloads).toEqual(['a']);
  });

  it('is read back after a restart; a row that cannot be read does no harm', () => {
    const before = setUp();
    const id = before.gather(['a', 'b']);
    before.gather(['c', 'd']);
    const rows = new Map([...before.rows()].toReversed())
      .set(batchKey('strange'), { id: 7 })
      .set('app!list', { id: 'x' });
    const after = setUp(rows);
    expect(after.published()).toEqual(before.published());
    after.add(['a', 'b']);
    expect(after.batches.gather(['a', 'b'], 'again.csv', 'person')).toMatchObject({
      isNew: false,
      batch: { id },
    });
  });
});

it('a batch that was kept before it could collect by itself does not', () => {
  const kept = { id: 'old', name: 'jobs.csv', createdAt: 0, expected: 2 };
  expect(setUp(new Map([[batchKey('old'), kept]])).published()).toEqual([{ ...kept, collects: false }]);
});

describe('the progress of a batch', () => {
  it('is kept with every change of its jobs, and goes down with those that are removed', () => {
    const { jobs, gather, say, lose, setPhase, progressOf } = setUp();
    const id = gather(['a', 'b', 'c', 'd']);
    expect(progressOf(id)).toMatchObject({ expected: 4, waiting: 4, share: 0, isOver: false });
    say('a', 'running', 50);
    say('b', 'failed');
    lose('c');
    expect(progressOf(id)).toMatchObject({ running: 1, failed: 1, unknown: 1, waiting: 1 });
    expect(progressOf(id)?.share).toBeCloseTo(1.5 / 4);
    say('a', 'completed', 100);
    setPhase('a', 'done');
    jobs.remove(['b']);
    expect(progressOf(id)).toMatchObject({ done: 1, collected: 1, failed: 0, removed: 1 });
    jobs.restore(['b']);
    expect(progressOf(id)).toMatchObject({ failed: 1, removed: 0 });
  });
});
