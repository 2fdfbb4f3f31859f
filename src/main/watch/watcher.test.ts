import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../shared/errors.ts';
import { parseJob } from '../../shared/job.ts';
import type { ApiOutcome, PolledJob } from '../rigyd/client.ts';
import { virtualClock } from '../testing/virtual-clock.ts';
import type { Gate } from './gate.ts';
import { Watcher } from './watcher.ts';

const answer = (id: string, status: string): ApiOutcome<PolledJob> => {
  const parsed = parseJob({ id, status });
  if (parsed === null) throw new Error('not a job');
  return { ok: true, value: { ...parsed, raw: { id, status } } };
};
const failure = (code: ErrorCode, retryAfterMs: number | null = null): ApiOutcome<PolledJob> => ({
  ok: false,
  failure: { code, text: null, retryAfterMs },
});

/** A watcher whose questions the test answers, one by one or by a rule. */
function setUp(options: { concurrency?: number; reply?: (id: string) => ApiOutcome<PolledJob> } = {}) {
  const clock = virtualClock();
  const asked: { id: string; at: number; signal: AbortSignal; answer: (o: ApiOutcome<PolledJob>) => void }[] =
    [];
  const log: string[] = [];
  const gates: Gate['kind'][] = [];
  const watcher = new Watcher({
    clock,
    random: () => 0.5,
    concurrency: options.concurrency ?? 4,
    ask: (id, signal) => {
      const at = clock.now();
      if (options.reply !== undefined) {
        asked.push({ id, at, signal, answer: () => {} });
        return Promise.resolve(options.reply(id));
      }
      return new Promise((resolve) => asked.push({ id, at, signal, answer: resolve }));
    },
    onAnswer: (id, { job }) => log.push(`${id} ${job.status}`),
    onFailure: (id, { code }) => log.push(`${id} ${code}`),
    onGate: ({ kind }) => gates.push(kind),
  });
  const idsAsked = (): string[] => asked.map(({ id }) => id);
  const reply = async (index: number, outcome: ApiOutcome<PolledJob>): Promise<void> => {
    asked[index]?.answer(outcome);
    await clock.advance(0);
  };
  return { clock, watcher, asked, idsAsked, log, gates, reply };
}

describe('the poll loop', () => {
  it('asks at once, then three seconds after each answer, until the job is over', async () => {
    const statuses = ['queued', 'running', 'completed'];
    const { clock, watcher, asked, log } = setUp({
      reply: (id) => answer(id, statuses.shift() ?? 'asked too often'),
    });
    const start = clock.now();
    watcher.watch('a');
    await clock.advance(60_000);
    expect(asked.map(({ at }) => at - start)).toEqual([0, 3_000, 6_000]);
    expect(log).toEqual(['a queued', 'a running', 'a completed']);
  });

  it('never asks for a job while a question about it is under way', async () => {
    const { clock, watcher, asked, reply } = setUp();
    watcher.watch('a');
    await clock.advance(30_000);
    watcher.askNow(['a']);
    await clock.advance(30_000);
    expect(asked).toHaveLength(1);
    await reply(0, answer('a', 'running'));
    await clock.advance(3_000);
    expect(asked).toHaveLength(2);
  });

  it('has no more questions under way than the cap, and the job that waited longest goes first', async () => {
    const { clock, watcher, idsAsked, reply } = setUp({ concurrency: 2 });
    for (const id of ['a', 'b', 'c', 'd']) {
      watcher.watch(id);
      await clock.advance(1);
    }
    expect(idsAsked()).toEqual(['a', 'b']);
    await reply(0, answer('a', 'running'));
    expect(idsAsked()).toEqual(['a', 'b', 'c']);
    await clock.advance(10_000);
    await reply(1, answer('b', 'running'));
    expect(idsAsked()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('takes up a job of an earlier run at once, but not one that was over', async () => {
    const { clock, watcher, idsAsked } = setUp();
    watcher.watch('running', { status: 'running', failures: 0, lastFailure: null });
    watcher.watch('over', { status: 'completed', failures: 0, lastFailure: null });
    await clock.advance(60_000);
    expect(idsAsked()).toEqual(['running']);
  });

  it('asks for a finished job once when told to', async () => {
    const { clock, watcher, asked } = setUp({ reply: (id) => answer(id, 'completed') });
    watcher.watch('over', { status: 'completed', failures: 0, lastFailure: null });
    watcher.askNow(['over', 'a stranger']);
    await clock.advance(60_000);
    expect(asked).toHaveLength(1);
  });

  it('goes on asking for a job whose status it does not know', async () => {
    const { clock, watcher, asked } = setUp({ reply: (id) => answer(id, 'reticulating') });
    watcher.watch('a');
    await clock.advance(9_000);
    expect(asked).toHaveLength(4);
  });

  it('forgets a job: the question is aborted and its answer dropped', async () => {
    const { clock, watcher, asked, log, reply } = setUp();
    watcher.watch('a');
    await clock.advance(0);
    watcher.unwatch('a');
    expect(asked[0]?.signal.aborted).toBe(true);
    await reply(0, answer('a', 'running'));
    await clock.advance(60_000);
    expect(log).toEqual([]);
    expect(asked).toHaveLength(1);
  });

  it('does not take the answer of before for a job that was removed and added again', async () => {
    const { clock, watcher, log, reply } = setUp();
    watcher.watch('a');
    await clock.advance(0);
    watcher.unwatch('a');
    watcher.watch('a');
    await clock.advance(0);
    await reply(0, answer('a', 'failed'));
    expect(log).toEqual([]);
    await reply(1, answer('a', 'running'));
    expect(log).toEqual(['a running']);
  });

  it('frees the place of a job that is forgotten', async () => {
    const { clock, watcher, idsAsked } = setUp({ concurrency: 1 });
    watcher.watch('a');
    watcher.watch('b');
    await clock.advance(0);
    watcher.unwatch('a');
    await clock.advance(0);
    expect(idsAsked()).toEqual(['a', 'b']);
  });

  it('stops for all when the connection is lost, probes with one, and goes on with all', async () => {
    let isOnline = false;
    const { clock, watcher, asked, gates } = setUp({
      reply: (id) => (isOnline ? answer(id, 'running') : failure('offline')),
    });
    for (let index = 0; index < 10; index += 1) watcher.watch(`job-${index}`);
    await clock.advance(0);
    const together = asked.length;
    expect(together).toBeLessThanOrEqual(4);
    await clock.advance(1_900);
    expect(asked).toHaveLength(together);
    await clock.advance(200);
    expect(asked).toHaveLength(together + 1);
    expect(gates.every((kind) => kind === 'closed')).toBe(true);
    isOnline = true;
    await clock.advance(60_000);
    expect(gates.at(-1)).toBe('open');
    expect(new Set(asked.slice(together).map(({ id }) => id)).size).toBe(10);
  });

  it('keeps silent for as long as the service asks', async () => {
    const replies = [failure('rate-limited', 45_000)];
    const { clock, watcher, asked } = setUp({ reply: (id) => replies.shift() ?? answer(id, 'running') });
    const start = clock.now();
    watcher.watch('a');
    await clock.advance(44_999);
    expect(asked).toHaveLength(1);
    await clock.advance(2);
    expect(asked.map(({ at }) => at - start)).toEqual([0, 45_000]);
  });

  it('asks nothing after a refused key until it is opened again', async () => {
    let isKeyGood = false;
    const { clock, watcher, asked, gates } = setUp({
      reply: (id) => (isKeyGood ? answer(id, 'running') : failure('unauthorized')),
    });
    watcher.watch('a');
    await clock.advance(3_600_000);
    expect(asked).toHaveLength(1);
    isKeyGood = true;
    watcher.reopen();
    await clock.advance(0);
    expect(asked).toHaveLength(2);
    expect(gates).toEqual(['locked', 'open']);
  });

  it('drops the answers to the key before, and asks anew with another', async () => {
    const { clock, watcher, asked, log, reply } = setUp();
    watcher.watch('a');
    await clock.advance(0);
    watcher.restart();
    expect(asked[0]?.signal.aborted).toBe(true);
    expect(asked).toHaveLength(2);
    await reply(0, failure('unauthorized'));
    await reply(1, answer('a', 'running'));
    expect(log).toEqual(['a running']);
  });

  it('goes on at once when the system’s clock is set back', async () => {
    const { clock, watcher, asked } = setUp({ reply: (id) => answer(id, 'running') });
    watcher.watch('a');
    await clock.advance(0);
    clock.setBack(3_600_000);
    await clock.advance(3_000);
    expect(asked.length).toBeGreaterThanOrEqual(2);
  });

  it('asks nothing while it is locked', async () => {
    const { clock, watcher, asked } = setUp();
    watcher.lock();
    watcher.watch('a');
    watcher.askNow(['a']);
    await clock.advance(60_000);
    expect(asked).toHaveLength(0);
    watcher.reopen();
    expect(asked).toHaveLength(1);
  });

  it('does not ask for unknown IDs anew just because the connection is back', async () => {
    const { clock, watcher, asked } = setUp({ reply: () => failure('not-found') });
    watcher.watch('a');
    await clock.advance(0);
    watcher.reopen();
    await clock.advance(10_000);
    expect(asked).toHaveLength(1);
    await clock.advance(20_000);
    expect(asked).toHaveLength(2);
  });

  it('a refusal of one job proves the connection', async () => {
    const replies = [failure('offline'), failure('not-found')];
    const { clock, watcher, gates } = setUp({ reply: () => replies.shift() ?? failure('not-found') });
    watcher.watch('a');
    await clock.advance(3_100);
    expect(gates).toEqual(['closed', 'open']);
  });

  it('stops for good', async () => {
    const { clock, watcher, asked } = setUp();
    watcher.watch('a');
    await clock.advance(0);
    watcher.stop();
    expect(asked[0]?.signal.aborted).toBe(true);
    watcher.watch('b');
    watcher.reopen();
    await clock.advance(60_000);
    expect(asked).toHaveLength(1);
    expect(clock.waiting()).toEqual([]);
  });

  it('wakes at least once a minute, so that a suspended machine does not oversleep', async () => {
    const { clock, watcher } = setUp({ reply: () => failure('rate-limited', 600_000) });
    watcher.watch('a');
    await clock.advance(0);
    expect(Math.max(...clock.waiting())).toBeLessThanOrEqual(60_000);
  });
});
