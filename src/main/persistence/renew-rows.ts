import type { Outcome } from '../../shared/errors.ts';

export interface Renewing {
  /** Has rows written as they are now. */
  write: (keys: readonly string[]) => void;
  flush: () => Promise<Outcome<null>>;
  /** Aborted when the app ends. */
  signal: AbortSignal;
}

/** Unpacking and writing them takes some milliseconds. */
const rowsAtOnce = 100;

/**
 * Writes rows anew that an earlier version of the app wrote in its form, a few at a time, so that the next start reads them as
 * they are. Each is readable before and after. Where they cannot be written the rest is left to the next start.
 */
export async function renewRows(keys: readonly string[], { write, flush, signal }: Renewing): Promise<void> {
  for (let at = 0; at < keys.length && !signal.aborted; at += rowsAtOnce) {
    write(keys.slice(at, at + rowsAtOnce));
    if (!(await flush()).ok) return;
  }
}
