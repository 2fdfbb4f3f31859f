import { setImmediate as nextTurn } from 'node:timers/promises';

/** So many take some ten milliseconds; between two slices the process answers whatever else it is asked. */
const sliceSize = 500;

/**
 * Does something with each of many, a slice at a time, so that nothing else waits for all of them. Once `signal` is
 * aborted, it goes no further and the promise is rejected.
 *
 * @param options size: how many are a slice, where each takes longer
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
