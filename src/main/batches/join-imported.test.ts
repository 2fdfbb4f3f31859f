import { describe, expect, it } from 'vitest';
import { batchesOverJobs as setUp } from '../testing/batches-harness.ts';

const none: ReadonlySet<string> = new Set();
const batch = { id: 'x-1', name: 'jobs.csv', createdAt: 7, expected: 2 };

describe('a batch that is imported', () => {
  it('comes back as it was where there is none like it, and brings nothing home by itself', () => {
    const { batches, add, published, batchesOf, state } = setUp();
    state.collects = true;
    add(['a', 'b']);
    expect(batches.joinImported(['a', 'b'], batch, none)).toEqual({
      id: 'x-1',
      name: 'jobs.csv',
      isNew: true,
      joined: 2,
    });
    expect(published()).toEqual([{ ...batch, collects: false }]);
    expect(batchesOf('a')).toEqual(['x-1']);
  });

  it('is the batch of the same ID, whatever that is called by now', () => {
    const { batches, add, gather, batchesOf, published } = setUp();
    const id = gather(['a', 'b'], 'For the fair');
    add(['c']);
    expect(batches.joinImported(['b', 'c'], { ...batch, id }, none)).toEqual({
      id,
      name: 'For the fair',
      isNew: false,
      joined: 1,
    });
    expect(batchesOf('c')).toEqual([id]);
    expect(published()).toMatchObject([{ name: 'For the fair', expected: 3 }]);
  });

  it('expects no more than before where nothing came', () => {
    const { batches, gather, published } = setUp();
    const id = gather(['a', 'b', 'c']);
    batches.joinImported(['a'], { ...batch, id: null, expected: 1 }, none);
    expect(published()).toMatchObject([{ id, expected: 3 }]);
  });

  it('is the one of its name that has a job of it', () => {
    const { batches, add, gather } = setUp();
    gather(['x', 'y'], 'Fair');
    const id = gather(['a', 'b']);
    batches.rename(id, 'Fair');
    add(['c']);
    const imported = { ...batch, id: null, name: 'Fair' };
    expect(batches.joinImported(['b', 'c'], imported, none)).toMatchObject({ id, isNew: false, joined: 1 });
  });

  it('is the one of its name that has no job any more', () => {
    const { batches, jobs, add, gather } = setUp();
    const id = gather(['a', 'b']);
    jobs.remove(['a', 'b']);
    add(['a', 'b']);
    expect(batches.joinImported(['a', 'b'], { ...batch, id: null }, none)).toMatchObject({ id, joined: 2 });
  });

  it('is another than one that only has its name, and gets a name of its own', () => {
    const { batches, add, gather, batchesOf } = setUp();
    const id = gather(['a', 'b']);
    add(['c', 'd']);
    expect(batches.joinImported(['c', 'd'], { ...batch, id: null }, none)).toMatchObject({
      name: 'jobs.csv (2)',
      isNew: true,
      joined: 2,
    });
    expect(batchesOf('c')).not.toContain(id);
  });

  it('is never one that another batch of the file went into', () => {
    const { batches, gather } = setUp();
    const id = gather(['a', 'b']);
    expect(batches.joinImported(['a'], { ...batch, id: null }, new Set([id]))).toMatchObject({
      name: 'jobs.csv (2)',
      isNew: true,
    });
  });

  it('does not take the ID of one that may yet be brought back', () => {
    const { batches, gather, published } = setUp();
    const id = gather(['a', 'b']);
    batches.remove(id, []);
    expect(batches.joinImported(['a', 'b'], { ...batch, id }, none).id).not.toBe(id);
    batches.restore(id);
    expect(published()).toHaveLength(2);
  });

  it('of which not all jobs are in the file is not the one of those IDs when they are given again', () => {
    const { batches, add } = setUp();
    add(['a', 'b']);
    batches.joinImported(['a', 'b'], { ...batch, expected: 9 }, none);
    expect(batches.gather(['a', 'b'], 'again.csv', 'person').isNew).toBe(true);
    const whole = setUp();
    whole.add(['a', 'b']);
    whole.batches.joinImported(['a', 'b'], { ...batch, expected: 1 }, none);
    expect(whole.published()).toMatchObject([{ expected: 2 }]);
    expect(whole.batches.gather(['a', 'b'], 'again.csv', 'person').isNew).toBe(false);
  });
});
