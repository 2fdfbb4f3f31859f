import { describe, expect, it } from 'vitest';
import { setUpTimedPoller } from '../testing/timed-poller.ts';
import { failure } from '../testing/poller-harness.ts';
import { neverPolled } from './schedule.ts';

const minute = 60_000;

/** So many running jobs, answered after `ms`, when all have been asked for and the burst is used up. */
async function running(count: number, ms: number) {
  const { poller, clock, asked } = setUpTimedPoller(
    (id) => (id === 'slow' ? Infinity : ms),
    (id) => (id.startsWith('done') ? 'completed' : 'running'),
  );
  for (let index = 0; index < count; index += 1)
    poller.watch(`job${index}`, { ...neverPolled, status: 'running' });
  await clock.advance(minute);
  const since = async (ms: number) => {
    const from = asked.length;
    await clock.advance(ms);
    return asked.slice(from);
  };
  return { poller, since };
}

describe('many running jobs', () => {
  it.each([
    [300, 50],
    [1_000, 50],
    [1_000, 15],
  ])(
    '%i, answered in %i ms, are polled as the API page does it where the service keeps up, and each has its turn',
    async (count, ms) => {
      const { since } = await running(count, ms);
      const asked = await since(minute);
      expect(asked.length).toBeLessThanOrEqual((count * minute) / 3_000 + count);
      expect(asked.length).toBeGreaterThan((0.95 * count * minute) / 3_100);
      expect(new Set(asked.map(({ id }) => id)).size).toBe(count);
    },
  );

  it('are no more than four hundred requests a second, however many they are', async () => {
    const { since } = await running(3_000, 50);
    const asked = await since(20_000);
    expect(asked.length).toBeLessThanOrEqual(20 * 400 + 1);
    expect(asked.length).toBeGreaterThan(20 * 390);
    expect(new Set(asked.map(({ id }) => id)).size).toBe(3_000);
  });

  it('do not slow down the one whose details are open', async () => {
    const { poller, since } = await running(1_000, 50);
    poller.noteOpened('job500');
    const asked = await since(minute);
    expect(asked.filter(({ id }) => id === 'job500').length).toBeGreaterThan(15);
  });

  it('do not keep one waiting that was just added, or that a person wants to know of', async () => {
    const { poller, since } = await running(1_000, 50);
    const soon = since(1_000);
    poller.watch('added');
    poller.pollNow(['job700']);
    const asked = await soon;
    expect(asked.map(({ id }) => id)).toEqual(expect.arrayContaining(['added', 'job700']));
  });

  it('let some go ahead of all whose answers are of use right now', async () => {
    const { poller, since } = await running(3_000, 50);
    const soon = since(200);
    const ids = Array.from({ length: 12 }, (_, index) => `job${100 * index}`);
    poller.pollFirst([...ids, 'a stranger']);
    const asked = (await soon).map(({ id }) => id);
    // Some are in flight already.
    expect(ids.filter((id) => asked.includes(id)).length).toBeGreaterThanOrEqual(8);
    expect(asked).not.toContain('a stranger');
  });

  it('leave one that is never answered its turns', async () => {
    const { poller, since } = await running(300, 50);
    poller.watch('slow', { ...neverPolled, status: 'running' });
    await since(minute);
    const asked = await since(2 * minute);
    expect(asked.filter(({ id }) => id === 'slow').length).toBeGreaterThanOrEqual(2);
  });

  it('have their turns while a thousand finished ones are refreshed again and again', async () => {
    const { poller, since } = await running(50, 50);
    const finished = Array.from({ length: 1_000 }, (_, index) => `done${index}`);
    for (const id of finished) poller.watch(id, { ...neverPolled, status: 'completed' });
    const asked = [];
    for (let round = 0; round < 30; round += 1) {
      // What is sent at once is part of it.
      const round = since(1_000);
      poller.pollNow(finished);
      asked.push(...(await round));
    }
    expect(asked.length).toBeLessThanOrEqual(30 * 400 + 1);
    expect(asked.filter(({ id }) => id.startsWith('job')).length).toBeGreaterThan(70);
  });

  it.each([
    [20, null],
    [20, 10_000],
    [5, null],
    [1, 30_000],
  ])(
    'find the pace of a service that takes %i a second and says 429 to more, Retry-After %s',
    async (limit, retryAfterMs) => {
      let tokens = limit;
      let at = 0;
      let refusals = 0;
      const { poller, clock, asked } = setUpTimedPoller((_id, now) => {
        tokens = Math.min(limit, tokens + ((now - at) / 1_000) * limit);
        at = now;
        if (tokens >= 1) {
          tokens -= 1;
          return 50;
        }
        refusals += 1;
        return failure('rate-limited', retryAfterMs);
      });
      for (let index = 0; index < 300; index += 1)
        poller.watch(`job${index}`, { ...neverPolled, status: 'running' });
      await clock.advance(10 * minute);
      refusals = 0;
      asked.length = 0;
      await clock.advance(30 * minute);
      expect(refusals).toBeLessThanOrEqual(15);
      expect(asked.length / (30 * 60)).toBeGreaterThan(limit / 3);
      expect(asked.length / (30 * 60)).toBeLessThanOrEqual(limit);
    },
    60_000,
  );
});
