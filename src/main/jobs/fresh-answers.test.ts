import { describe, expect, it } from 'vitest';
import type { WatchedJob } from './watched-job.ts';
import { newWatchedJob } from './watched-job.ts';
import { virtualClock } from '../testing/virtual-clock.ts';
import { FreshAnswers } from './fresh-answers.ts';

function setUp() {
  const clock = virtualClock();
  const asked: string[] = [];
  const jobs = new Map<string, WatchedJob>([['a', newWatchedJob('a', 1, null, 0)]]);
  const fresh = new FreshAnswers({ jobs, clock, poller: { pollNow: (ids) => asked.push(...ids) } });
  function change(changes: Partial<WatchedJob['record']>): void {
    const watched = jobs.get('a');
    if (watched !== undefined) jobs.set('a', { ...watched, record: { ...watched.record, ...changes } });
    fresh.jobChanged('a');
  }
  /** Asks, and tells when that is over. */
  function ask() {
    const state = { isOver: false };
    void fresh.refresh('a').then(() => (state.isOver = true));
    return state;
  }
  return { clock, asked, fresh, change, ask };
}
const failure = { code: 'offline' as const, text: null, since: 0, attempts: 1 };

describe('a fresh answer about a job', () => {
  it('is there when the service has answered, and not when something else of the job changed', async () => {
    const { asked, clock, change, ask } = setUp();
    const question = ask();
    change({ note: 'mine' });
    await clock.advance(1_000);
    expect([asked, question.isOver]).toEqual([['a'], false]);
    change({ fetchedAt: 1_000 });
    await clock.advance(0);
    expect(question.isOver).toBe(true);
    expect(clock.waiting()).toEqual([]);
  });

  it('is not waited for once the service has failed to answer, nor after the job was removed', async () => {
    for (const end of ['failure', 'removal']) {
      const { clock, change, fresh, ask } = setUp();
      const question = ask();
      if (end === 'failure') change({ failure });
      else fresh.jobRemoved('a');
      await clock.advance(0);
      expect(question.isOver, end).toBe(true);
    }
  });

  it('is not waited for for ever', async () => {
    const { clock, ask } = setUp();
    const question = ask();
    await clock.advance(19_999);
    expect(question.isOver).toBe(false);
    await clock.advance(1);
    expect(question.isOver).toBe(true);
  });

  it('is shared by concurrent calls, and is fresh for ten seconds', async () => {
    const { clock, asked, change, ask } = setUp();
    const both = [ask(), ask()];
    change({ fetchedAt: 1 });
    await clock.advance(0);
    expect(both.map(({ isOver }) => isOver)).toEqual([true, true]);
    const third = ask();
    await clock.advance(9_000);
    expect([asked.length, third.isOver]).toEqual([1, true]);
    await clock.advance(1_000);
    ask();
    expect(asked.length).toBe(2);
  });

  it('is fresh for no longer where the system’s clock was set back meanwhile', async () => {
    const { clock, asked, change, ask } = setUp();
    ask();
    change({ fetchedAt: 1 });
    await clock.advance(0);
    clock.setBack(24 * 3_600_000);
    await clock.advance(10_000);
    ask();
    expect(asked.length).toBe(2);
  });
});
