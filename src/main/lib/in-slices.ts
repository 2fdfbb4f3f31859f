import { setImmediate as nextTurn } from 'node:timers/promises';

/** A slice takes some ten milliseconds; between two slices the process handles other events. */
const sliceSize = 500;

/**
 * Processes many items a slice at a time, so that nothing else waits for all of them; each is taken when its slice comes.
 * Stops and rejects once `signal` is aborted.
 *
 * @param options size: items of a slice, if each takes longer
 */
export async function inSlices<T>(
  all: Iterable<T>,
  take: (slice: readonly T[], isLast: boolean) => Promise<void> | void,
  { signal, size = sliceSize }: { signal?: AbortSignal; size?: number } = {},
): Promise<void> {
  let slice: T[] = [];
  for (const one of all) {
    if (slice.length === size) {
      await take(slice, false);
      await nextTurn(undefined, { signal });
      slice = [];
    }
    slice.push(one);
  }
  if (slice.length > 0) await take(slice, true);
}
