import { describe, expect, it } from 'vitest';
import { batchesOverJobs } from '../testing/batches-harness.ts';
import { joinImported } from './join-imported.ts';

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
      isStandIn: false,
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
      isStandIn: false,
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

  describe.each(['its ID', 'its name'])('and is one that collects here, found by %s', (by) => {
    const importInto = () => {
      const all = setUp();
      const id = all.gather(['a', 'b', 'c']);
      all.batches.setCollects(id, true);
      const file = { ...batch, id: by === 'its ID' ? id : null, expected: 3 } as typeof batch;
      const remove = (...ids: string[]) => {
        all.jobs.remove(ids);
        all.add(ids);
      };
      return { ...all, id, remove, again: () => all.join(['a', 'b', 'c'], file) };
    };

    it('brings no job into that, but the missing ones into one that stands in for it', () => {
      const { id, remove, again, say, batchesOf, downloads, published } = importInto();
      remove('c');
      const standIn = again();
      expect(standIn).toMatchObject({ name: 'jobs.csv (2)', isNew: true, isStandIn: true, joined: 1 });
      expect(['a', 'b', 'c'].map(batchesOf)).toEqual([[id], [id], [standIn?.id]]);
      expect(published().find((one) => one.id === standIn?.id)).toMatchObject({
        expected: 1,
        collects: false,
      });
      say('c', 'completed');
      expect(downloads).toEqual([]);
    });

    it('changes nothing when it is imported again, also after a restart', () => {
      const { remove, again, published, batchesOf, id, jobs, rows } = importInto();
      remove('c');
      again();
      const before = [published(), ['a', 'b', 'c'].map(batchesOf)];
      expect([again(), again()]).toMatchObject([
        { id, isNew: false, joined: 0 },
        { id, isNew: false, joined: 0 },
      ]);
      expect([published(), ['a', 'b', 'c'].map(batchesOf)]).toEqual(before);

      const restarted = batchesOverJobs(rows());
      restarted.jobs.adopt([...jobs.all()]);
      const file = { ...batch, id: by === 'its ID' ? id : null } as typeof batch;
      restarted.batches.joinImported([{ ids: ['a', 'b', 'c'], batch: file }]);
      expect([restarted.published(), ['a', 'b', 'c'].map(restarted.batchesOf)]).toEqual(before);
    });

    it('brings back what is removed later as well, each job into one batch, whatever the person sets', () => {
      const { remove, again, batches, batchesOf, id } = importInto();
      remove('c');
      const standIn = again()?.id ?? '';
      remove('b', 'c');
      batches.rename(standIn, 'Chairs');
      expect(again()).toMatchObject({ id: standIn, isNew: false, joined: 2 });
      batches.setCollects(id, false);
      expect(again()).toMatchObject({ joined: 0 });
      remove('b');
      expect(again()).toMatchObject({ id, joined: 1 });
      batches.setCollects(id, true);
      batches.setCollects(standIn, true);
      remove('a', 'c');
      const another = again();
      expect(another).toMatchObject({ isNew: true, joined: 2 });
      expect(again()).toMatchObject({ joined: 0 });
      expect(['a', 'b', 'c'].map(batchesOf)).toEqual([[another?.id], [id], [another?.id]]);
    });
  });

  it('changes nothing when it is imported again after it got another name, or another ID', () => {
    const { join, batches, add, gather, published } = setUp();
    const id = gather(['a', 'b']);
    add(['c', 'd', 'e']);
    const other = join(['c', 'd'], { ...batch, id: null });
    expect(join(['c', 'd'], { ...batch, id: null })).toMatchObject({
      id: other?.id,
      isNew: false,
      joined: 0,
    });
    batches.rename(other?.id ?? '', 'Fair');
    expect(join(['c', 'd'], { ...batch, id: null })).toMatchObject({
      id: other?.id,
      isNew: false,
      joined: 0,
    });
    gather(['a'], 'jobs.csv');
    batches.remove(id, []);
    const third = join(['e'], { ...batch, id });
    expect(third).toMatchObject({ isNew: true, joined: 1 });
    expect(join(['e'], { ...batch, id })).toMatchObject({ id: third?.id, isNew: false, joined: 0 });
    expect(published()).toHaveLength(3);
  });

  it('changes nothing when it is imported again without IDs after it was renamed, collects, and lacked a job', () => {
    const { join, batches, jobs, add, batchesOf } = setUp();
    add(['a', 'b', 'c']);
    const file = { ...batch, id: null, expected: 3 };
    const again = () => join(['a', 'b', 'c'], file);
    const id = again()?.id ?? '';
    batches.setCollects(id, true);
    batches.rename(id, 'Fair');
    jobs.remove(['c']);
    add(['c']);
    const standIn = again();
    expect(standIn).toMatchObject({ isNew: true, joined: 1 });
    expect(again()).toMatchObject({ isNew: false, joined: 0 });
    expect(['a', 'b', 'c'].map(batchesOf)).toEqual([[id], [id], [standIn?.id]]);
  });

  it('is rather the one that has its jobs than an empty one of its name', () => {
    const { join, jobs, add, gather } = setUp();
    gather(['a', 'b']);
    add(['c', 'd']);
    const id = join(['c', 'd'], { ...batch, id: null })?.id;
    jobs.remove(['a', 'b']);
    expect(join(['c', 'd'], { ...batch, id: null })).toMatchObject({ id, joined: 0 });
  });

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
    const { batches, add, batchesOf, jobs, progressOf } = setUp();
    add(['a', 'b']);
    const version = jobs.get('a')?.version ?? 0;
    const ids = Array.from({ length: 100 }, (_, index) => `x-${index}`);
    const joined = batches.joinImported(
      ids.map((id) => ({ ids: ['a', 'b'], batch: { ...batch, id, name: id } })),
    );
    expect(joined.every((one) => one.joined === 2)).toBe(true);
    expect(batchesOf('a')).toEqual(ids);
    expect(jobs.get('a')?.version).toBe(version + 1);
    expect(progressOf('x-99')).toMatchObject({ waiting: 2 });
  });

  it('comes with thousands of others, also where all have one name', () => {
    const { batches, add, published } = setUp();
    const ids = Array.from({ length: 2_000 }, (_, index) => `job${index}`);
    add(ids);
    batches.joinImported(ids.map((id) => ({ ids: [id], batch: { ...batch, id: null, name: `b${id}` } })));
    const sameName = ids.map((id) => ({ ids: [id], batch: { ...batch, id: null } }));
    batches.joinImported(sameName);
    batches.joinImported(sameName);
    expect(new Set(published().map(({ name }) => name)).size).toBe(4_000);
    expect(new Set(published().map(({ id }) => id)).size).toBe(4_000);
  });

  it('comes in a moment beside thousands of its name with other jobs', () => {
    const of = (list: string, index: number) => ({
      ids: Array.from({ length: 50 }, (_, job) => `${list}-${index}-${job}`),
      record: { ...batch, id: `${list}-${index}`, collects: false, fingerprint: null },
    });
    const here = Array.from({ length: 2_000 }, (_, index) => of('here', index));
    const members = new Map(here.map(({ ids, record }) => [record.id, ids]));
    const before = process.cpuUsage();
    const placed = joinImported(
      here.map((_, index) => of('there', index)).map(({ ids, record }) => ({ ids, batch: record })),
      {
        records: here.map(({ record }) => record),
        membersOf: (id) => members.get(id) ?? [],
        idFor: (wanted) => wanted ?? '',
      },
    );
    expect(process.cpuUsage(before).user / 1_000_000).toBeLessThan(3);
    expect(placed.filter(({ isNew }) => isNew)).toHaveLength(2_000);
  });
});

describe('a list with two batches of one name', () => {
  it('leaves the one here to the batch that names it by its ID, and changes nothing a second time', () => {
    const { batches, add, gather, batchesOf } = setUp();
    const mine = gather(['a', 'c', 'd', 'f'], 'x');
    add(['b', 'e']);
    const list = [
      { ids: ['c', 'e', 'f'], batch: { ...batch, id: 'x-2', name: 'x' } },
      { ids: ['a', 'b', 'd', 'f'], batch: { ...batch, id: mine, name: 'x' } },
    ];
    const [other, own] = batches.joinImported(list);
    expect(other).toMatchObject({ isNew: true, joined: 3 });
    expect(own).toMatchObject({ id: mine, isNew: false, joined: 1 });
    expect(batchesOf('e')).not.toContain(mine);
    for (const again of batches.joinImported(list)) expect(again).toMatchObject({ isNew: false, joined: 0 });
  });
});
