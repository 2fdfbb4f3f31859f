import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../shared/errors.ts';
import { parseJob } from '../../shared/job/job.ts';
import { neverPolled } from './schedule.ts';
import { answer, failure, setUpPoller as setUp, listed, sentNow } from '../testing/poller-harness.ts';

describe('the poll loop', () => {
  it('polls at once, then three seconds after each answer, until the job is over', async () => {
    const statuses = ['queued', 'running', 'completed'];
    const { clock, poller, asked, log } = setUp({
      reply: (id) => answer(id, statuses.shift() ?? 'asked too often'),
    });
    const start = clock.now();
    poller.watch('a');
    await clock.advance(60_000);
    expect(asked.map(({ at }) => at - start)).toEqual([0, 3_000, 6_000]);
    expect(log).toEqual(['a queued', 'a running', 'a completed']);
  });

  it('never polls a job while a request for it is in flight', async () => {
    const { clock, poller, asked, reply } = setUp();
    poller.watch('a');
    await clock.advance(30_000);
    poller.pollNow(['a']);
    poller.pollFirst(['a']);
    await clock.advance(30_000);
    expect(asked).toHaveLength(1);
    await reply(0, answer('a', 'running'));
    await clock.advance(3_000);
    expect(asked).toHaveLength(2);
  });

  it('has no more requests in flight than the maximum, and the job that waited longest goes first', async () => {
    const { clock, poller, idsAsked, reply } = setUp({ concurrency: 2 });
    for (const id of ['a', 'b', 'c', 'd']) {
      poller.watch(id);
      await clock.advance(1);
    }
    expect(idsAsked()).toEqual(['a', 'b']);
    await reply(0, answer('a', 'running'));
    expect(idsAsked()).toEqual(['a', 'b', 'c']);
    await clock.advance(4_000);
    await reply(1, answer('b', 'running'));
    expect(idsAsked()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('sends nothing between changes that are made together, and all that is due after the last of them', () => {
    const { poller, idsAsked } = setUp({ concurrency: 2 });
    poller.together(() => {
      poller.watch('a');
      poller.together(() => poller.watch('b'));
      poller.unwatch('a');
      expect(idsAsked()).toEqual([]);
    });
    expect(idsAsked()).toEqual(['b']);
    expect(() =>
      poller.together(() => {
        throw new Error('a change failed');
      }),
    ).toThrow('a change failed');
    poller.watch('c');
    expect(idsAsked()).toEqual(['b', 'c']);
  });

  it('takes up a job of an earlier run at once, but not one that was over', async () => {
    const { clock, poller, idsAsked } = setUp();
    poller.watch('running', { ...neverPolled, status: 'running' });
    poller.watch('over', { ...neverPolled, status: 'completed' });
    await clock.advance(60_000);
    expect(idsAsked()).toEqual(['running']);
  });

  it('polls a finished job once on request', async () => {
    const { clock, poller, asked } = setUp({ reply: (id) => answer(id, 'completed') });
    poller.watch('over', { ...neverPolled, status: 'completed' });
    poller.pollNow(['over', 'a stranger']);
    await clock.advance(60_000);
    expect(asked).toHaveLength(1);
  });

  it('goes on polling a job whose status it does not know', async () => {
    const { clock, poller, asked } = setUp({ reply: (id) => answer(id, 'reticulating') });
    poller.watch('a');
    await clock.advance(9_000);
    expect(asked).toHaveLength(4);
  });

  it('forgets a job: the request is aborted and its answer dropped', async () => {
    const { clock, poller, asked, log, reply } = setUp();
    poller.watch('a');
    await clock.advance(0);
    poller.unwatch('a');
    expect(asked[0]?.signal.aborted).toBe(true);
    await reply(0, answer('a', 'running'));
    await clock.advance(60_000);
    expect(log).toEqual([]);
    expect(asked).toHaveLength(1);
  });

  it('does not take the answer of before for a job that was removed and added again', async () => {
    const { clock, poller, log, reply } = setUp();
    poller.watch('a');
    await clock.advance(0);
    poller.unwatch('a');
    poller.watch('a');
    await clock.advance(0);
    await reply(0, answer('a', 'failed'));
    expect(log).toEqual([]);
    await reply(1, answer('a', 'running'));
    expect(log).toEqual(['a running']);
  });

  it('frees the place of a job that is forgotten', async () => {
    const { clock, poller, idsAsked } = setUp({ concurrency: 1 });
    poller.watch('a');
    poller.watch('b');
    await clock.advance(0);
    poller.unwatch('a');
    await clock.advance(0);
    expect(idsAsked()).toEqual(['a', 'b']);
  });

  it('stops for good', async () => {
    const { clock, poller, asked } = setUp();
    poller.watch('a');
    await clock.advance(0);
    poller.stop();
    expect(asked[0]?.signal.aborted).toBe(true);
    poller.watch('b');
    poller.reopen();
    await clock.advance(60_000);
    expect(asked).toHaveLength(1);
    expect(clock.waiting()).toEqual([]);
  });

  it('watches a job only once, however often it is called', async () => {
    const { clock, poller, asked } = setUp({ reply: (id) => answer(id, 'running') });
    poller.watch('a');
    await clock.advance(0);
    poller.watch('a');
    await clock.advance(2_000);
    expect(asked).toHaveLength(1);
  });

  it('does not poll a job again that was forgotten between two requests', async () => {
    const { clock, poller, asked } = setUp({ reply: (id) => answer(id, 'running') });
    poller.watch('a');
    await clock.advance(0);
    poller.unwatch('a');
    await clock.advance(60_000);
    expect(asked).toHaveLength(1);
  });
});

describe('the account’s list that proved fresh', () => {
  it('spares a job its own requests for as long as it goes on', async () => {
    const { clock, poller, asked } = setUp({ reply: (id) => answer(id, 'running') });
    poller.watch('a');
    await clock.advance(0);
    for (let second = 0; second < 60; second += 1) {
      poller.noteListed('a', listed('running'), sentNow(clock), 4_000);
      await clock.advance(1_000);
    }
    expect(asked).toHaveLength(1);
    await clock.advance(10_000);
    expect(asked.length).toBeGreaterThan(1);
  });

  it('costs a job nothing of what it may be polled: that is there when the list says no more, near its end', async () => {
    const { clock, poller, asked } = setUp({
      reply: (id) => progressed(id, Math.min(99, (clock.now() - start) / 1_000)),
      durations: { waitOf: () => null, runOf: () => ({ mean: Math.log(100_000), sd: 0.3 }) },
    });
    const start = clock.now();
    const progressed = (id: string, progress: number) => {
      const timing = { started_at: new Date(start).toISOString() };
      const parsed = parseJob({ id, status: 'running', progress, timing });
      if (parsed === null) throw new Error('That is no job.');
      return { ok: true as const, value: { ...parsed, raw: {} } };
    };
    poller.watch('a');
    for (let second = 0; second < 90; second += 1) {
      await clock.advance(1_000);
      poller.noteListed('a', progressed('a', second + 1).value, sentNow(clock), second < 89 ? 4_000 : 0);
    }
    await clock.advance(15_000);
    const gaps = asked.slice(1).map(({ at }, index) => at - (asked[index]?.at ?? at));
    expect(Math.min(...gaps)).toBeLessThan(1_500);
  });

  it('has a job polled again as soon as ever once it will say no more of it', async () => {
    const { clock, poller, asked } = setUp({ reply: (id) => answer(id, 'running') });
    poller.watch('a');
    await clock.advance(0);
    poller.noteListed('a', listed('running'), sentNow(clock), 60_000);
    await clock.advance(2_000);
    poller.noteListed('a', listed('running'), sentNow(clock), 0);
    await clock.advance(4_000);
    expect(asked).toHaveLength(2);
  });

  it('ends the polling of a job that is over', async () => {
    const { clock, poller, asked } = setUp({ reply: (id) => answer(id, 'running') });
    poller.watch('a');
    await clock.advance(0);
    poller.noteListed('a', listed('completed'), sentNow(clock), 4_000);
    await clock.advance(60_000);
    expect(asked).toHaveLength(1);
    expect(poller.active.size).toBe(0);
  });

  it('takes back no answer that is on its way', async () => {
    const { clock, poller, reply } = setUp();
    poller.watch('a');
    await clock.advance(0);
    expect(poller.noteListed('a', listed('completed'), sentNow(clock), 4_000)).toBe(false);
    expect(poller.active.size).toBe(1);
    await reply(0, answer('a', 'completed'));
    expect(poller.active.size).toBe(0);
  });

  it('takes back no answer that came since it was asked for, and says so; the next page counts again', async () => {
    const { clock, poller } = setUp({ reply: (id) => answer(id, 'running') });
    poller.watch('a');
    const sentAt = clock.steady() - 1;
    await clock.advance(0);
    const page = { sentAt, answeredAt: clock.steady() };
    expect(poller.noteListed('a', listed('completed'), page, 4_000)).toBe(false);
    expect(poller.active.size).toBe(1);
    expect(poller.noteListed('a', listed('completed'), sentNow(clock), 4_000)).toBe(true);
    expect(poller.active.size).toBe(0);
  });
});

describe('a job whose end is doubtful', () => {
  it('is polled until the service answers; others are not', async () => {
    const replies = [answer('a', 'running'), failure('service-down'), answer('a', 'completed')];
    const { clock, poller, idsAsked } = setUp({
      reply: (id) => (id === 'a' ? replies.shift() : null) ?? answer(id, 'failed'),
    });
    for (const id of ['a', 'b']) poller.watch(id);
    await clock.advance(0);
    poller.noteListed('a', listed('completed'), sentNow(clock), 4_000);
    poller.doubtEnds(['a', 'a stranger']);
    expect(poller.active).toEqual(new Set(['a']));
    await clock.advance(60_000);
    expect(idsAsked()).toEqual(['a', 'b', 'a', 'a']);
    expect(poller.active.size).toBe(0);
  });
});

describe('many finished jobs of which the list leaves something out', () => {
  it('are polled one after the other', async () => {
    const { clock, poller, asked } = setUp({ reply: (id) => answer(id, 'completed') });
    const ids = Array.from({ length: 130 }, (_, index) => `job${index}`);
    for (const id of ids) poller.watch(id, { ...neverPolled, status: 'completed' });
    poller.pollGently(ids);
    await clock.advance(9_000);
    expect(asked.length).toBeLessThanOrEqual(46);
    await clock.advance(300_000);
    expect(asked).toHaveLength(130);
  });

  it('are polled at once when their details are opened', async () => {
    const { clock, poller, idsAsked } = setUp({ reply: (id) => answer(id, 'completed') });
    for (let index = 0; index < 130; index += 1) poller.watch(`job${index}`, neverPolled, 'gently');
    await clock.advance(1);
    poller.noteOpened('job99');
    poller.noteOpened('job99');
    await clock.advance(1);
    expect(idsAsked().filter((id) => id === 'job99')).toHaveLength(1);
  });

  it('are polled at once while they are in view or their details are open', async () => {
    const { clock, poller, idsAsked } = setUp({ reply: (id) => answer(id, 'completed') });
    const ids = Array.from({ length: 130 }, (_, index) => `job${index}`);
    for (const id of ids) poller.watch(id, { ...neverPolled, status: 'completed' });
    poller.noteInView(['job97']);
    poller.noteOpened('job98');
    poller.pollGently(ids);
    await clock.advance(1);
    expect(idsAsked()).toEqual(expect.arrayContaining(['job97', 'job98']));
    poller.noteInView(['job97', 'job99']);
    await clock.advance(1);
    expect(idsAsked()).toContain('job99');
    expect(idsAsked().length).toBeLessThan(6);
  });
});

describe('a job whose row is on the screen', () => {
  it('is polled within five seconds of its last answer', async () => {
    const { clock, poller, asked } = setUp({ reply: (id) => answer(id, 'queued') });
    poller.watch('a');
    await clock.advance(0);
    poller.noteListed('a', listed('queued'), sentNow(clock), 60_000);
    await clock.advance(2_000);
    poller.noteInView(['a', 'a stranger']);
    await clock.advance(2_600);
    expect(asked).toHaveLength(2);
    await clock.advance(20_000);
    expect(asked.length).toBeGreaterThanOrEqual(6);
  });

  it('is not polled a second time while a request for it is in flight, nor sooner where it is refused', async () => {
    const { clock, poller, asked, reply } = setUp();
    poller.watch('a');
    await clock.advance(10_000);
    poller.noteInView(['a']);
    await clock.advance(10_000);
    expect(asked).toHaveLength(1);
    await reply(0, failure('not-found'));
    poller.noteInView(['a']);
    await clock.advance(10_000);
    poller.noteInView([]);
    poller.noteInView(['a']);
    await clock.advance(10_000);
    expect(asked).toHaveLength(1);
  });

  it('is not polled sooner where its own requests fail, and the service does not refuse it', async () => {
    const { clock, poller, asked } = setUp({ reply: () => failure('bad-answer') });
    poller.watch('a', { ...neverPolled, status: 'running' });
    await clock.advance(120_000);
    expect(poller.active).toContain('a');
    const before = asked.length;
    for (let time = 0; time < 4; time += 1) {
      poller.noteInView([]);
      poller.noteInView(['a']);
      await clock.advance(5_000);
    }
    expect(asked.length).toBeLessThanOrEqual(before + 1);
  });

  const longWait = { waitOf: () => ({ mean: Math.log(600_000), sd: 0.2 }), runOf: () => null };
  const queued = { ...neverPolled, status: 'queued' };

  it.each(['before', 'after'])('is kept fresh if that was said %s it is watched', async (when) => {
    const { clock, poller, asked } = setUp({ reply: (id) => answer(id, 'queued'), durations: longWait });
    if (when === 'before') poller.noteInView(['a']);
    poller.watch('a', queued);
    if (when === 'after') poller.noteInView(['a']);
    await clock.advance(60_000);
    expect(asked.length).toBeGreaterThanOrEqual(13);
  });

  it('is kept fresh when it was removed and is brought back', async () => {
    const { clock, poller, asked } = setUp({ reply: (id) => answer(id, 'queued'), durations: longWait });
    poller.watch('a', queued);
    poller.noteInView(['a']);
    poller.unwatch('a');
    poller.watch('a', queued);
    await clock.advance(60_000);
    expect(asked.length).toBeGreaterThanOrEqual(13);
  });

  it.each(['before', 'after'])(
    'goes first where many wait, if that was said %s all are watched',
    async (when) => {
      const { clock, poller, idsAsked } = setUp({ reply: (id) => answer(id, 'queued'), concurrency: 1 });
      const ids = Array.from({ length: 1_000 }, (_, index) => `job${index}`);
      const seen = ids.slice(500, 510);
      if (when === 'before') poller.noteInView(seen);
      poller.together(() => ids.forEach((id) => poller.watch(id, queued)));
      if (when === 'after') poller.noteInView(seen);
      await clock.advance(1_000);
      expect(idsAsked().slice(0, 12)).toEqual(expect.arrayContaining(seen));
    },
  );
});

describe('the pace of a job', () => {
  it.each(['not-found', 'bad-answer'] as const)(
    'is known until its own requests fail, as with %s',
    async (code) => {
      const begin = { at: 0, failure: null as ErrorCode | null };
      const { clock, poller } = setUp({
        reply: (id) => {
          const progress = Math.floor((clock.now() - begin.at) / 1_000);
          const job = { id, status: progress < 5 ? 'queued' : 'running', progress };
          const parsed = parseJob(job);
          if (begin.failure !== null || parsed === null) return failure(begin.failure ?? 'internal');
          return { ok: true, value: { ...parsed, raw: job } };
        },
      });
      begin.at = clock.now();
      poller.watch('a');
      await clock.advance(1_000);
      expect(poller.paceOf('a')).toBeNull();
      expect(poller.paceOf('a stranger')).toBeNull();
      await clock.advance(50_000);
      expect(poller.paceOf('a')).toBeGreaterThan(0.9);
      expect(poller.paceOf('a')).toBeLessThan(1.2);
      begin.failure = code;
      poller.pollNow(['a']);
      await clock.advance(0);
      expect(poller.paceOf('a')).toBeNull();
    },
  );
});
