import { describe, expect, it } from 'vitest';
import { ListFreshness } from './list-freshness.ts';

const second = 1_000;

/**
 * A job that begins at 10 s and is over after 100 s of running, followed for two minutes: a single answer every 30 s, and now
 * and then one right after a reading of the list, which is read every 5 s.
 *
 * @param listedAt what moment the list shows, by the moment it is read and that of the last single answer
 */
function followed(listedAt: (now: number, single: number) => number, jobs = 12): ListFreshness {
  const freshness = new ListFreshness();
  const sawAt = (now: number, offset: number) => {
    const share = (now / second - 10 - offset) / 100;
    const status = share < 0 ? 'queued' : share < 1 ? 'running' : 'completed';
    return { status, progress: Math.min(100, Math.max(0, 100 * share)) };
  };
  const single = new Map<number, number>();
  const sent = (at: number) => ({ sentAt: at, answeredAt: at + 100 });
  for (let now = 0; now < 120 * second; now += 5 * second)
    for (let job = 0; job < jobs; job += 1) {
      const id = `job${job}`;
      const asks = (at: number): void => {
        freshness.noteSingle(id, sawAt(at, job), sent(at));
        single.set(job, at);
      };
      if (now % (30 * second) === 0) asks(now - 2_500);
      freshness.noteListed(id, sawAt(listedAt(now, single.get(job) ?? 0), job), sent(now));
      if ((now / 5_000 + job) % 5 === 0) asks(now + 200);
    }
  return freshness;
}

describe('what the list is worth', () => {
  it('is not known at first, unless an earlier run found it out', () => {
    expect(new ListFreshness().verdict).toBeNull();
    expect(new ListFreshness('lagging').verdict).toBe('lagging');
  });

  it('is that of an answer for the job where it says as much', () => {
    expect(followed((now) => now).verdict).toBe('fresh');
  });

  it.each([15, 30, 300])('is little where it is %i seconds behind', (seconds) => {
    expect(followed((now) => now - seconds * second).verdict).toBe('lagging');
  });

  it('is never that of an answer for the job where it holds what such an answer brought last', () => {
    expect(followed((_now, single) => single).verdict).not.toBe('fresh');
  });

  it('is nothing where it names ends that are none', () => {
    const freshness = new ListFreshness('fresh');
    for (let now = 0; now < 10; now += 1) {
      const at = now * 10 * second;
      freshness.noteListed('a', { status: 'completed', progress: 100 }, { sentAt: at, answeredAt: at });
      freshness.noteSingle('a', { status: 'running', progress: 5 }, { sentAt: at + 10, answeredAt: at + 90 });
    }
    expect(freshness.verdict).toBe('lying');
  });

  it('changes where the service does', () => {
    const freshness = new ListFreshness('fresh');
    for (let now = 0; now < 20; now += 1) {
      const at = now * 10 * second;
      freshness.noteListed('a', { status: 'queued', progress: 0 }, { sentAt: at, answeredAt: at });
      freshness.noteSingle('a', { status: 'running', progress: 5 }, { sentAt: at + 10, answeredAt: at + 90 });
    }
    expect(freshness.verdict).toBe('lagging');
  });

  it('is not told by statuses that are not documented', () => {
    const freshness = new ListFreshness();
    for (let now = 0; now < 20; now += 1) {
      const at = now * 10 * second;
      freshness.noteListed('a', { status: 'odd', progress: 0 }, { sentAt: at, answeredAt: at });
      freshness.noteSingle(
        'a',
        { status: 'running', progress: 90 },
        { sentAt: at + 10, answeredAt: at + 90 },
      );
    }
    expect(freshness.verdict).toBeNull();
  });
});
