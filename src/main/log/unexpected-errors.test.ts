import { describe, expect, it } from 'vitest';
import { virtualClock } from '../testing/virtual-clock.ts';
import { loggedPerMinute, UnexpectedErrors } from './unexpected-errors.ts';

function setUp() {
  const clock = virtualClock();
  const logged: [string, unknown][] = [];
  const told: number[] = [];
  const errors = new UnexpectedErrors({ clock, log: (message, error) => logged.push([message, error]) });
  return { clock, logged, told, errors, listen: () => errors.tellTo((count) => told.push(count)) };
}

describe('an error that nobody caught', () => {
  it('is logged and told', () => {
    const { errors, logged, told, listen } = setUp();
    listen();
    const error = new Error('broken');
    errors.take(error);
    expect(logged).toEqual([['Unexpected error', error]]);
    expect(told).toEqual([1]);
  });

  it('from before the window could be told is told as soon as it can', () => {
    const { errors, told, listen } = setUp();
    errors.take('early');
    errors.take('early as well');
    expect(told).toEqual([]);
    listen();
    expect(told).toEqual([2]);
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
    const told: number[] = [];
    errors.tellTo((count) => told.push(count));
    expect(told).toEqual([1]);
  });
});

describe('errors in a loop', () => {
  it('are counted, and logged ten times a minute at most', async () => {
    const { clock, errors, logged, told, listen } = setUp();
    listen();
    for (let i = 0; i < 500; i += 1) errors.take(new Error('again'));
    expect(told.at(-1)).toBe(500);
    expect(logged).toHaveLength(loggedPerMinute);
    await clock.advance(60_000);
    errors.take(new Error('later'));
    expect(logged.slice(loggedPerMinute).map(([message]) => message)).toEqual([
      '490 more unexpected errors were not logged',
      'Unexpected error',
    ]);
  });
});
