/** A tenth of the delay to either side, so that requests that failed together are not retried together. */
const jitter = 0.1;

/** Milliseconds to wait after so many failures: `firstMs` after one, twice that after two, and so on up to `maxMs`. */
export const backoff = (firstMs: number, failures: number, maxMs: number): number =>
  Math.min(firstMs * 2 ** Math.min(failures - 1, 30), maxMs);

/**
 * The delay, moved by up to a tenth either way.
 *
 * @param random a number in [0, 1)
 */
export const withJitter = (ms: number, random: number): number =>
  Math.round(ms * (1 - jitter + 2 * jitter * random));

/**
 * The delay that the service demands: never shorter, and up to a tenth longer.
 *
 * @param random a number in [0, 1)
 */
export const retryAfterWithJitter = (ms: number, random: number): number =>
  Math.round(ms * (1 + jitter * random));
