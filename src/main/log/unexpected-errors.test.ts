import { describe, expect, it } from 'vitest';
import { virtualClock } from '../testing/virtual-clock.ts';
import { loggedPerMinute, UnexpectedErrors } from './unexpected-errors.ts';

function setUp() {
  const clock = virtualClock();
  const logged: [string, unknown][] = [];
  const reported: number[] = [];
  const errors = new UnexpectedErrors({ clock, log: (message, error) => logged.push([message, error]) });
  return { clock, logged, reported, errors, listen: () => errors.reportTo((count) => reported.push(count)) };
}

describe('an error that nobody caught', () => {
  it('is logged and reported', () => {
    const { errors, logged, reported, listen } = setUp();
    listen();
    const error = new Error('broken');
    errors.take(error);
    expect(logged).toEqual([['Unexpected error', error]]);
    expect(reported).toEqual([1]);
  });

  it('is reported later, where nothing could be reported when it happened', () => {
    const { errors, reported, listen } = setUp();
    errors.take('early');
    errors.take('early as well');
    expect(reported).toEqual([]);
    listen();
    expect(reported).toEqual([2]);
  });

  it('does no harm when it cannot be logged', () => {
    const { clock } = setUp();
    const errors = new UnexpectedErrors({
      clock,
      log: () => {
        throw new Error('EPIPE');
      },
    });
    expect(() => errors.take(new Error('broken'))).not.toThrow();
    const reported: number[] = [];
    errors.reportTo((count) => reported.push(count));
    expect(reported).toEqual([1]);
  });
});

describe('errors in a loop', () => {
  it('are counted, and logged ten times a minute at most', async () => {
    const { clock, errors, logged, reported, listen } = setUp();
    listen();
    for (let i = 0; i < 500; i += 1) errors.take(new Error('again'));
    expect(reported.at(-1)).toBe(500);
    expect(logged).toHaveLength(loggedPerMinute);
    await clock.advance(60_000);
    errors.take(new Error('later'));
    expect(logged.slice(loggedPerMinute).map(([message]) => message)).toEqual([
      '490 more unexpected errors were not logged',
      'Unexpected error',
    ]);
  });
});
