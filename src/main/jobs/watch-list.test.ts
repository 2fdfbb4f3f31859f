import { expect, it } from 'vitest';
import type { ErrorCode } from '../../shared/errors.ts';
import { listed } from '../testing/poller-harness.ts';
import { watchJobs } from './watch-list.ts';
import { newWatchedJob, withAnswer, withFailure, type WatchedJob } from './watched-job.ts';

const answeredWith = (status: string): WatchedJob =>
  withAnswer(newWatchedJob('a', 1, null, 1_000), listed(status), 2_000);
const failedWith = (job: WatchedJob, code: ErrorCode): WatchedJob =>
  withFailure(job, { code, text: null }, 3_000);
const owing = (job: WatchedJob, owed: 'end' | 'fields'): WatchedJob => ({
  ...job,
  record: { ...job.record, owed },
});

it.each([
  ['has ended is not', answeredWith('failed'), false],
  ['has ended by the list alone is not', owing(answeredWith('failed'), 'end'), false],
  ['lacks what the list left out is', owing(answeredWith('failed'), 'fields'), true],
  ['has ended, and whose last request failed, is', failedWith(answeredWith('failed'), 'service-down'), true],
  ['has ended and is refused is not', failedWith(answeredWith('failed'), 'not-found'), false],
  [
    'is on its way, and whose last request failed, is not',
    failedWith(answeredWith('running'), 'timeout'),
    false,
  ],
])('a job of the last run that %s polled gently', (_what, job, isGentle) => {
  const gentle: string[] = [];
  const poller = {
    watch: () => {},
    pollGently: (ids: Iterable<string>) => gentle.push(...ids),
    together: (change: () => void) => change(),
  };
  watchJobs({ jobs: { get: () => job, restingStatus: () => null }, poller }, ['a']);
  expect(gentle).toEqual(isGentle ? ['a'] : []);
});
