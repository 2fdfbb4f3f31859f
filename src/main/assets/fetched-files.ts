import { failed, success, type Failure, type Outcome } from '../../shared/errors.ts';
import type { OpenFile } from '../files/folder-files.ts';
import type { OnBytes } from '../previews/fetch-file.ts';
import type { CachedFile, PreviewCache } from '../previews/preview-cache.ts';

/** Writes a file from the network. */
export type WriteFetched = (
  file: OpenFile,
  options: FetchLimits & { signal: AbortSignal; onBytes: OnBytes },
) => Promise<Outcome<unknown>>;

export interface FetchLimits {
  /** Bytes at most; a larger file fails as {@link LargeFailure}. */
  maxBytes: number;
}

/** Whoever waits for a file. */
export interface FetchOptions extends FetchLimits {
  /** Aborted when it is not wanted any more. */
  signal: AbortSignal;
  onBytes: OnBytes;
}

/** A file has more bytes than it may. */
export interface LargeFailure extends Failure {
  code: 'too-large';
  /** Null where its host does not say how many. */
  bytes: number | null;
}

export const largeFailure = (bytes: number | null): LargeFailure => ({
  code: 'too-large',
  text: null,
  bytes,
});
export const isLargeFailure = (failure: Failure): failure is LargeFailure =>
  failure.code === 'too-large' && 'bytes' in failure;

interface Flight extends FetchLimits {
  waiting: Set<FetchOptions>;
  stop: AbortController;
  outcome: Promise<Outcome<CachedFile>>;
}

/**
 * Files from the network, kept on disk. Whoever asks for a file on its way waits for that; it is given up once nobody waits for
 * it any more.
 */
export class FetchedFiles {
  readonly #cache: Pick<PreviewCache, 'find' | 'keep' | 'forget'>;
  readonly #flights = new Map<string, Flight>();

  constructor(cache: Pick<PreviewCache, 'find' | 'keep' | 'forget'>) {
    this.#cache = cache;
  }

  /** The file of a key, from the disk or by `write`. */
  async get(key: string, write: WriteFetched, options: FetchOptions): Promise<Outcome<CachedFile>> {
    for (;;) {
      if (options.signal.aborted) return failed('cancelled');
      const flight = this.#flights.get(key);
      if (flight !== undefined) {
        const outcome = await joined(flight, options);
        if (outcome.ok || !isWorthAnother(outcome.failure, flight, options)) return outcome;
        await flight.outcome;
        continue;
      }
      const found = await this.#cache.find(key);
      if (found !== null) return success(found);
      if (!this.#flights.has(key)) this.#begin(key, write, options);
    }
  }

  /** Removes a file that turned out to be of no use. */
  forget(key: string): Promise<void> {
    return this.#cache.forget(key);
  }

  #begin(key: string, write: WriteFetched, { maxBytes }: FetchLimits): void {
    const waiting: Flight['waiting'] = new Set();
    const stop = new AbortController();
    const onBytes: OnBytes = (received, total) => {
      for (const each of waiting) each.onBytes(received, total);
    };
    const outcome = this.#cache
      .keep(key, (file) => write(file, { maxBytes, signal: stop.signal, onBytes }))
      .finally(() => this.#flights.delete(key));
    this.#flights.set(key, { maxBytes, waiting, stop, outcome });
  }
}

/** Whether a flight failed for what others who waited for it wanted: they gave it up, or take less. */
function isWorthAnother(failure: Failure, { maxBytes }: FetchLimits, options: FetchOptions): boolean {
  if (options.signal.aborted) return false;
  return failure.code === 'cancelled' || (isLargeFailure(failure) && maxBytes < options.maxBytes);
}

/** What comes of a flight, or that this one does not wait for it any more. */
async function joined(flight: Flight, options: FetchOptions): Promise<Outcome<CachedFile>> {
  const { signal } = options;
  flight.waiting.add(options);
  let leave = (): void => {};
  const left = new Promise<Outcome<CachedFile>>((resolve) => {
    leave = () => resolve(failed('cancelled'));
    signal.addEventListener('abort', leave);
  });
  try {
    return await Promise.race([flight.outcome, left]);
  } finally {
    signal.removeEventListener('abort', leave);
    flight.waiting.delete(options);
    if (flight.waiting.size === 0) flight.stop.abort('cancelled');
  }
}
