import type { Clock } from './clock.ts';

/**
 * A function that passes its first call on to `report`, and then one each `everyMs` milliseconds; `flush` passes on the last one
 * that was held back.
 */
export function throttle<Args extends unknown[]>(
  clock: Pick<Clock, 'steady'>,
  everyMs: number,
  report: (...args: Args) => void,
) {
  let lastAt = -Infinity;
  let held: Args | null = null;
  const flush = (): void => {
    if (held === null) return;
    lastAt = clock.steady();
    report(...held);
    held = null;
  };
  const call = (...args: Args): void => {
    held = args;
    if (clock.steady() - lastAt >= everyMs) flush();
  };
  return Object.assign(call, { flush });
}
