import { describe, expect, it } from 'vitest';
import {
  answered,
  failedAgain,
  intervals,
  nextPollDelay,
  neverPolled,
  type PollHistory,
} from './schedule.ts';

const middle = 0.5;
const history = (part: Partial<PollHistory>): PollHistory => ({
  ...neverPolled,
  status: 'running',
  ...part,
});

describe('when a job is polled next', () => {
  it('is at once for a job that was never polled', () => {
    expect(nextPollDelay(history({ status: null }), 0.9)).toBe(0);
  });

  it('is three seconds after an answer, as the API page does it', () => {
    expect(nextPollDelay(history({}), middle)).toBe(3_000);
  });

  it.each(['submitting', 'preprocessing', 'queued', 'running', 'reticulating'])(
    'goes on while it is %s',
    (status) => {
      expect(nextPollDelay(history({ status }), middle)).toBe(3_000);
    },
  );

  it.each(['completed', 'failed'])('is never once it is %s', (status) => {
    expect(nextPollDelay(history({ status }), middle)).toBeNull();
    expect(nextPollDelay(history({ status, failures: 3, lastFailure: 'timeout' }), middle)).toBeNull();
  });

  it('moves by a tenth either way, so that jobs do not march in step', () => {
    expect(nextPollDelay(history({}), 0)).toBe(2_700);
    expect(nextPollDelay(history({}), 0.999_999)).toBe(3_300);
  });

  it('doubles with every failure in a row, up to a minute', () => {
    const delays = [1, 2, 3, 4, 5, 6, 60].map((failures) =>
      nextPollDelay(history({ failures, lastFailure: 'service-down' }), middle),
    );
    expect(delays).toEqual([3_000, 6_000, 12_000, 24_000, 48_000, 60_000, 60_000]);
  });

  it.each(['not-found', 'forbidden', 'unauthorized', 'gone'] as const)(
    'is patient with an ID that is %s',
    (lastFailure) => {
      const delays = [1, 2, 3, 40].map((failures) =>
        nextPollDelay(history({ status: null, failures, lastFailure }), middle),
      );
      expect(delays).toEqual([intervals.unknown, 60_000, 120_000, intervals.maxUnknownMs]);
    },
  );

  it.each(['cancelled', 'expired', 'succeeded', 'COMPLETED'])(
    'is ever more rarely where it seems to have ended as %s, until it says something else',
    (status) => {
      let known = neverPolled;
      const delays: (number | null)[] = [];
      for (let round = 0; round < 10; round += 1) {
        known = answered(known, status);
        delays.push(nextPollDelay(known, middle));
      }
      expect(delays.slice(0, 3)).toEqual([10_000, 20_000, 40_000]);
      expect(delays.at(-1)).toBe(intervals.maxEndedMs);
      expect(nextPollDelay(answered(known, 'running'), middle)).toBe(3_000);
    },
  );

  it('is ever later also where refusals and other failures take turns', () => {
    let known = history({});
    const delays: (number | null)[] = [];
    for (let round = 0; round < 4; round += 1)
      for (const code of ['not-found', 'service-down'] as const) {
        known = failedAgain(known, code);
        delays.push(nextPollDelay(known, middle));
      }
    expect(delays).toEqual([30_000, 3_000, 60_000, 6_000, 120_000, 12_000, 240_000, 24_000]);
    expect(nextPollDelay(failedAgain(answered(known, 'running'), 'not-found'), middle)).toBe(30_000);
  });

  it('comes back to three seconds after an answer', () => {
    expect(nextPollDelay(history({ failures: 0, lastFailure: 'timeout' }), middle)).toBe(3_000);
  });
});
