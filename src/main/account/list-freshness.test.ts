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

  it('is nothing where jobs go on of which it said that they had ended, however much later that is seen', () => {
    const freshness = new ListFreshness('fresh');
    for (const id of ['a', 'b', 'c', 'd']) {
      freshness.noteListed(id, { status: 'completed', progress: 100 }, { sentAt: 0, answeredAt: 100 });
      for (const at of [60 * second, 90 * second])
        freshness.noteSingle(id, { status: 'running', progress: 5 }, { sentAt: at, answeredAt: at + 100 });
      expect(freshness.verdict).toBe(id === 'd' ? 'lying' : 'fresh');
    }
  });

  it('is not held against it that a job ends while a request for it is on its way', () => {
    const freshness = new ListFreshness('fresh');
    for (let at = 0; at < 100 * second; at += 10 * second) {
      freshness.noteListed('a', { status: 'completed', progress: 100 }, { sentAt: at, answeredAt: at + 100 });
      freshness.noteSingle(
        'a',
        { status: 'running', progress: 99 },
        { sentAt: at + 50, answeredAt: at + 150 },
      );
    }
    expect(freshness.verdict).toBe('fresh');
  });

  it('is not held against it that it named an end which it took back before the answer', () => {
    const freshness = new ListFreshness('fresh');
    for (const id of ['a', 'b', 'c', 'd', 'e']) {
      const running = { status: 'running', progress: 5 };
      freshness.noteListed(id, { status: 'completed', progress: 100 }, { sentAt: 0, answeredAt: 100 });
      freshness.noteListed(id, running, { sentAt: 200, answeredAt: 300 });
      expect(freshness.noteSingle(id, running, { sentAt: 400, answeredAt: 500 })).toBe(false);
    }
    expect(freshness.verdict).toBe('fresh');
  });

  it('is doubted for a job that went on after an end, until that job is over', () => {
    const freshness = new ListFreshness('fresh');
    const over = { status: 'completed', progress: 100 };
    freshness.noteListed('a', over, { sentAt: 0, answeredAt: 100 });
    const isLie = freshness.noteSingle(
      'a',
      { status: 'running', progress: 5 },
      { sentAt: 200, answeredAt: 300 },
    );
    expect(isLie).toBe(true);
    expect(freshness.isContradicted('a')).toBe(true);
    freshness.noteSingle('a', over, { sentAt: 400, answeredAt: 500 });
    expect(freshness.isContradicted('a')).toBe(false);
  });

  it('is not held against it that a job goes on until it is asked for long after', () => {
    const freshness = new ListFreshness('fresh');
    for (let at = 0; at < 600 * second; at += 60 * second) {
      freshness.noteListed('a', { status: 'running', progress: 10 }, { sentAt: at, answeredAt: at + 100 });
      const sent = { sentAt: at + 20 * second, answeredAt: at + 20 * second + 100 };
      freshness.noteSingle('a', { status: 'running', progress: 60 }, sent);
      freshness.forget('a');
    }
    expect(freshness.verdict).toBe('fresh');
  });

  it('is little where it knows less than an answer of before, once that happens again and again', () => {
    const freshness = new ListFreshness('fresh');
    for (let job = 0; job < 10; job += 1) {
      const id = `job${job}`;
      freshness.noteSingle(id, { status: 'running', progress: 60 }, { sentAt: 0, answeredAt: 100 });
      freshness.noteListed(
        id,
        { status: 'queued', progress: 0 },
        { sentAt: 60 * second, answeredAt: 60 * second },
      );
      if (job === 0) expect(freshness.verdict).toBe('fresh');
    }
    expect(freshness.verdict).toBe('lagging');
  });

  it('is little where it is four seconds behind all the time, though no answer is clearly further', () => {
    const freshness = new ListFreshness();
    for (let now = 0; now < 30; now += 3)
      for (const id of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) {
        const sent = (at: number) => ({ sentAt: at * second, answeredAt: at * second });
        freshness.noteListed(id, { status: 'running', progress: now }, sent(now));
        if ((now / 3) % 2 === 1)
          freshness.noteSingle(id, { status: 'running', progress: now + 4 }, sent(now + 0.1));
      }
    expect(freshness.verdict).toBe('lagging');
  });

  it('is not little where an answer for a job is a step further now and then', () => {
    const freshness = new ListFreshness('fresh');
    for (let job = 0; job < 200; job += 1) {
      const at = job * second;
      freshness.noteListed(`job${job}`, { status: 'queued', progress: 0 }, { sentAt: at, answeredAt: at });
      const status = job % 6 === 0 ? 'running' : 'queued';
      freshness.noteSingle(`job${job}`, { status, progress: 0 }, { sentAt: at + 10, answeredAt: at + 90 });
    }
    expect(freshness.verdict).toBe('fresh');
  });

  /** Fifty jobs in a list that is read now and then and agrees with the answers right after it. */
  function agreeing(everyMs: number, asksBefore: boolean): ListFreshness {
    const freshness = new ListFreshness();
    for (let now = 0; now < 20 * everyMs; now += everyMs)
      for (let job = 0; job < 50; job += 1) {
        const seen = { status: 'running', progress: (now / everyMs) * 5 };
        const sent = (at: number) => ({ sentAt: at, answeredAt: at });
        if (asksBefore) freshness.noteSingle(`job${job}`, seen, sent(now - 100));
        freshness.noteListed(`job${job}`, seen, sent(now));
        if ((job + now / everyMs) % 10 === 0) freshness.noteSingle(`job${job}`, seen, sent(now + 100));
      }
    return freshness;
  }

  it('is that of an answer where the list goes on by itself, which takes readings that are close together', () => {
    expect(agreeing(3 * second, false).verdict).toBe('fresh');
    expect(agreeing(30 * second, false).verdict).toBeNull();
  });

  it('is not known where it may have all from the answers for the jobs, however often they agree', () => {
    expect(agreeing(3 * second, true).verdict).toBeNull();
  });

  it('keeps of jobs that are not on their way any more only that the list named their end', () => {
    const freshness = new ListFreshness();
    const sent = { sentAt: 0, answeredAt: 100 };
    for (const id of ['a', 'b']) freshness.noteSingle(id, { status: 'running', progress: 1 }, sent);
    freshness.keepOnly(new Set(['b']), 100);
    expect(freshness.singleAt('a')).toBe(-Infinity);
    expect(freshness.singleAt('b')).toBe(100);
    for (const id of ['c', 'd', 'e', 'f'])
      freshness.noteListed(id, { status: 'completed', progress: 100 }, { sentAt: 200, answeredAt: 300 });
    freshness.keepOnly(new Set(), 300);
    for (const id of ['c', 'd', 'e', 'f'])
      freshness.noteSingle(id, { status: 'running', progress: 1 }, { sentAt: 400, answeredAt: 500 });
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

describe('a list that lied', () => {
  const over = { status: 'completed', progress: 100 };
  const at = (ms: number) => ({ sentAt: ms, answeredAt: ms });

  /** A list that is followed until it is fresh, as it is and as it agrees and lies from then on. */
  function trusted() {
    const freshness = followed((now) => now);
    let now = 200 * second;
    let compared = 0;
    const agrees = (): void => {
      now += 100;
      compared += 1;
      const id = `a${Math.floor(compared / 30)}`;
      const seen = { status: 'running', progress: 3 * (compared % 30) };
      freshness.noteListed(id, seen, at(now));
      freshness.noteSingle(id, seen, at(now + 10));
    };
    const lies = (): void => {
      now += 100;
      freshness.noteListed('b', over, at(now));
      freshness.noteSingle('b', { status: 'running', progress: 5 }, at(now + 10));
    };
    const untilLying = (): void => {
      for (let count = 0; count < 10 && freshness.verdict !== 'lying'; count += 1) lies();
      expect(freshness.verdict).toBe('lying');
    };
    /** @returns how often it had to agree until it was fresh again */
    const untilFresh = (): number => {
      let count = 0;
      for (; count < 10_000 && freshness.verdict !== 'fresh'; count += 1) agrees();
      return count;
    };
    return { freshness, agrees, lies, untilLying, untilFresh };
  }

  it('is not believed again before it has agreed a hundred times, and twice as often each time that it lied again', () => {
    const { untilLying, untilFresh } = trusted();
    const counts = Array.from({ length: 8 }, () => {
      untilLying();
      return untilFresh();
    });
    expect(counts).toEqual([100, 200, 400, 800, 1_600, 3_200, 3_200, 3_200]);
  });

  it('has to agree as often from the beginning where it lies meanwhile', () => {
    const { agrees, lies, untilLying, untilFresh } = trusted();
    untilLying();
    for (let count = 0; count < 99; count += 1) agrees();
    lies();
    expect(untilFresh()).toBe(100);
  });

  it('is not believed in the next run either before it has agreed a hundred times', () => {
    const freshness = new ListFreshness('lying');
    const isFresh = (): boolean => freshness.verdict === 'fresh';
    let compared = 0;
    for (let now = 0; now < 100 * second && !isFresh(); now += 2.5 * second)
      for (let job = 0; job < 12; job += 1) {
        const seen = { status: 'running', progress: now / second };
        freshness.noteListed(`job${job}`, seen, at(now));
        freshness.noteSingle(`job${job}`, seen, at(now + 10));
        if (!isFresh()) compared += 1;
      }
    expect(isFresh()).toBe(true);
    expect(compared).toBeGreaterThanOrEqual(99);
  });

  it('is in doubt for the ends that it alone named in the last hour', () => {
    const freshness = new ListFreshness('fresh');
    const hour = 60 * 60 * second;
    for (let index = 0; index < 50; index += 1)
      freshness.noteListed(`job${index}`, over, at((index * hour) / 10));
    freshness.noteListed('job45', over, at(5 * hour));
    freshness.keepOnly(new Set(), at(5 * hour).answeredAt);
    const lastHour = [
      'job40',
      'job41',
      'job42',
      'job43',
      'job44',
      'job46',
      'job47',
      'job48',
      'job49',
      'job45',
    ];
    expect([...freshness.unconfirmed]).toEqual(lastHour);
  });
});
