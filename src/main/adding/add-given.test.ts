import { expect, it } from 'vitest';
import { addGiven } from './add-given.ts';

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
  const parts: Parameters<typeof addGiven>[0] = {
    jobs: {
      add: async (ids) => {
        steps.push(`add ${ids.length}`);
        return { added: [...ids], known: [] };
      },
    },
    batches: {
      now: () => 1,
      find: () => ({ batch, isNew: true }),
      join: (ids) => steps.push(`join ${ids.length}`),
      keep: () => steps.push('keep'),
    },
    signal: new AbortController().signal,
  };
  const ids = Array.from({ length: 1_100 }, (_, index) => `job${index}`);
  const report = {
    source: 'jobs.txt',
    notUnderstood: [],
    notUnderstoodBeyond: 0,
    leftOut: 0,
    binary: false,
    containedKey: false,
  };
  const groups = [
    { source: 'jobs.txt', ids: ids.slice(0, 600) },
    { source: 'more.txt', ids: ids.slice(600) },
  ];
  const added = await addGiven(parts, { groups, report }, { by: 'person' });
  expect(steps).toEqual(['add 500', 'join 500', 'add 500', 'join 500', 'add 100', 'join 100', 'keep']);
  expect(added.added).toEqual(ids);
});
