import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { quietMs, SpareTime } from './spare-time.ts';

const document = Object.assign(new EventTarget(), { hidden: false });

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('document', document);
  vi.stubGlobal('requestIdleCallback', (call: () => void) => setTimeout(call));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  document.hidden = false;
});

function start() {
  const window = new EventTarget();
  const spare = new SpareTime();
  const end = spare.follow(window);
  let hasBegun = false;
  return {
    end,
    act: (name: string) => void window.dispatchEvent(new Event(name)),
    ask: () => void spare.begins().then(() => (hasBegun = true)),
    hasBegun: async (afterMs: number) => {
      await vi.advanceTimersByTimeAsync(afterMs);
      return hasBegun;
    },
  };
}

describe('spare time', () => {
  it('begins once the page has nothing else to do', async () => {
    const { ask, hasBegun } = start();
    ask();
    expect(await hasBegun(0)).toBe(true);
  });

  it.each(['wheel', 'scroll', 'keydown', 'pointerdown'])(
    'does not begin before a while has passed since the last %s',
    async (act) => {
      const given = start();
      given.act(act);
      given.ask();
      expect(await given.hasBegun(quietMs - 1)).toBe(false);
      given.act(act);
      expect(await given.hasBegun(quietMs - 1)).toBe(false);
      expect(await given.hasBegun(2)).toBe(true);
    },
  );

  it('waits while the page is hidden', async () => {
    document.hidden = true;
    const { ask, hasBegun } = start();
    ask();
    expect(await hasBegun(60_000)).toBe(false);
    document.hidden = false;
    document.dispatchEvent(new Event('visibilitychange'));
    expect(await hasBegun(0)).toBe(true);
  });

  it('heeds nothing of a window that is no longer followed', async () => {
    const { end, act, ask, hasBegun } = start();
    end();
    act('wheel');
    ask();
    expect(await hasBegun(0)).toBe(true);
  });
});
