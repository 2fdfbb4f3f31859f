import { setImmediate as nextTurn } from 'node:timers/promises';

/** A slice takes some ten milliseconds; between two slices the process handles other events. */
const sliceSize = 500;

/**
 * Processes many items a slice at a time, so that nothing else waits for all of them. Stops and rejects once `signal` is
 * aborted.
 *
 * @param options size: items of a slice, if each takes longer
 */
export async function inSlices<T>(
  all: readonly T[],
  take: (slice: readonly T[], isLast: boolean) => Promise<void> | void,
  { signal, size = sliceSize }: { signal?: AbortSignal; size?: number } = {},
): Promise<void> {
  for (let start = 0; start < all.length; start += size) {
    if (start > 0) await nextTurn(undefined, { signal });
    const taking = take(all.slice(start, start + size), start + size >= all.length);
    if (taking !== undefined) await taking;
  }
}
