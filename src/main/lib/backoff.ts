/** A tenth of a wait to either side, so that what failed together is not tried again together. */
const jitter = 0.1;

/** Milliseconds to wait after so many failures: `firstMs` after one, twice that after two, and so on up to `maxMs`. */
export const backoff = (firstMs: number, failures: number, maxMs: number): number =>
  Math.min(firstMs * 2 ** Math.min(failures - 1, 30), maxMs);

/**
 * The wait, moved by up to a tenth either way.
 *
 * @param random a number in [0, 1)
 */
export const withJitter = (ms: number, random: number): number =>
  Math.round(ms * (1 - jitter + 2 * jitter * random));

/**
 * The wait that the service asked for: never shorter, and up to a tenth longer.
 *
 * @param random a number in [0, 1)
 */
export const retryAfterWithJitter = (ms: number, random: number): number =>
  Math.round(ms * (1 + jitter * random));
