import { flushSync } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { reactions } from '../testing/fake-bridge.ts';
import { Now, type Visibility, whileVisible } from './now.ts';

const start = 1_000_000_000;
const minute = 60_000;

/** A page that a test hides and shows. */
function fakePage() {
  const page = Object.assign(new EventTarget(), { hidden: false });
  const show = (isShown: boolean): void => {
    page.hidden = !isShown;
    page.dispatchEvent(new Event('visibilitychange'));
  };
  return { page: page as Visibility, show };
}

/** What is shown of the time, each time that it is shown anew. */
function watch(read: (now: Now) => number) {
  const { page, show } = fakePage();
  const now = new Now(page);
  const seen: number[] = [];
  const end = $effect.root(() => {
    $effect.pre(() => void seen.push(read(now) - start));
  });
  flushSync();
  const pass = (ms: number): void => {
    for (let passed = 0; passed < ms; passed += 1_000) {
      vi.advanceTimersByTime(1_000);
      flushSync();
    }
  };
  return { seen, show, pass, end };
}

beforeEach(() => void vi.useFakeTimers({ now: start }));
afterEach(() => void vi.useRealTimers());

describe('the time', () => {
  it('moves on as often as it is needed', () => {
    const { seen, pass, end } = watch((now) => now.every(5_000));
    pass(11_000);
    expect(seen).toEqual([0, 5_000, 10_000]);
    end();
  });

  it('is that of each second for an age of seconds, and that of each minute from then on', () => {
    const { seen, pass, end } = watch((now) => now.forAge(start - 57_000));
    pass(3 * minute);
    expect(seen.slice(0, 4)).toEqual([0, 1_000, 2_000, 3_000]);
    expect(seen.length).toBeLessThanOrEqual(8);
    end();
  });

  it('is that of each second for the first hour of a duration', () => {
    const { seen, pass, end } = watch((now) => now.forDuration(start - 60 * minute + 2_000));
    pass(3 * minute);
    expect(seen.length).toBeLessThanOrEqual(6);
    end();
  });

  it('stands still while nobody sees the page, and is right when it is seen again', () => {
    const { seen, show, pass, end } = watch((now) => now.every(1_000));
    show(false);
    pass(10_000);
    expect([seen, vi.getTimerCount()]).toEqual([[0], 0]);
    show(true);
    flushSync();
    expect(seen).toEqual([0, 10_000]);
    end();
  });

  it('needs no timer once nothing shows it', async () => {
    const { end } = watch((now) => now.every(1_000));
    expect(vi.getTimerCount()).toBe(1);
    end();
    await reactions();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('can be read where nothing follows it, without a timer', () => {
    expect(new Now(fakePage().page).every(1_000)).toBe(start);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('whileVisible', () => {
  it('begins when a page that was hidden is shown', () => {
    const { page, show } = fakePage();
    show(false);
    let runs = 0;
    const end = whileVisible(() => (runs += 1), 3_000, page);
    vi.advanceTimersByTime(30_000);
    expect(runs).toBe(0);
    show(true);
    vi.advanceTimersByTime(3_000);
    expect(runs).toBe(2);
    end();
    show(true);
    expect(vi.getTimerCount()).toBe(0);
  });
});
