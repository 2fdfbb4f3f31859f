import { afterEach, expect, it, vi } from 'vitest';

afterEach(() => void vi.useRealTimers());

it('moves on once a second', async () => {
  vi.useFakeTimers({ now: 1_000_000 });
  // Another test may have started the clock.
  vi.resetModules();
  const { now } = await import('./now.svelte.ts');
  expect(now.time).toBe(1_000_000);
  vi.advanceTimersByTime(999);
  expect(now.time).toBe(1_000_000);
  vi.advanceTimersByTime(2_001);
  expect(now.time).toBe(1_003_000);
});
