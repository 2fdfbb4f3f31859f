import { expect, it } from 'vitest';
import { parseJob } from '../../shared/job/job.ts';
import { virtualClock } from '../testing/virtual-clock.ts';
import { Outlooks } from './outlooks.ts';

const spread = { mean: 11, sd: 0.5 };

function setUp() {
  const clock = virtualClock();
  const outlooks = new Outlooks(clock, { waitOf: () => null, runOf: () => spread });
  const parsed = parseJob({ id: 'a', status: 'running' });
  if (parsed === null) throw new Error('That is no job.');
  return { clock, outlooks, job: parsed.job };
}

it('a row is in view until other rows are', () => {
  const { outlooks } = setUp();
  expect(outlooks.setInView(new Set(['a', 'b']))).toEqual(['a', 'b']);
  expect(outlooks.setInView(new Set(['b', 'c']))).toEqual(['c']);
  expect(['a', 'b', 'c'].map((id) => outlooks.of(id).isInView)).toEqual([false, true, true]);
});

it('the list covers a job until the time at which it is to say more', async () => {
  const { clock, outlooks } = setUp();
  outlooks.noteCovered('a', clock.steady() + 3_000);
  await clock.advance(1_000);
  expect(outlooks.of('a').coveredMs).toBe(2_000);
  await clock.advance(5_000);
  expect(outlooks.of('a').coveredMs).toBe(0);
});

it('what was known of a job on its way is not there for its next run, but its row stays in view', async () => {
  const { clock, outlooks, job } = setUp();
  outlooks.setInView(new Set(['a']));
  outlooks.noteAnswer('a', job, clock.steady());
  outlooks.noteCovered('a', clock.steady() + 60_000);
  await clock.advance(1_000);
  expect(outlooks.of('a').run).toBe(spread);
  expect(outlooks.sinceAnswer('a')).toBe(1_000);
  outlooks.end('a');
  expect(outlooks.of('a')).toMatchObject({ run: null, coveredMs: 0, isInView: true });
  expect(outlooks.sinceAnswer('a')).toBe(0);
});
