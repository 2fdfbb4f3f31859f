import { describe, expect, it } from 'vitest';
import { virtualClock } from '../testing/virtual-clock.ts';
import { putAway, type PutAwayOptions } from './put-away.ts';

/** @param manager what the window manager does with a window that is to be minimized */
async function setUp(hasTray: boolean | null, manager: 'minimizes' | 'ignores' = 'minimizes') {
  const clock = virtualClock();
  const done: string[] = [];
  const wanted = new AbortController();
  let onMinimize = (): void => {};
  const window = {
    hide: () => void done.push('hidden'),
    isDestroyed: () => false,
    once: (_event: string, listener: () => void) => void (onMinimize = listener),
    minimize: () => {
      if (manager === 'ignores') return;
      done.push('minimized');
      onMinimize();
    },
  } as unknown as PutAwayOptions['window'];
  const ended = putAway({ window, hasTray: async () => hasTray, clock, signal: wanted.signal });
  return { clock, done, wanted, ended };
}

describe('a window that is put away', () => {
  it.each([
    [true, 'hidden'],
    [null, 'hidden'],
    [false, 'minimized'],
  ] as const)('where the desktop says %s of a tray is %s', async (hasTray, how) => {
    const { clock, done, ended } = await setUp(hasTray);
    await clock.advance(10_000);
    await ended;
    expect(done).toEqual([how]);
  });

  it('is hidden where nothing minimizes it', async () => {
    const { clock, done, ended } = await setUp(false, 'ignores');
    await clock.advance(10_000);
    await ended;
    expect(done).toEqual(['hidden']);
  });

  it('stays where it is wanted again meanwhile', async () => {
    const { clock, done, ended, wanted } = await setUp(false, 'ignores');
    await clock.advance(10);
    wanted.abort();
    await clock.advance(10_000);
    await ended;
    expect(done).toEqual([]);
  });
});
