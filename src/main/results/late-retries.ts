import type { Download } from '../../shared/downloads.ts';
import type { Clock } from '../clock.ts';

/**
 * The downloads that were told as failed and may succeed later all the same, because what failed was the service, a file
 * host or a proxy, and not the result. Each is tried again by itself at its `retryAt`.
 */
export class LateRetries {
  readonly #clock: Clock;
  readonly #onDue: (jobId: string) => void;
  readonly #timers = new Map<string, () => void>();

  constructor(clock: Clock, onDue: (jobId: string) => void) {
    this.#clock = clock;
    this.#onDue = onDue;
  }

  /** Waits for the time of a download, if it is one of those. */
  await({ jobId, phase, retryAt }: Download): void {
    this.end(jobId);
    if (phase !== 'failed' || retryAt === null) return;
    const over = (): void => {
      this.#timers.delete(jobId);
      this.#onDue(jobId);
    };
    this.#timers.set(jobId, this.#clock.setTimeout(over, Math.max(0, retryAt - this.#clock.now())));
  }

  end(jobId: string): void {
    this.#timers.get(jobId)?.();
    this.#timers.delete(jobId);
  }

  stop(): void {
    for (const cancel of this.#timers.values()) cancel();
  }
}
