import { describe, expect, it } from 'vitest';
import { answer, failure } from '../testing/poller-harness.ts';
import { setUpTimedPoller as setUp } from '../testing/timed-poller.ts';
import { virtualClock } from '../testing/virtual-clock.ts';
import { AnswerTimes } from './answer-times.ts';
import { Poller } from './poller.ts';

const good = Array.from({ length: 6 }, (_, index) => `good-${index}`);

describe('jobs whose answers never come to their end', () => {
  it('take no place from the others, also when they come first and as many as there are places', async () => {
    const { clock, poller, asked, changes } = setUp((id) => (id.startsWith('drip') ? Infinity : 40));
    const start = clock.now();
    for (let index = 0; index < 4; index += 1) poller.watch(`drip-${index}`);
    for (const id of good) poller.watch(id);
    await clock.advance(90_000);
    const times = [start, ...asked.filter(({ id }) => good.includes(id)).map(({ at }) => at), clock.now()];
    const gaps = times.slice(1).map((at, index) => at - (times[index] ?? at));
    expect(Math.max(...gaps), 'milliseconds in which no good job was polled').toBeLessThanOrEqual(5_000);
    expect(asked.filter(({ id }) => id === 'good-0').length).toBeGreaterThan(25);
    for (let index = 0; index < 4; index += 1)
      expect(asked.filter(({ id }) => id === `drip-${index}`).length).toBeGreaterThanOrEqual(2);
    expect(changes, 'the gate for all').toEqual([]);
  });
});

it('slow jobs and the others are asked for by turns where there is one turn at a time', async () => {
  const clock = virtualClock();
  let asked: string[] = [];
  let go = (): void => {};
  const poller = new Poller({
    request: async (id) => {
      const [kind = ''] = id.split('-');
      asked.push(kind);
      return kind === 'slow' ? failure('timeout') : answer(id, 'running');
    },
    clock,
    random: () => 0.5,
    concurrency: () => 4,
    gates: { admit: () => true, wouldAdmit: () => true, isOpen: () => true, subscribe: () => () => {} },
    rate: { take: () => false, turn: () => new Promise((resolve) => (go = resolve)) },
    origin: 'https://api.rigyd.com',
    onAnswer: () => {},
    onFailure: () => {},
    onLock: () => {},
    onError: () => {},
  });
  const take = async (turns: number): Promise<string[]> => {
    asked = [];
    for (let turn = 0; turn < turns; turn += 1) {
      go();
      await clock.advance(0);
    }
    return asked;
  };
  const ids = ['slow', 'good'].flatMap((kind) => good.map((_, index) => `${kind}-${index}`));
  for (const id of ids) poller.watch(id);
  expect((await take(ids.length)).toSorted()).toEqual(ids.map((id) => id.slice(0, 4)).toSorted());
  poller.pollNow(ids);
  expect(await take(8)).toEqual(Array.from({ length: 4 }, () => ['slow', 'good']).flat());
});

describe('a service that is slow for everyone', () => {
  it('is waited for', async () => {
    const { clock, poller, answered, changes } = setUp(() => 7_000);
    for (const id of good) poller.watch(id);
    await clock.advance(60_000);
    expect(new Set(answered.map(({ id }) => id)).size).toBe(6);
    expect(answered.length).toBeGreaterThan(20);
    expect(changes).toEqual([]);
  });

  it.each([5_500, 8_000])('makes no job wait behind the others where each answer takes %i ms', async (ms) => {
    let takes = 100;
    const { clock, poller, answered } = setUp(() => takes);
    for (let index = 0; index < 50; index += 1) poller.watch(`job-${index}`);
    await clock.advance(60_000);
    poller.noteOpened('job-7');
    takes = ms;
    await clock.advance(600_000);
    const since = clock.now();
    await clock.advance(600_000);
    const late = answered.filter(({ at }) => at > since);
    expect(late.length, 'of what four at once can do').toBeGreaterThan((0.95 * 4 * 600_000) / ms);
    expect(late.filter(({ id }) => id === 'job-7').length, 'the open one').toBeGreaterThanOrEqual(20);
  });
});

describe('one job that takes long', () => {
  it('is answered in its own time', async () => {
    const { clock, poller, answered } = setUp((id) => (id === 'long' ? 18_000 : 40));
    poller.watch('long');
    for (const id of good) poller.watch(id);
    await clock.advance(90_000);
    expect(answered.filter(({ id }) => id === 'long').length).toBeGreaterThanOrEqual(4);
  });
});

function slowAfter(...answers: number[]): number {
  const times = new AnswerTimes();
  answers.forEach((ms) => times.note(ms));
  return times.slowMs;
}

it('a request is slow after five seconds where most answers are quick', () => {
  expect(slowAfter()).toBe(5_000);
  expect(slowAfter(50, 60, 18_000, 50, 19_000)).toBe(5_000);
});

it('a request is slow after twice the usual time where all answers take long', () => {
  expect(slowAfter(8_000, 7_000, 9_000)).toBe(16_000);
});

it('a service that has become quick again counts as quick after a few answers', () => {
  const slow = Array.from({ length: 50 }, () => 8_000);
  expect(slowAfter(...slow, 50, 50, 50, 50, 50)).toBe(5_000);
});
