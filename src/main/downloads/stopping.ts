import type { Failure } from '../../shared/errors.ts';

/** Why a download is stopped from outside: a person cancelled it, or the app is closing. The signal's `reason`. */
export type StopReason = 'cancelled' | 'interrupted';

/** What a stopped download ends with. */
export const stopFailure = (signal: AbortSignal): Failure => ({
  code: signal.reason === 'interrupted' ? 'interrupted' : 'cancelled',
  text: null,
});
