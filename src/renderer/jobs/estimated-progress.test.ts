import { expect, it } from 'vitest';
import { jobRow } from '../testing/states.ts';
import { EstimatedProgress } from './estimated-progress.ts';

const second = 1_000;
const running = jobRow({ status: 'running', progress: 40, pace: 2, fetchedAt: 0, startedAt: 0 });

it('progress is what the service said, until that is a moment ago', () => {
  const shown = new EstimatedProgress();
  expect(shown.of(running, second)).toEqual({ percent: 40, isEstimate: false });
  expect(shown.of(running, 5 * second)).toEqual({ percent: 50, isEstimate: true });
});

it('progress never goes back, and says that it is an estimate for as long as the service says less', () => {
  const shown = new EstimatedProgress();
  shown.of(running, 10 * second);
  const slower = { ...running, progress: 55, fetchedAt: 10 * second, pace: 1 };
  expect(shown.of(slower, 10 * second)).toEqual({ percent: 60, isEstimate: true });
  expect(shown.of(slower, 17 * second)).toEqual({ percent: 62, isEstimate: true });
  const further = { ...slower, progress: 70, fetchedAt: 20 * second };
  expect(shown.of(further, 20 * second)).toEqual({ percent: 70, isEstimate: false });
});

it('progress does not go back where it stands still, so that its pace is not known any more', () => {
  const shown = new EstimatedProgress();
  shown.of(running, 10 * second);
  const still = { ...running, pace: null, fetchedAt: 11 * second };
  expect(shown.of(still, 12 * second)).toEqual({ percent: 60, isEstimate: true });
  expect(shown.of(still, 40 * second)).toEqual({ percent: 60, isEstimate: true });
  expect(shown.of({ ...still, progress: 61 }, 41 * second)).toEqual({ percent: 61, isEstimate: false });
});

it('progress is never estimated to be complete', () => {
  const shown = new EstimatedProgress();
  expect(shown.of(running, 50 * second)?.percent).toBe(99);
  expect(shown.of({ ...running, status: 'completed', progress: 100 }, 51 * second)).toEqual({
    percent: 100,
    isEstimate: false,
  });
});

it('progress begins anew with another run', () => {
  const shown = new EstimatedProgress();
  shown.of(running, 20 * second);
  const again = { ...running, progress: 3, fetchedAt: 21 * second, startedAt: 20 * second };
  expect(shown.of(again, 21 * second)).toEqual({ percent: 3, isEstimate: false });
});

it('progress does not go back when an answer says for the first time, or leaves out, when the run began', () => {
  const shown = new EstimatedProgress();
  const listed = { ...running, startedAt: null };
  expect(shown.of(listed, 10 * second)?.percent).toBe(60);
  const single = { ...running, progress: 52, fetchedAt: 11 * second };
  expect(shown.of(single, 11 * second)?.percent).toBe(60);
  expect(shown.of({ ...listed, progress: 53, fetchedAt: 12 * second }, 12 * second)?.percent).toBe(60);
});

it('progress is not estimated where its pace is not known, nor known where the service tells none', () => {
  const shown = new EstimatedProgress();
  const unpaced = jobRow({ status: 'running', progress: 40, fetchedAt: 0, startedAt: 0 });
  expect(shown.of(unpaced, 9 * second)).toEqual({ percent: 40, isEstimate: false });
  expect(shown.of({ ...running, progress: null }, 9 * second)).toBeNull();
});

it('progress does not go on for ever after an old answer, nor back for one that seems to come from the future', () => {
  const slow = { ...running, pace: 0.1 };
  expect(new EstimatedProgress().of(slow, 600 * second)?.percent).toBe(46);
  const ahead = { ...slow, fetchedAt: 100 * second };
  expect(new EstimatedProgress().of(ahead, 0)).toEqual({ percent: 40, isEstimate: false });
});

it('what was shown of a job is forgotten where thousands of others were shown since, and only then', () => {
  const shown = new EstimatedProgress();
  const kept = { ...running, id: 'kept' };
  shown.of(running, 10 * second);
  shown.of(kept, 10 * second);
  for (let other = 0; other < 4_998; other += 1) shown.of({ ...running, id: `other ${other}` }, 10 * second);
  expect(shown.of(kept, second)?.percent).toBe(60);
  expect(shown.of(running, second)?.percent).toBe(60);
  shown.of(kept, second);
  for (let other = 0; other < 4_999; other += 1)
    shown.of({ ...running, id: `another ${other}` }, 10 * second);
  expect(shown.of(kept, second)?.percent).toBe(60);
  expect(shown.of(running, second)?.percent).toBe(40);
});
