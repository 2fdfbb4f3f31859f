import { expect, it } from 'vitest';
import { jobRow } from '../testing/states.ts';
import { noneStuck, StuckJobs } from './stuck-jobs.ts';

const still = jobRow({ id: 'still', status: 'running', changedAt: 5, fetchedAt: 9 });

it('a job is stuck that stood still and has not moved since, and no other', () => {
  const stuck = new StuckJobs([still]);
  expect(stuck.has(still)).toBe(true);
  expect(stuck.has({ ...still, changedAt: 6 })).toBe(false);
  expect(stuck.has({ ...still, id: 'another' })).toBe(false);
  expect(noneStuck.has({ ...still, changedAt: null })).toBe(false);
});

it('a job is unknown, and not stuck, once the service does not know it any more', () => {
  const gone = { code: 'gone', text: null, since: 6, attempts: 1 } as const;
  expect(new StuckJobs([still]).has({ ...still, failure: gone })).toBe(false);
});
