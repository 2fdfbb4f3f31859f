import { describe, expect, it } from 'vitest';
import { answer, failure, listed, sentNow, setUpPoller as setUp } from '../testing/poller-harness.ts';
import { neverPolled } from './schedule.ts';

describe('finished jobs of which a fresh list leaves something out', () => {
  const ids = Array.from({ length: 100 }, (_, index) => `job${index}`);
  const ended = { ...neverPolled, status: 'completed' };

  function inLine() {
    const set = setUp({ reply: (id) => answer(id, 'completed') });
    for (const id of ids) set.poller.watch(id, ended);
    set.poller.pollGently(ids);
    return set;
  }

  it('are asked for one after the other also after a time without a key, first those that somebody sees', async () => {
    const { clock, poller, idsAsked } = inLine();
    poller.lock();
    poller.noteInView(['job70']);
    await clock.advance(600_000);
    const before = idsAsked().length;
    poller.reopen();
    await clock.advance(1_000);
    expect(idsAsked().length).toBeLessThan(before + 10);
    expect(idsAsked().slice(before)).toContain('job70');
    await clock.advance(25_000);
    expect(new Set(idsAsked()).size).toBe(100);
  });

  it('are asked for one after the other also after a time in which the service answered nothing', async () => {
    const { clock, originGates, origin, asked } = inLine();
    await clock.advance(2_000);
    const stopped = originGates.noting(origin, 'probe', new AbortController().signal, async () =>
      failure('rate-limited', 300_000),
    );
    await stopped;
    const before = asked.length;
    expect(before).toBeLessThan(20);
    await clock.advance(300_000);
    await clock.advance(60_000);
    expect(new Set(asked.map(({ id }) => id)).size).toBe(100);
    const times = asked.slice(before).map(({ at }) => at);
    const inOneSecond = times.map((at) => times.filter((other) => other >= at && other < at + 1_000).length);
    expect(Math.max(...inOneSecond)).toBeLessThan(8);
  });
});

it('jobs on their way that have places in the line are not left to it after a time without a key', async () => {
  const { clock, poller, asked } = setUp({ reply: (id) => answer(id, 'running') });
  const ids = Array.from({ length: 50 }, (_, index) => `job${index}`);
  for (const id of ids) poller.watch(id, { ...neverPolled, status: 'running' });
  await clock.advance(100);
  poller.pollGently(ids);
  poller.lock();
  await clock.advance(600_000);
  asked.length = 0;
  poller.reopen();
  await clock.advance(1_000);
  expect(new Set(asked.map(({ id }) => id)).size).toBe(50);
});

describe('a job on its way of which a fresh list leaves something out', () => {
  async function inCare(reply = (id: string) => answer(id, 'running')) {
    const set = setUp({ reply });
    const { clock, poller, asked } = set;
    const others = Array.from({ length: 50 }, (_, index) => `other${index}`);
    for (const id of others) poller.watch(id, { ...neverPolled, status: 'completed' });
    poller.watch('a');
    await clock.advance(0);
    asked.length = 0;
    poller.pollGently([...others, 'a']);
    const count = (): number => asked.filter(({ id }) => id === 'a').length;
    /** The list tells of it again and again; it is owed until it was answered. */
    const pass = async (seconds: number, isOwed: () => boolean): Promise<void> => {
      for (let second = 0; second < seconds; second += 1) {
        poller.noteListed('a', listed('running'), sentNow(clock), 30_000);
        if (isOwed()) poller.pollGently(['a']);
        else poller.spare('a');
        await clock.advance(1_000);
      }
    };
    return { ...set, pass, count };
  }

  it('keeps its place in the line, and is asked for once', async () => {
    const { pass, count } = await inCare();
    await pass(9, () => true);
    expect(count()).toBe(0);
    await pass(60, () => count() === 0);
    expect(count()).toBe(1);
  });

  it('is not asked for sooner because somebody looks where its own requests fail', async () => {
    const { poller, clock, pass, count } = await inCare((id) =>
      id === 'a' ? failure('service-down') : answer(id, 'completed'),
    );
    await pass(120, () => true);
    const before = count();
    for (let time = 0; time < 10; time += 1) {
      poller.noteInView(['a']);
      await clock.advance(1);
      poller.noteInView([]);
    }
    expect(count()).toBe(before);
    expect(poller.paceOf('a')).toBeNull();
  });

  it('has no place in the line any more once it was answered', async () => {
    const { poller, clock, count } = await inCare();
    await clock.advance(60_000);
    poller.noteListed('a', listed('running'), sentNow(clock), 30_000);
    const before = count();
    expect(before).toBeGreaterThan(0);
    poller.noteOpened('a');
    await clock.advance(1_000);
    expect(count()).toBe(before);
  });

  it('has no place in the line any more when it was removed and is brought back', async () => {
    const { poller, clock, count } = await inCare();
    poller.unwatch('a');
    poller.watch('a', { ...neverPolled, status: 'completed' });
    poller.noteOpened('a');
    await clock.advance(1);
    expect(count()).toBe(0);
  });

  it('is asked for no more once the list tells all of it', async () => {
    const { pass, count } = await inCare();
    await pass(9, () => true);
    await pass(60, () => false);
    expect(count()).toBe(0);
  });

  it('is asked for ever more rarely where that fails, however often the list tells of it', async () => {
    const { poller, pass, count } = await inCare((id) =>
      id === 'a' ? failure('service-down') : answer(id, 'completed'),
    );
    await pass(600, () => true);
    expect(count()).toBeGreaterThan(8);
    expect(count()).toBeLessThan(18);
    expect(poller.active).toContain('a');
    expect(poller.isFailing('a')).toBe(true);
  });
});
