import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { batchesOverJobs } from '../testing/batches-harness.ts';
import { addFound, addInputs, batchName } from './add.ts';
import { AddsInProgress } from './adds-in-progress.ts';
import type { AddProgress } from '../../shared/intake.ts';
import type { Read } from './read-in-thread.ts';
import { fileSource, type Source } from '../../shared/source.ts';

const report = {
  source: fileSource('jobs.txt'),
  notUnderstood: [],
  notUnderstoodBeyond: 0,
  leftOut: 0,
  binary: false,
  containedKey: false,
};

const addInProgress = () => new AddsInProgress(() => {}, new AbortController().signal).begin();

it('keeps a batch once all of its jobs have joined it, so that nothing is told of a part of it', async () => {
  const steps: string[] = [];
  const batch = {
    id: 'b1',
    name: 'jobs.txt',
    createdAt: 1,
    expected: 1_100,
    collects: false,
    fingerprint: 'f',
  };
  const parts: Parameters<typeof addFound>[0] = {
    jobs: {
      add: async (ids) => {
        steps.push(`add ${ids.length}`);
        return { added: [...ids], known: [] };
      },
    },
    now: () => 1,
    batches: {
      find: () => ({ batch, isNew: true }),
      join: (ids) => steps.push(`join ${ids.length}`),
      keep: () => (steps.push('keep'), batch),
    },
  };
  const ids = Array.from({ length: 1_100 }, (_, index) => `job${index}`);
  const groups = [
    { source: fileSource('jobs.txt'), ids: ids.slice(0, 600) },
    { source: fileSource('more.txt'), ids: ids.slice(600) },
  ];
  const added = await addFound(parts, { groups, report }, { by: 'person' }, addInProgress());
  expect(steps).toEqual(['add 500', 'join 500', 'add 500', 'join 500', 'add 100', 'join 100', 'keep']);
  expect(added.added).toEqual(ids);
});

it('has no more than four slices on their way to a slow disk, and goes on as it confirms them', async () => {
  const unsaved: (() => void)[] = [];
  const jobs: Parameters<typeof addFound>[0]['jobs'] = {
    add: (ids) => new Promise((resolve) => unsaved.push(() => resolve({ added: [...ids], known: [] }))),
  };
  const { batches } = batchesOverJobs();
  const ids = Array.from({ length: 4_000 }, (_, index) => `job${index}`);
  const found = { groups: [{ source: fileSource('jobs.txt'), ids }], report };
  const adding = addFound({ jobs, batches, now: () => 1 }, found, { by: 'person' }, addInProgress());
  for (let turn = 0; turn < 20; turn += 1) await nextTurn();
  expect(unsaved).toHaveLength(4);
  unsaved[0]?.();
  for (let turn = 0; turn < 20; turn += 1) await nextTurn();
  expect(unsaved).toHaveLength(5);
  for (let index = 0; index < 8; index += 1) {
    unsaved[index]?.();
    for (let turn = 0; turn < 3; turn += 1) await nextTurn();
  }
  expect((await adding).added).toEqual(ids);
});

describe('an addition that a person cancels', () => {
  const ids = Array.from({ length: 1_100 }, (_, index) => `job${index}`);
  const found = { groups: [{ source: fileSource('jobs.txt'), ids }], report };

  it('keeps what is on the list by then, as a batch of just that', async () => {
    const { jobs, batches } = batchesOverJobs();
    const shown: (AddProgress | null)[] = [];
    const adds = new AddsInProgress((progress) => shown.push(progress), new AbortController().signal);
    const adding = addFound({ jobs, batches, now: () => 1 }, found, { by: 'person' }, adds.begin());
    expect(shown).toEqual([{ number: 1, done: 500, total: 1_100 }]);
    adds.cancel(1);
    const added = await adding;
    expect(added).toMatchObject({ notAdded: 600, batch: { name: 'jobs.txt', isNew: true } });
    expect(added.added).toEqual(ids.slice(600));
    const [batch] = batches.records();
    expect(batch?.expected).toBe(500);
    expect(batches.membersOf(batch?.id ?? '')).toHaveLength(500);
  });

  it('adds the rest when it is given again', async () => {
    const { jobs, batches } = batchesOverJobs();
    const adds = new AddsInProgress(() => {}, new AbortController().signal);
    const parts = { jobs, batches, now: () => 1 };
    const adding = addFound(parts, found, { by: 'person' }, adds.begin());
    adds.cancel(1);
    await adding;
    const again = await addFound(parts, found, { by: 'person' }, adds.begin());
    expect([again.added.length, again.known.length]).toEqual([600, 500]);
    expect(batches.membersOf(again.batch?.id ?? '')).toHaveLength(1_100);
  });

  it('adds nothing while its texts are still being read', async () => {
    const { jobs, batches } = batchesOverJobs();
    const adds = new AddsInProgress(() => {}, new AbortController().signal);
    const read: Read = (_inputs, signal) =>
      new Promise((_resolve, reject) =>
        signal.addEventListener('abort', () => reject(new Error('Reading ended early.'))),
      );
    const confirmations = { request: () => Promise.resolve(true) };
    const { signal } = new AbortController();
    const adding = addInputs({ jobs, batches, now: () => 1, confirmations, adds, read, signal }, [], {
      by: 'person',
    });
    adds.cancel(1);
    expect(await adding).toMatchObject({ added: [], declined: 0 });
    expect(jobs.size).toBe(0);
  });
});

describe('a batch that is given again, while its jobs are gone through', () => {
  const ids = Array.from({ length: 1_100 }, (_, index) => `job${index}`);
  const found = { groups: [{ source: fileSource('jobs.txt'), ids }], report };

  async function givenAgain() {
    const { jobs, batches, gather, batchesOf } = batchesOverJobs();
    const id = gather(ids);
    jobs.remove(ids);
    const adding = addFound({ jobs, batches, now: () => 1 }, found, { by: 'person' }, addInProgress());
    await nextTurn();
    const inBatch = () => ids.filter((job) => batchesOf(job)?.includes(id)).length;
    expect(jobs.size).toBeGreaterThan(0);
    expect(jobs.size).toBeLessThan(ids.length);
    return { adding, batches, id, inBatch };
  }

  it('keeps the name that a person gives it, and collects as they want', async () => {
    const { adding, batches, id, inBatch } = await givenAgain();
    batches.rename(id, 'For the fair');
    batches.setCollects(id, true);
    expect((await adding).batch).toEqual({ id, name: 'For the fair', isNew: false });
    expect(batches.get(id)).toMatchObject({ name: 'For the fair', collects: true });
    expect(inBatch()).toBe(ids.length);
  });

  it('stays away once a person took it away, and has all its jobs should it come back', async () => {
    const { adding, batches, id, inBatch } = await givenAgain();
    batches.remove(id, []);
    expect((await adding).batch).toBeNull();
    expect(batches.records()).toEqual([]);
    expect(inBatch()).toBe(0);
    batches.restore(id);
    expect(inBatch()).toBe(ids.length);
  });

  it('has all its jobs, too, where it comes back before the last of them', async () => {
    const { adding, batches, id, inBatch } = await givenAgain();
    batches.remove(id, []);
    await nextTurn();
    batches.restore(id);
    expect((await adding).batch).toMatchObject({ id });
    expect(inBatch()).toBe(ids.length);
  });
});

it('gives a new batch a name of its own, also where another took its name meanwhile', async () => {
  const { jobs, batches } = batchesOverJobs();
  const idsOf = (stem: string) => Array.from({ length: 600 }, (_, index) => `${stem}${index}`);
  const give = (stem: string) =>
    addFound(
      { jobs, batches, now: () => 1 },
      { groups: [{ source: fileSource('jobs.txt'), ids: idsOf(stem) }], report },
      { by: 'person' },
      addInProgress(),
    );
  const given = await Promise.all([give('a'), give('b')]);
  expect(given.map(({ batch }) => batch?.name)).toEqual(['jobs.txt', 'jobs.txt (2)']);
});

it('calls the batch of a folder after the folder, not after the files in it', async () => {
  const { jobs, batches } = batchesOverJobs();
  const groups = ['a', 'b'].map((id) => ({ source: fileSource(`logs/${id}.txt`), ids: [id] }));
  const { batch } = await addFound(
    { jobs, batches, now: () => 1 },
    { groups, report: { ...report, source: { kind: 'folder', name: 'logs' } } },
    { by: 'person' },
    addInProgress(),
  );
  expect(batch).toMatchObject({ name: 'logs', isNew: true });
});

const now = new Date(2026, 4, 6, 14, 32).getTime();
/** In the form of this system, whatever that is: it holds the day and the minute. */
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(now);

describe('the name of a batch', () => {
  it.each<[Source[], string]>([
    [[fileSource('jobs.csv')], 'jobs.csv'],
    [['jobs.csv', 'more.csv', 'last.csv'].map(fileSource), 'jobs.csv and 2 more'],
    [[{ kind: 'command-line' }, fileSource('jobs.csv')], 'jobs.csv'],
    [[{ kind: 'pasted' }], `Pasted ${moment}`],
    [[{ kind: 'typed' }], `Typed ${moment}`],
    [[{ kind: 'dropped' }], `Dropped ${moment}`],
    [[{ kind: 'command-line' }], `Command line ${moment}`],
    [[fileSource('a link')], 'a link'],
    [[{ kind: 'link' }], `Link ${moment}`],
    [[{ kind: 'related' }], `Related ${moment}`],
    [[fileSource(' ')], `Added ${moment}`],
    [[], `Added ${moment}`],
  ])('of %j is %s', (sources, name) => {
    expect(batchName(sources, now)).toBe(name);
    for (const part of ['2026', '32']) expect(moment).toContain(part);
  });
});
