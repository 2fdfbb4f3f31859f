import { describe, expect, it } from 'vitest';
import {
  answered,
  failedAgain,
  intervals,
  nextPollDelay,
  neverPolled,
  nothingKnown,
  paceOf,
  type Outlook,
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
    expect(nextPollDelay(history({ status, failures: 3, lastFailure: 'not-found' }), middle)).toBeNull();
  });

  it.each(['completed', 'failed'])(
    'is ever later once it is %s and the last request for it failed',
    (status) => {
      const delays = [1, 2, 3, 60].map((failures) =>
        nextPollDelay(history({ status, failures, lastFailure: 'timeout' }), middle),
      );
      expect(delays).toEqual([3_000, 6_000, 12_000, intervals.maxEndedMs]);
    },
  );

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

const begin = Date.UTC(2026, 4, 6, 12);
const usual: Outlook = {
  ...nothingKnown,
  wait: { mean: Math.log(15_000), sd: 1 },
  run: { mean: Math.log(90_000), sd: 0.6 },
};

/**
 * Polls a job that waits for 20 seconds and runs for 100, each time as soon as the schedule says.
 *
 * @param progressAt its progress by the share of its run
 * @returns the seconds after its submission at which it was polled
 */
function polled(outlook: Outlook, progressAt: (share: number) => number | null, runSeconds = 100): number[] {
  let known = neverPolled;
  const at: number[] = [];
  const [startedAt, endsAt] = [begin + 20_000, begin + (20 + runSeconds) * 1_000];
  for (let now = begin; ;) {
    at.push((now - begin) / 1_000);
    if (now >= endsAt) return at;
    const isRunning = now >= startedAt;
    const status = isRunning ? 'running' : 'queued';
    const progress = isRunning ? progressAt((now - startedAt) / (endsAt - startedAt)) : 0;
    const sighting = { status, at: now, queuedAt: begin, startedAt: isRunning ? startedAt : null, progress };
    known = answered(known, status, sighting);
    now += nextPollDelay(known, middle, { ...outlook, now }) ?? Infinity;
  }
}
const gapsOf = (at: readonly number[]): number[] => at.slice(1).map((time, index) => time - (at[index] ?? 0));

describe('a job whose progress tells when it ends', () => {
  const steady = polled(usual, (share) => 100 * share);

  it('is polled every second or more often when its end is near, and rarely before', () => {
    const gaps = gapsOf(steady);
    expect(Math.min(...gaps)).toBeLessThan(1);
    expect(Math.max(...gaps)).toBeGreaterThan(6);
    expect(gaps.at(-1)).toBeLessThan(1.5);
  });

  it('is polled now and then however far its end is: it may fail before', () => {
    const gaps = gapsOf(
      polled({ ...usual, run: { mean: Math.log(3_600_000), sd: 0.2 } }, (share) => 100 * share, 3_600),
    );
    expect(Math.max(...gaps)).toBeLessThanOrEqual(23);
  });

  it('takes a third of the requests of the loop on the API page', () => {
    expect(steady.length).toBeLessThan(120 / 3 / 2.5);
  });

  it('needs no earlier job for it', () => {
    const at = polled(nothingKnown, (share) => 100 * share);
    expect(gapsOf(at).at(-1)).toBeLessThan(1.5);
    expect(at.length).toBeLessThan(120 / 3 / 1.8);
  });

  it('is polled often enough for the screen while a person looks at its row', () => {
    expect(Math.max(...gapsOf(polled({ ...usual, isInView: true }, (share) => 100 * share)))).toBeLessThan(5);
  });

  it('is never polled more often than the loop would until then', () => {
    for (const runSeconds of [3, 20, 100, 900])
      for (const progressAt of [(share: number) => 100 * share, () => 95, () => null, () => 99])
        for (const [index, time] of polled(usual, progressAt, runSeconds).entries())
          expect(index).toBeLessThanOrEqual(time / 3 + 1);
  });
});

describe('a job whose progress tells nothing', () => {
  it('is polled as the loop does it where it stands still after its likely end', () => {
    const gaps = gapsOf(polled(usual, (share) => Math.min(95, 300 * share), 300));
    expect(Math.max(...gaps.slice(-30))).toBeLessThanOrEqual(3.3);
    expect(Math.min(...gaps.slice(-30))).toBeGreaterThan(1);
  });

  it('is polled at least as often as the loop does it when most jobs like it have ended', () => {
    expect(Math.max(...gapsOf(polled(usual, () => null, 200)).slice(-10))).toBeLessThanOrEqual(3.3);
  });

  it('is polled every three seconds where nothing is known of jobs like it', () => {
    expect(new Set(gapsOf(polled(nothingKnown, () => null)))).toEqual(new Set([3]));
  });
});

describe('a run that was not seen to begin', () => {
  it('is polled every three seconds where it would be over by far: the clock of the service is another', () => {
    const hour = 3_600_000;
    let known = neverPolled;
    const delays: number[] = [];
    for (let share = 10; share < 60; share += 10) {
      const at = begin + hour + share * 1_000;
      known = answered(known, 'running', {
        status: 'running',
        at,
        queuedAt: begin,
        startedAt: begin,
        progress: share,
      });
      delays.push(nextPollDelay(known, middle, { ...usual, now: at }) ?? Infinity);
    }
    expect(new Set(delays)).toEqual(new Set([intervals.answered]));
  });
});

describe('the pace of a run between two answers', () => {
  const after = (lateMs: number, ...progress: (number | null)[]) => {
    let known = neverPolled;
    for (const [index, value] of progress.entries()) {
      const at = begin + (index + 1) * 10_000;
      known = answered(known, 'running', {
        status: 'running',
        at,
        queuedAt: begin,
        startedAt: begin,
        progress: value,
      });
    }
    return paceOf(known, { run: usual.run, now: begin + progress.length * 10_000 + lateMs });
  };
  const seen = (...progress: (number | null)[]) => after(0, ...progress);

  it('is that at which it comes to its likely end', () => {
    expect(seen(10, 20, 30, 40)).toBeGreaterThan(0.9);
    expect(seen(10, 20, 30, 40)).toBeLessThan(1.1);
    expect(seen(10, 20, 30)).toBeGreaterThan(0.9);
  });

  it('is not known before it was seen to move, nor where it stands still', () => {
    expect(seen(10)).toBeNull();
    expect(seen(10, 10, 10, 10)).toBeNull();
    expect(seen(10, 20, 30, 40, 40)).toBeNull();
  });

  it('is not known once an answer leaves its progress out, until it was seen to move again', () => {
    expect(seen(10, 20, 30, null)).toBeNull();
    expect(seen(10, 20, 30, null, 50)).toBeNull();
    expect(seen(10, 20, 30, null, 50, 60, 70)).toBeGreaterThan(0.9);
  });

  it('is not known where the end is uncertain, nor once it is due', () => {
    expect(seen(30, 31, 32, 33)).toBeNull();
    expect(after(50_000, 10, 20, 30, 40)).not.toBeNull();
    expect(after(60_000, 10, 20, 30, 40)).toBeNull();
  });
});

describe('a run whose beginning the service dates by another clock', () => {
  it.each([-3_600_000, 3_600_000])('begins between the answers that show it (%i ms off)', (offMs) => {
    let known = neverPolled;
    const see = (status: string, at: number, startedAt: number | null): void => {
      known = answered(known, status, { status, at, queuedAt: begin, startedAt, progress: 1 });
    };
    see('queued', begin + 10_000, null);
    see('running', begin + 14_000, begin + 12_000 + offMs);
    expect(known.course?.since).toBeGreaterThanOrEqual(begin + 10_000);
    expect(known.course?.since).toBeLessThanOrEqual(begin + 14_000);
  });
});
