import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FakeBridge } from '../testing/fake-bridge.ts';
import { ViewerPlace, type ViewerInWindow } from './viewer-place.svelte.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const viewer = (): ViewerInWindow => ({ can: () => true, run: () => {} });

it('takes the newest 3D view for the one that commands are for, until it is gone', () => {
  const place = new ViewerPlace(new FakeBridge().bridge);
  const [first, second] = [viewer(), viewer()];
  const endFirst = place.add(first);
  const endSecond = place.add(second);
  expect(place.current).toBe(second);
  endSecond();
  expect(place.current).toBe(first);
  endFirst();
  expect(place.current).toBeNull();
});

it('does not make what adds one depend on which there are', () => {
  const place = new ViewerPlace(new FakeBridge().bridge);
  let runs = 0;
  const end = $effect.root(() => {
    $effect(() => {
      runs += 1;
      return place.add(viewer());
    });
  });
  flushSync();
  place.add(viewer());
  flushSync();
  expect(runs).toBe(1);
  end();
});

it('gives memory back once for all views that are gone, when none has been there for a while', () => {
  const main = new FakeBridge();
  const place = new ViewerPlace(main.bridge);
  const endFirst = place.add(viewer());
  vi.advanceTimersByTime(60_000);
  expect(main.freed).toBe(0);
  endFirst();
  vi.advanceTimersByTime(9_999);
  place.add(viewer())();
  vi.advanceTimersByTime(1);
  expect(main.freed).toBe(0);
  vi.advanceTimersByTime(10_000);
  expect(main.freed).toBe(1);
  vi.advanceTimersByTime(60_000);
  expect(main.freed).toBe(1);
});

it('gives no memory back while a view is there', () => {
  const main = new FakeBridge();
  const place = new ViewerPlace(main.bridge);
  place.add(viewer())();
  const end = place.add(viewer());
  vi.advanceTimersByTime(60_000);
  expect(main.freed).toBe(0);
  end();
  vi.advanceTimersByTime(10_000);
  expect(main.freed).toBe(1);
});
