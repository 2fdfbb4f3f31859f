import { describe, expect, it } from 'vitest';
import type { ApiOutcome, PolledJob } from '../rigyd/client.ts';
import { OriginGates } from './origin-gates.ts';
import { answer, failure } from '../testing/watcher-harness.ts';
import { virtualClock } from '../testing/virtual-clock.ts';
import { Watcher } from './watcher.ts';

/** A watcher of a service that takes a while for each job, 20 seconds at most. */
function setUp(takes: (id: string) => number) {
  const clock = virtualClock();
  const origin = 'https://api.rigyd.com';
  const gates = new OriginGates({ clock, random: () => 0.5 });
  const asked: { id: string; at: number }[] = [];
  const answered: { id: string; at: number }[] = [];
  const kinds = new Set<string>();
  gates.subscribe(() => kinds.add(gates.stateOf(origin).kind));
  const send = (id: string, signal: AbortSignal): Promise<ApiOutcome<PolledJob>> => {
    asked.push({ id, at: clock.now() });
    const ms = takes(id);
    return new Promise((resolve) => {
      clock.setTimeout(
        () => resolve(ms > 20_000 ? failure('timeout') : answer(id, 'running')),
        Math.min(ms, 20_000),
      );
      signal.addEventListener('abort', () => resolve(failure('connection-lost')));
    });
  };
  const watcher = new Watcher({
    clock,
    random: () => 0.5,
    concurrency: 4,
    gates,
    origin,
    ask: (id, signal) => gates.noting(origin, id, signal, () => send(id, signal)),
    onAnswer: (id) => answered.push({ id, at: clock.now() }),
    onFailure: () => {},
    onLock: () => {},
    onError: () => {},
  });
  /** The longest time in which none of these jobs was asked for, in milliseconds. */
  const longestGap = (ids: readonly string[], since: number): number => {
    const times = [since, ...asked.filter(({ id }) => ids.includes(id)).map(({ at }) => at), clock.now()];
    return Math.max(...times.slice(1).map((at, index) => at - (times[index] ?? at)));
  };
  return { clock, watcher, asked, answered, kinds, longestGap };
}

const good = Array.from({ length: 6 }, (_, index) => `good-${index}`);

describe('jobs whose answers never come to their end', () => {
  it('take no place from the others, also when they come first and as many as there are places', async () => {
    const { clock, watcher, asked, kinds, longestGap } = setUp((id) =>
      id.startsWith('drip') ? Infinity : 40,
    );
    const start = clock.now();
    for (let index = 0; index < 4; index += 1) watcher.watch(`drip-${index}`);
    for (const id of good) watcher.watch(id);
    await clock.advance(90_000);
    expect(longestGap(good, start)).toBeLessThanOrEqual(5_000);
    expect(longestGap(good, start + 10_000)).toBeLessThanOrEqual(10_000);
    expect(asked.filter(({ id }) => id === 'good-0').length).toBeGreaterThan(25);
    for (let index = 0; index < 4; index += 1)
      expect(asked.filter(({ id }) => id === `drip-${index}`).length).toBeGreaterThanOrEqual(2);
    expect([...kinds], 'one gate for all').toEqual([]);
  });
});

describe('a service that is slow for everyone', () => {
  it('is waited for', async () => {
    const { clock, watcher, answered, kinds } = setUp(() => 7_000);
    for (const id of good) watcher.watch(id);
    await clock.advance(60_000);
    expect(new Set(answered.map(({ id }) => id)).size).toBe(6);
    expect(answered.length).toBeGreaterThan(20);
    expect([...kinds]).toEqual([]);
  });
});

describe('one job that takes long', () => {
  it('is answered in its own time', async () => {
    const { clock, watcher, answered } = setUp((id) => (id === 'long' ? 18_000 : 40));
    watcher.watch('long');
    for (const id of good) watcher.watch(id);
    await clock.advance(90_000);
    expect(answered.filter(({ id }) => id === 'long').length).toBeGreaterThanOrEqual(4);
  });
});
