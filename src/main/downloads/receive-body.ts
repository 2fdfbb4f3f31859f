import { failed, type Failure, messageOf } from '../../shared/errors.ts';
import type { Clock } from '../lib/clock.ts';
import type { OpenFile } from '../files/folder-files.ts';
import { fileFailure } from '../files/file-failure.ts';

export interface BodyOptions {
  clock: Clock;
  signal: AbortSignal;
  /** Milliseconds without a byte after which the connection counts as dead. */
  idleMs: number;
  /**
   * Fewer bytes than `bytes` in any `ms` milliseconds of waiting for them are too slow; left out, every speed will do. The
   * time that writing takes does not count: it says nothing of the host.
   */
  slowest?: { bytes: number; ms: number };
  /** Bytes the body may have at most. */
  maxBytes: number;
  /** Called after each piece is written. */
  onBytes: (count: number) => void;
}

/** How often the speed is looked at in the time that it is measured over. */
const looksInAWindow = 6;

/**
 * Writes a body to the end of a file, reading on only when what came has been written. The body is closed afterwards in
 * any case. Fails with `truncated` where the connection broke, `timeout` where it fell silent, `bad-answer` where more
 * comes than may, and as the system says where the file cannot be written.
 *
 * @returns null if the body came to its end, which a broken connection can look like: compare lengths
 */
export async function receiveBody(
  body: ReadableStream<Uint8Array>,
  file: OpenFile,
  { clock, signal, idleMs, slowest, maxBytes, onBytes }: BodyOptions,
): Promise<Failure | null> {
  const reader = body.getReader();
  /** Ends a pending read as well; of a body that has failed already nothing more is to be said. */
  const close = (): void => void reader.cancel().catch(() => undefined);
  signal.addEventListener('abort', close);
  let idle = false;
  let slow = false;
  let isReading = false;
  let received = 0;
  const stopWatching = slowest === undefined ? () => {} : watchSpeed(slowest);
  try {
    while (!signal.aborted) {
      const stopTimer = clock.setTimeout(() => {
        idle = true;
        close();
      }, idleMs);
      isReading = true;
      const read = await reader
        .read()
        .catch((error: unknown) => ({ error }))
        .finally(stopTimer);
      isReading = false;
      if (signal.aborted) break;
      if (slow) return failed('timeout', 'It came too slowly to wait for.').failure;
      if (idle) return failed('timeout', `Nothing came for ${idleMs / 1000} seconds.`).failure;
      if ('error' in read) return failed('truncated', messageOf(read.error)).failure;
      if (read.done) return null;
      received += read.value.byteLength;
      if (received > maxBytes) return failed('bad-answer', 'The result is larger than announced.').failure;
      await file.writeFile(read.value);
      onBytes(read.value.byteLength);
    }
    return stopFailure(signal);
  } catch (error) {
    return fileFailure(error);
  } finally {
    stopWatching();
    signal.removeEventListener('abort', close);
    close();
  }

  /** A host that lets a byte drop now and then would hold a connection for ever. */
  function watchSpeed({ bytes, ms }: NonNullable<BodyOptions['slowest']>): () => void {
    let before = received;
    let looks = 0;
    let cancel = clock.setTimeout(look, ms / looksInAWindow);
    return () => cancel();

    function look(): void {
      if (isReading) looks += 1;
      if (looks === looksInAWindow) {
        slow = received - before < bytes;
        before = received;
        looks = 0;
      }
      if (slow) close();
      else cancel = clock.setTimeout(look, ms / looksInAWindow);
    }
  }
}

/** Why a download is stopped from outside: a person cancelled it, or the app is closing. The signal's `reason`. */
export type StopReason = 'cancelled' | 'interrupted';

/** What a stopped download ends with. */
export const stopFailure = (signal: AbortSignal): Failure => ({
  code: signal.reason === 'interrupted' ? 'interrupted' : 'cancelled',
  text: null,
});
