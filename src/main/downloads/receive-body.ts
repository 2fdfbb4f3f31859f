import { failed, type Failure, messageOf } from '../../shared/errors.ts';
import type { Clock } from '../lib/clock.ts';
import type { OpenFile } from '../files/folder-files.ts';
import { fileFailure } from '../files/file-failure.ts';
import { downloadReasons } from '../words/reasons.ts';

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
  /** Bytes that may wait to be written while more are read; left out, none. */
  aheadBytes?: number;
  /** Called after pieces are written. */
  onBytes: (count: number) => void;
}

/** What a body is written to. */
export type BodySink = Pick<OpenFile, 'writeFile'>;

/** How often the speed is looked at in the time that it is measured over. */
const looksInAWindow = 6;

/**
 * Writes a body to the end of a file, reading on only while little of what came waits to be written. In any case what came
 * is written and the body closed afterwards. Fails with `truncated` where the connection broke, `timeout` where it fell
 * silent, `bad-answer` where more comes than may, and as the system says where the file cannot be written.
 *
 * @returns null if the body came to its end, which a broken connection can look like: compare lengths
 */
export async function receiveBody(
  body: ReadableStream<Uint8Array>,
  file: BodySink,
  { clock, signal, idleMs, slowest, maxBytes, aheadBytes = 0, onBytes }: BodyOptions,
): Promise<Failure | null> {
  const reader = body.getReader();
  /** Ends a pending read as well; of a body that has failed already nothing more is to be said. */
  const close = (): void => void reader.cancel().catch(() => undefined);
  signal.addEventListener('abort', close);
  let idle = false;
  let slow = false;
  let isReading = false;
  let received = 0;
  const appender = new Appender(file, { aheadBytes, onBytes, onError: close });
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
      if (signal.aborted || appender.hasFailed) break;
      if (slow) return failed('timeout', downloadReasons.tooSlow).failure;
      if (idle) return failed('timeout', downloadReasons.noData(idleMs / 1000)).failure;
      if ('error' in read) return failed('truncated', messageOf(read.error)).failure;
      if (read.done) break;
      received += read.value.byteLength;
      if (received > maxBytes) return failed('bad-answer', downloadReasons.tooLarge).failure;
      await appender.add(read.value);
    }
    await appender.finish();
    return signal.aborted ? stopFailure(signal) : null;
  } catch (error) {
    return signal.aborted ? stopFailure(signal) : fileFailure(error);
  } finally {
    stopWatching();
    signal.removeEventListener('abort', close);
    close();
    await appender.settled();
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

interface AppenderOptions {
  /** Bytes that may wait. */
  aheadBytes: number;
  onBytes: (count: number) => void;
  onError: () => void;
}

/** Adds pieces to a file, all that wait in one call. */
class Appender {
  readonly #file: BodySink;
  readonly #options: AppenderOptions;
  #waiting: Uint8Array[] = [];
  /** Bytes that wait or are being written. */
  #bytes = 0;
  #writing: Promise<void> | null = null;
  #failure: { error: unknown } | null = null;

  constructor(file: BodySink, options: AppenderOptions) {
    this.#file = file;
    this.#options = options;
  }

  get hasFailed(): boolean {
    return this.#failure !== null;
  }

  /** Resolves when more may be added. @throws what writing threw, that of earlier pieces included */
  async add(piece: Uint8Array): Promise<void> {
    this.#waiting.push(piece);
    this.#bytes += piece.byteLength;
    this.#writing ??= this.#write();
    while (this.#bytes > this.#options.aheadBytes && this.#writing !== null) await this.#writing;
    this.#throw();
  }

  /** Resolves when all is written. @throws what writing threw */
  async finish(): Promise<void> {
    await this.settled();
    this.#throw();
  }

  /** Resolves when nothing is being written. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  async #write(): Promise<void> {
    try {
      while (this.#waiting.length > 0) {
        const pieces = this.#waiting;
        const size = pieces.reduce((sum, { byteLength }) => sum + byteLength, 0);
        this.#waiting = [];
        await this.#file.writeFile(pieces);
        this.#bytes -= size;
        this.#options.onBytes(size);
      }
    } catch (error) {
      this.#failure = { error };
      this.#options.onError();
    }
    this.#writing = null;
  }

  #throw(): void {
    if (this.#failure !== null) throw this.#failure.error;
  }
}

/** Why a download is stopped from outside: a person cancelled it, or the app is closing. The signal's `reason`. */
export type StopReason = 'cancelled' | 'interrupted';

/** What a stopped download ends with. */
export const stopFailure = (signal: AbortSignal): Failure => ({
  code: signal.reason === 'interrupted' ? 'interrupted' : 'cancelled',
  text: null,
});
