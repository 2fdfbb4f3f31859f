import { describe, expect, it } from 'vitest';
import { FolderSilentError } from '../files/folder-calls.ts';
import type { FileThreadPool } from '../files/file-thread-pool.ts';
import { virtualClock } from '../testing/virtual-clock.ts';
import { defaultLimits } from './archive.ts';
import type { Received } from './early-files.ts';
import { EarlyUnpacking, worthEarlyBytes } from './early-unpacking.ts';
import type { ResultCalls, UnpackProgress } from './result-calls.ts';

const mebibyte = 1024 ** 2;

const following = async ({ rest }: Received): Promise<UnpackProgress> =>
  rest > 0 ? { next: 'wait' } : { outcome: { ok: true, value: null } };

/** Threads that answer each call to follow as `answer` does. @param onEnd called when one is given back */
function fakeThreads(answer = following, onEnd = (): unknown => null) {
  const followed: number[] = [];
  const ended: unknown[] = [];
  let held = 0;
  const pool = {
    hold: () => {
      held += 1;
      return {
        call: async (name: string, ...args: unknown[]) => {
          if (name === 'end') return void (ended.push(args[1]), onEnd());
          const received = args[3] as Received;
          followed.push(received.bytes);
          return answer(received);
        },
        end: () => {},
      };
    },
  } as unknown as FileThreadPool<ResultCalls>;
  return { pool, followed, ended, held: () => held };
}

function begin(threads = fakeThreads(), turn = { isTaken: false }) {
  const clock = virtualClock();
  const stop = new AbortController();
  const options = {
    archive: '/r/result.zip',
    folder: '/r/early',
    limits: defaultLimits,
    signal: stop.signal,
    clock,
  };
  return { clock, stop, threads, turn, early: new EarlyUnpacking(options, threads.pool, turn) };
}

/** Has an archive come at so many bytes a second. @param there bytes of it that came in an earlier run */
async function come({ clock, early }: ReturnType<typeof begin>, bytes: number, pace: number, there = 0) {
  for (let done = there; done <= bytes; done += mebibyte) {
    early.note({ bytes: done, rest: bytes - done });
    await clock.advance((mebibyte / pace) * 1_000);
  }
}

describe('an archive on its way is unpacked', () => {
  it('while it comes slowly, in pieces that are worth a call', async () => {
    const run = begin();
    await come(run, 2 * worthEarlyBytes, 10 * mebibyte);
    const [first = 0, ...others] = run.threads.followed;
    expect(first).toBe(worthEarlyBytes);
    expect(others.slice(0, 2)).toEqual([first + 4 * mebibyte, first + 8 * mebibyte]);
    expect(run.threads.followed.at(-1)).toBe(2 * worthEarlyBytes);
  });

  it('only once it is whole where it comes as fast as it can be written', async () => {
    const run = begin();
    await come(run, 2 * worthEarlyBytes, 200 * mebibyte);
    expect(run.threads.held()).toBe(0);
    expect(await run.early.finish()).toBeNull();
  });

  it('once it is known how fast the rest comes, where an earlier run received much of it', async () => {
    const there = 3 * worthEarlyBytes;
    const fast = begin();
    await come(fast, 6 * worthEarlyBytes, 200 * mebibyte, there);
    expect(fast.threads.held()).toBe(0);
    const slow = begin();
    await come(slow, 6 * worthEarlyBytes, 10 * mebibyte, there);
    expect(slow.threads.followed[0]).toBe(there + worthEarlyBytes);
  });

  it('only once it is whole where it is small', async () => {
    const run = begin();
    await come(run, worthEarlyBytes - mebibyte, mebibyte);
    expect(run.threads.held()).toBe(0);
  });

  it('while no other one is', async () => {
    const first = begin();
    const second = begin(first.threads, first.turn);
    await come(first, worthEarlyBytes, mebibyte);
    await come(second, worthEarlyBytes, mebibyte);
    expect(first.threads.held()).toBe(1);
    await second.early.giveUp();
    await come(second, worthEarlyBytes, mebibyte);
    expect(first.threads.held()).toBe(1);
    await first.early.finish();
    await come(second, worthEarlyBytes, mebibyte);
    expect(first.threads.held()).toBe(2);
  });

  it('no further once it is stopped, and nothing of it stays', async () => {
    const run = begin();
    await come(run, worthEarlyBytes, mebibyte);
    const told = run.threads.followed.length;
    run.stop.abort('cancelled');
    await come(run, 2 * worthEarlyBytes, mebibyte);
    await run.early.giveUp();
    expect(run.threads.followed).toHaveLength(told);
    expect(run.threads.ended).toEqual([false]);
  });

  it('no further once its thread has said why it ended', async () => {
    const run = begin(fakeThreads(async () => ({ outcome: { ok: true, value: null } })));
    await come(run, 2 * worthEarlyBytes, mebibyte);
    expect(run.threads.followed).toHaveLength(1);
    expect(await run.early.finish()).not.toBeNull();
  });

  it('later where its thread breaks', async () => {
    const run = begin(fakeThreads(() => Promise.reject(new Error('It ended.'))));
    await come(run, 2 * worthEarlyBytes, mebibyte);
    expect(run.threads.followed).toHaveLength(1);
    expect(await run.early.finish()).toBeNull();
    expect(run.turn.isTaken).toBe(false);
  });

  it('later where its thread breaks over the last piece: it is given back once, and so is the turn', async () => {
    const breaking = ({ rest }: Received): Promise<UnpackProgress> =>
      rest > 0 ? Promise.resolve({ next: 'wait' }) : Promise.reject(new Error('It cannot be read.'));
    const turn = { isTaken: false };
    // Another archive has the turn as soon as it is free.
    const threads = fakeThreads(breaking, () => (turn.isTaken = true));
    const run = begin(threads, turn);
    await come(run, worthEarlyBytes - mebibyte, mebibyte);
    run.early.note({ bytes: worthEarlyBytes, rest: 1 });
    await run.clock.advance(0);
    expect(threads.followed).toHaveLength(1);
    expect(await run.early.finish()).toBeNull();
    expect(threads.ended).toEqual([false]);
    expect(turn.isTaken).toBe(true);
  });

  it('until its folder does not answer: then nothing is removed there', async () => {
    const run = begin(fakeThreads(() => Promise.reject(new FolderSilentError('/r'))));
    await come(run, worthEarlyBytes, mebibyte);
    await run.early.giveUp();
    expect(run.threads.ended).toEqual([true]);
  });
});
