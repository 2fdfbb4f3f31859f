import { describe, expect, it } from 'vitest';
import { virtualClock } from '../testing/virtual-clock.ts';
import { maxAnswerMs, reloadsPerMinute, WindowProblems } from './window-problems.ts';

function setUp({ closesBoxes = true } = {}) {
  const clock = virtualClock();
  const done: string[] = [];
  /** The boxes that wait for an answer. */
  const boxes: { message: string; choose: (choice: string) => void; signal: AbortSignal | undefined }[] = [];
  /** The pings that the page has not answered yet. */
  const pings: { answer: () => void; fail: () => void }[] = [];
  const problems = new WindowProblems({
    clock,
    ping: () =>
      new Promise<void>((resolve, reject) => {
        pings.push({ answer: resolve, fail: () => reject(new Error('The frame was replaced.')) });
      }),
    ask: ({ message, choices }, signal) =>
      new Promise((resolve) => {
        if (closesBoxes) signal?.addEventListener('abort', () => resolve(choices[0] as never));
        boxes.push({ message, choose: (choice) => resolve(choice as never), signal });
      }),
    reload: () => done.push('reload'),
    crash: () => done.push('crash'),
    startAgain: (mode) => done.push(mode),
    showLogs: () => Promise.resolve(done.push('logs')),
    quit: () => done.push('quit'),
  });
  const crash = async (times: number): Promise<void> => {
    for (let i = 0; i < times; i += 1) void problems.gone();
    await clock.advance(0);
  };
  return { clock, done, boxes, pings, problems, crash };
}

describe('a window whose process ended', () => {
  it('is reloaded', async () => {
    const { done, boxes, crash } = setUp();
    await crash(1);
    expect(done).toEqual(['reload']);
    expect(boxes).toEqual([]);
  });

  it('is reloaded as often as it takes when that is rare', async () => {
    const { clock, done, boxes, crash } = setUp();
    for (let i = 0; i < 20; i += 1) {
      await crash(1);
      await clock.advance(30_000);
    }
    expect(done).toHaveLength(20);
    expect(boxes).toEqual([]);
  });

  it('is not reloaded a fourth time in a minute: the person is asked, once', async () => {
    const { done, boxes, crash } = setUp();
    await crash(50);
    expect(done).toHaveLength(reloadsPerMinute);
    expect(boxes.map(({ message }) => message)).toEqual(['The window keeps crashing']);
  });

  it.each([
    ['Reload', 'reload'],
    ['Restart in safe mode', 'in safe mode'],
    ['Quit', 'quit'],
  ])('does what was chosen: %s', async (choice, effect) => {
    const { clock, done, boxes, crash } = setUp();
    await crash(4);
    boxes[0]?.choose(choice);
    await clock.advance(0);
    expect(done.slice(reloadsPerMinute)).toEqual([effect]);
  });

  it('may crash again after a reload that was chosen, and the person is asked again later', async () => {
    const { clock, done, boxes, crash } = setUp();
    await crash(4);
    boxes[0]?.choose('Reload');
    await clock.advance(0);
    await crash(4);
    expect(done).toHaveLength(reloadsPerMinute + 1 + reloadsPerMinute);
    expect(boxes).toHaveLength(2);
  });

  it('asks again after the logs were shown', async () => {
    const { clock, done, boxes, crash } = setUp();
    await crash(4);
    boxes[0]?.choose('Show logs');
    await clock.advance(0);
    expect(done.at(-1)).toBe('logs');
    expect(boxes).toHaveLength(2);
  });
});

describe('a window that does not answer', () => {
  it.each([
    ['Wait', []],
    ['Reload', ['crash']],
    ['Quit', ['quit']],
  ])('is asked about: %s', async (choice, effects) => {
    const { clock, done, boxes, problems } = setUp();
    void problems.unresponsive();
    void problems.unresponsive();
    expect(boxes).toHaveLength(1);
    boxes[0]?.choose(choice);
    await clock.advance(0);
    expect(done).toEqual(effects);
  });

  it('is asked about again when it goes on hanging after a wait', async () => {
    const { clock, boxes, problems } = setUp();
    void problems.unresponsive();
    boxes[0]?.choose('Wait');
    await clock.advance(0);
    void problems.unresponsive();
    expect(boxes).toHaveLength(2);
  });

  it('is not asked about any more once it answers, or its process ended', async () => {
    const { clock, done, boxes, problems } = setUp();
    void problems.unresponsive();
    problems.responsive();
    await clock.advance(0);
    expect(boxes[0]?.signal?.aborted).toBe(true);
    void problems.unresponsive();
    await problems.gone();
    expect(boxes[1]?.signal?.aborted).toBe(true);
    expect(done).toEqual(['reload']);
  });

  it('ignores a choice that comes too late, on a system that cannot close a box', async () => {
    const { clock, done, boxes, problems } = setUp({ closesBoxes: false });
    void problems.unresponsive();
    problems.responsive();
    boxes[0]?.choose('Reload');
    await clock.advance(0);
    expect(done).toEqual([]);
  });
});

describe('a page that is expected to answer', () => {
  it.each(['answer', 'fail'] as const)('is not asked about when it does so in time: %s', async (how) => {
    const { clock, boxes, pings, problems } = setUp();
    void problems.expectAnswer();
    await clock.advance(maxAnswerMs - 1);
    pings[0]?.[how]();
    await clock.advance(maxAnswerMs);
    expect(boxes).toEqual([]);
    expect(clock.waiting()).toEqual([]);
  });

  it('is asked about once when it does not, however often its window is closed', async () => {
    const { clock, boxes, pings, problems } = setUp();
    void problems.expectAnswer();
    await clock.advance(maxAnswerMs - 1);
    void problems.expectAnswer();
    expect(boxes).toEqual([]);
    await clock.advance(1);
    void problems.expectAnswer();
    await clock.advance(2 * maxAnswerMs);
    expect(boxes.map(({ message }) => message)).toEqual(['The window isn’t responding']);
    expect(pings).toHaveLength(2);
  });

  it('is asked about again when its window is closed again after a wait', async () => {
    const { clock, boxes, problems } = setUp();
    void problems.expectAnswer();
    await clock.advance(maxAnswerMs);
    boxes[0]?.choose('Wait');
    await clock.advance(maxAnswerMs);
    expect(boxes).toHaveLength(1);
    void problems.expectAnswer();
    await clock.advance(maxAnswerMs);
    expect(boxes).toHaveLength(2);
  });

  it('is not asked about any more when it answers late', async () => {
    const { clock, done, boxes, pings, problems } = setUp();
    void problems.expectAnswer();
    await clock.advance(maxAnswerMs);
    pings[0]?.answer();
    await clock.advance(0);
    expect(boxes[0]?.signal?.aborted).toBe(true);
    expect(done).toEqual([]);
  });

  it('is not asked about after its process ended', async () => {
    const { clock, done, boxes, problems } = setUp();
    void problems.expectAnswer();
    await problems.gone();
    await clock.advance(maxAnswerMs);
    expect(boxes).toEqual([]);
    expect(done).toEqual(['reload']);
  });
});
