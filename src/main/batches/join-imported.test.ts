import { describe, expect, it } from 'vitest';
import { batchesOverJobs } from '../testing/batches-harness.ts';

const setUp = () => {
  const all = batchesOverJobs();
  return {
    ...all,
    join: (ids: string[], one: typeof batch | (Omit<typeof batch, 'id'> & { id: null })) =>
      all.batches.joinImported([{ ids, batch: one }])[0],
  };
};
const batch = { id: 'x-1', name: 'jobs.csv', createdAt: 7, expected: 2 };

describe('a batch that is imported', () => {
  it('comes back as it was where there is none like it, and brings nothing home by itself', () => {
    const { join, add, published, batchesOf, state } = setUp();
    state.collects = true;
    add(['a', 'b']);
    expect(join(['a', 'b'], batch)).toEqual({
      id: 'x-1',
      name: 'jobs.csv',
      isNew: true,
      joined: 2,
    });
    expect(published()).toEqual([{ ...batch, collects: false }]);
    expect(batchesOf('a')).toEqual(['x-1']);
  });

  it('is the batch of the same ID, whatever that is called by now', () => {
    const { join, add, gather, batchesOf, published } = setUp();
    const id = gather(['a', 'b'], 'For the fair');
    add(['c']);
    expect(join(['b', 'c'], { ...batch, id })).toEqual({
      id,
      name: 'For the fair',
      isNew: false,
      joined: 1,
    });
    expect(batchesOf('c')).toEqual([id]);
    expect(published()).toMatchObject([{ name: 'For the fair', expected: 3 }]);
  });

  it('expects no more than before where nothing came', () => {
    const { join, gather, published } = setUp();
    const id = gather(['a', 'b', 'c']);
    join(['a'], { ...batch, id: null, expected: 1 });
    expect(published()).toMatchObject([{ id, expected: 3 }]);
  });

  it('is the one of its name that has a job of it', () => {
    const { join, batches, add, gather } = setUp();
    gather(['x', 'y'], 'Fair');
    const id = gather(['a', 'b']);
    batches.rename(id, 'Fair');
    add(['c']);
    const imported = { ...batch, id: null, name: 'Fair' };
    expect(join(['b', 'c'], imported)).toMatchObject({ id, isNew: false, joined: 1 });
  });

  it('is the one of its name that has no job any more', () => {
    const { join, jobs, add, gather } = setUp();
    const id = gather(['a', 'b']);
    jobs.remove(['a', 'b']);
    add(['a', 'b']);
    expect(join(['a', 'b'], { ...batch, id: null })).toMatchObject({ id, joined: 2 });
  });

  it('is another than one that only has its name, and gets a name of its own', () => {
    const { join, add, gather, batchesOf } = setUp();
    const id = gather(['a', 'b']);
    add(['c', 'd']);
    expect(join(['c', 'd'], { ...batch, id: null })).toMatchObject({
      name: 'jobs.csv (2)',
      isNew: true,
      joined: 2,
    });
    expect(batchesOf('c')).not.toContain(id);
  });

  it.each(['its ID', 'its name'])(
    'brings no job into a batch that collects, found by %s, and is one of its own instead',
    (by) => {
      const { join, batches, add, say, gather, batchesOf, downloads } = setUp();
      const id = gather(['a', 'b']);
      batches.setCollects(id, true);
      add(['c']);
      const imported = { ...batch, id: by === 'its ID' ? id : null } as typeof batch;
      expect(join(['b', 'c'], imported)).toMatchObject({ name: 'jobs.csv (2)', isNew: true, joined: 2 });
      expect(batchesOf('c')).not.toContain(id);
      say('c', 'completed');
      expect(downloads).toEqual([]);
      expect(join(['b'], imported)).toMatchObject({ id, isNew: false, joined: 0 });
    },
  );

  it('is never one that another batch of the file went into', () => {
    const { batches, gather } = setUp();
    const id = gather(['a', 'b']);
    expect(
      batches.joinImported([
        { ids: ['b'], batch: { ...batch, id, name: 'Fair' } },
        { ids: ['a'], batch: { ...batch, id: null } },
      ]),
    ).toMatchObject([
      { id, isNew: false },
      { name: 'jobs.csv (2)', isNew: true },
    ]);
  });

  it('does not take the ID of one that may yet be brought back', () => {
    const { join, batches, gather, published } = setUp();
    const id = gather(['a', 'b']);
    batches.remove(id, []);
    expect(join(['a', 'b'], { ...batch, id })?.id).not.toBe(id);
    batches.restore(id);
    expect(published()).toHaveLength(2);
  });

  it('of which not all jobs are in the file is not the one of those IDs when they are given again', () => {
    const { join, batches, add } = setUp();
    add(['a', 'b']);
    join(['a', 'b'], { ...batch, expected: 9 });
    expect(batches.gather(['a', 'b'], 'again.csv', 'person').isNew).toBe(true);
    const whole = setUp();
    whole.add(['a', 'b']);
    whole.join(['a', 'b'], { ...batch, expected: 1 });
    expect(whole.published()).toMatchObject([{ expected: 2 }]);
    expect(whole.batches.gather(['a', 'b'], 'again.csv', 'person').isNew).toBe(false);
  });

  it('comes with others of a job, which changes once, however many they are', () => {
    const { batches, add, batchesOf, jobs } = setUp();
    add(['a', 'b']);
    const version = jobs.get('a')?.version ?? 0;
    const ids = Array.from({ length: 100 }, (_, index) => `x-${index}`);
    const joined = batches.joinImported(
      ids.map((id) => ({ ids: ['a', 'b'], batch: { ...batch, id, name: id } })),
    );
    expect(joined.every((one) => one.joined === 2)).toBe(true);
    expect(batchesOf('a')).toEqual(ids);
    expect(jobs.get('a')?.version).toBe(version + 1);
    expect(batches.progressOf('x-99')).toMatchObject({ waiting: 2 });
  });

  it('comes with thousands of others in a moment, also where all have one name', () => {
    const { batches, add, published } = setUp();
    const ids = Array.from({ length: 2_000 }, (_, index) => `job${index}`);
    add(ids);
    const before = performance.now();
    batches.joinImported(ids.map((id) => ({ ids: [id], batch: { ...batch, id: null, name: `b${id}` } })));
    batches.joinImported(ids.map((id) => ({ ids: [id], batch: { ...batch, id: null } })));
    expect(performance.now() - before).toBeLessThan(5_000);
    expect(new Set(published().map(({ name }) => name)).size).toBe(4_000);
    expect(new Set(published().map(({ id }) => id)).size).toBe(4_000);
  });
});
