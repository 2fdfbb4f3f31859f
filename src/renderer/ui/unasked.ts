/** Milliseconds in which a press was meant for what lay there before. */
const tooSoonMs = 1_000;

/**
 * Whether a press counts in a dialog that opened by itself: none in its first second, and none beside it, where a person
 * may be about to click all the time.
 *
 * @param openMs since it opened
 */
export const countsUnasked = (press: 'beside' | 'escape' | 'button', openMs: number): boolean =>
  press !== 'beside' && openMs >= tooSoonMs;
