import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../simulator/random.ts';
import { ListFreshness, type Freshness } from './list-freshness.ts';

const second = 1_000;
/** Milliseconds that any answer takes. */
const takes = 120;
const sentAround = (at: number) => ({ sentAt: at - takes / 2, answeredAt: at + takes / 2 });

interface Watched {
  id: string;
  startsAt: number;
  endsAt: number;
  curvature: number;
  /** When it was asked for itself last. */
  askedAt: number;
}

/** What moment the list shows, by the moment in which it is read. */
type Shows = (now: number, job: Watched) => number;

/**
 * The first verdict on a list that is read every three seconds for a minute, with twelve of its jobs asked for right after each
 * time. Jobs run for a minute and a half in the middle, with progress that is three points off either way.
 */
function judged(shows: Shows, seed: number, count = 100): Freshness | null {
  const random = seededRandom(seed);
  const freshness = new ListFreshness();
  const seenAt = ({ startsAt, endsAt, curvature }: Watched, at: number) => {
    if (at < startsAt) return { status: 'queued', progress: 0 };
    if (at >= endsAt) return { status: 'completed', progress: 100 };
    const noise = 6 * random.next() - 3;
    const percent = 100 * ((at - startsAt) / (endsAt - startsAt)) ** curvature + noise;
    return { status: 'running', progress: Math.min(99, Math.max(0, Math.round(percent))) };
  };
  let watched = Array.from({ length: count }, (_, index): Watched => {
    const startsAt = (-20 * Math.log(1 - random.next()) - 30 * random.next()) * second;
    const endsAt = startsAt + 90 * second * Math.exp(2 * random.next() - 1);
    return { id: `job${index}`, startsAt, endsAt, curvature: 0.7 + 0.6 * random.next(), askedAt: -Infinity };
  });
  for (let now = 0; now < 60 * second && freshness.verdict === null; now += 3 * second) {
    const moved = watched.filter(
      (job) => freshness.noteListed(job.id, seenAt(job, shows(now, job)), sentAround(now)) === 'a step',
    );
    const others = watched.filter((job) => !moved.includes(job)).sort((a, b) => a.askedAt - b.askedAt);
    const asked = [...moved.slice(0, 6), ...others].slice(0, 12);
    for (const [index, job] of asked.entries()) {
      job.askedAt = now + takes + 20 * index;
      freshness.noteSingle(job.id, seenAt(job, job.askedAt), sentAround(job.askedAt));
    }
    watched = watched.filter(({ endsAt }) => endsAt > now);
  }
  return freshness.verdict;
}

const seeds = Array.from({ length: 25 }, (_, index) => index);
const verdicts = (shows: Shows, count?: number) => new Set(seeds.map((seed) => judged(shows, seed, count)));

const behind =
  (seconds: number): Shows =>
  (now) =>
    now - seconds * second;
const cached =
  (seconds: number): Shows =>
  (now) =>
    Math.floor(now / (seconds * second)) * seconds * second;

describe.each([100, 16])('a list of %i jobs with progress that is never exact', (count) => {
  it('is found to be fresh within a minute where it shows what is', () => {
    const found = seeds.map((seed) => judged((now) => now, seed, count));
    expect(found.filter((verdict) => verdict === 'fresh').length).toBeGreaterThan(seeds.length / 2);
    expect(found).not.toContain('lagging');
  });

  it('is found to lag where it is five seconds behind', () => {
    expect(verdicts(behind(5), count)).toContain('lagging');
  });

  it.each([3, 5, 15, 60])('is never taken for fresh where it is %i s behind', (seconds) => {
    expect(verdicts(behind(seconds), count)).not.toContain('fresh');
  });

  it.each([10, 30, 60])('is never taken for fresh where it is made anew every %i s', (seconds) => {
    expect(verdicts(cached(seconds), count)).not.toContain('fresh');
  });

  it('is never taken for fresh where it holds what was answered last for each job', () => {
    expect(verdicts((_now, { askedAt }) => askedAt, count)).not.toContain('fresh');
  });

  it('is never taken for fresh where each job in it is made anew now and then', () => {
    const shows: Shows = (now, { startsAt }) => now - ((now + Math.abs(startsAt)) % (20 * second));
    expect(verdicts(shows, count)).not.toContain('fresh');
  });
});
