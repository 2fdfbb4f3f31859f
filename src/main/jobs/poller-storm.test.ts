import { describe, expect, it } from 'vitest';
import { setUpTimedPoller } from '../testing/timed-poller.ts';
import { inFlightLimits } from '../api/in-flight-limit.ts';
import { neverPolled } from './schedule.ts';

const hour = 3_600_000;
const ids = Array.from({ length: 1_000 }, (_, index) => `job-${index}`);

describe('an hour without a network, with a thousand jobs', () => {
  it('is one probe every half minute; back online, all are polled once and no storm breaks loose', async () => {
    let isOnline = true;
    const { clock, poller, asked, answered, changes, maxInFlight } = setUpTimedPoller(() =>
      isOnline ? 100 : 'no-network',
    );
    for (const id of ids) poller.watch(id);
    await clock.advance(60_000);
    expect(new Set(answered.map(({ id }) => id)).size).toBe(1_000);

    isOnline = false;
    const offlineSince = clock.now();
    await clock.advance(hour);
    const probes = asked.filter(({ at }) => at >= offlineSince);
    // Some may be in flight together; after that it is one at a time, 2 to 30 seconds apart.
    expect(probes.length).toBeLessThanOrEqual(hour / 30_000 + 10);
    expect(probes.length).toBeGreaterThan(100);

    isOnline = true;
    const onlineSince = clock.now();
    await clock.advance(45_000);
    const opened = changes.find(({ kind, at }) => kind === 'open' && at >= onlineSince)?.at ?? Infinity;
    expect(opened - onlineSince, 'milliseconds until it is noticed').toBeLessThanOrEqual(30_100);
    const after = asked.filter(({ at }) => at >= opened);
    const times = after.map(({ at }) => at);
    const busiest = Math.max(
      ...times.map(
        (at, index) => times.slice(index, index + 1_000).filter((other) => other < at + 1_000).length,
      ),
    );
    expect(busiest, 'requests in any second: a burst of 100, and four hundred').toBeLessThanOrEqual(501);
    expect(after.length, 'no more than the loop of the API page would send').toBeLessThanOrEqual(
      1_000 + (clock.now() - opened) / 3,
    );
    expect(maxInFlight()).toBeLessThanOrEqual(inFlightLimits.max);
    const counts = new Map<string, number>();
    for (const { id } of after.slice(0, 1_000)) counts.set(id, (counts.get(id) ?? 0) + 1);
    const again = [...counts.values()].filter((count) => count > 1);
    expect(again.length, 'polled again before all were polled once: the last few').toBeLessThanOrEqual(7);
    expect(new Set(after.map(({ id }) => id)).size).toBe(1_000);
  }, 60_000);
});

describe('thousands of jobs that are added at once', () => {
  const newIds = Array.from({ length: 3_000 }, (_, index) => `new-${index}`);

  async function askedFor(takes: (id: string) => number | 'unknown') {
    const { clock, poller, asked } = setUpTimedPoller(takes);
    poller.watch('old', { ...neverPolled, status: 'running' });
    await clock.advance(1_000);
    for (const id of newIds) poller.watch(id);
    await clock.advance(60_000);
    const times = asked.filter(({ id }) => id === 'old').map(({ at }) => at);
    return { times, ids: new Set(asked.map(({ id }) => id)) };
  }

  it('keep no job waiting that was on its way before, where the service does not know them', async () => {
    const { times, ids: all } = await askedFor((id) => (id === 'old' ? 100 : 'unknown'));
    const waits = times.slice(1).map((at, index) => at - (times[index] ?? 0));
    expect(Math.max(...waits)).toBeLessThan(3_600);
    expect(all.size).toBeGreaterThan(600);
  }, 30_000);

  it('have half of the requests until each was polled, if others are active as well', async () => {
    const { times, ids: all } = await askedFor(() => 100);
    expect(times.length).toBeGreaterThan(2);
    expect(all.size).toBeGreaterThan(350);
  }, 30_000);
});
