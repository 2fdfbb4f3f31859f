import type { Download } from '../../shared/downloads.ts';
import type { Clock } from '../clock.ts';

export interface LateRetriesOptions {
  clock: Clock;
  /** Whether nothing may be begun at this moment. */
  isHeld: () => boolean;
  onDue: (jobId: string) => void;
}

/**
 * The downloads that were told as failed and may succeed later all the same, because what failed was the service, a file
 * host or a proxy, and not the result. Each is tried again by itself at its `retryAt`.
 */
export class LateRetries {
  readonly #options: LateRetriesOptions;
  readonly #timers = new Map<string, () => void>();
  /** Those whose time came while nothing might be begun. */
  readonly #overdue = new Set<string>();

  constructor(options: LateRetriesOptions) {
    this.#options = options;
  }

  /** Waits for the time of a download, if it is one of those. */
  await({ jobId, phase, retryAt }: Download): void {
    this.end(jobId);
    if (phase !== 'failed' || retryAt === null) return;
    const { clock } = this.#options;
    const over = (): void => this.#due(jobId);
    this.#timers.set(jobId, clock.setTimeout(over, Math.max(0, retryAt - clock.now())));
  }

  /** All are due. */
  retryNow(): void {
    for (const jobId of [...this.#timers.keys()]) this.#due(jobId);
  }

  /** Looks anew at whether something may be begun. */
  look(): void {
    if (!this.#options.isHeld()) for (const jobId of [...this.#overdue]) this.#due(jobId);
  }

  end(jobId: string): void {
    this.#timers.get(jobId)?.();
    this.#timers.delete(jobId);
    this.#overdue.delete(jobId);
  }

  stop(): void {
    for (const cancel of this.#timers.values()) cancel();
  }

  #due(jobId: string): void {
    this.end(jobId);
    if (this.#options.isHeld()) this.#overdue.add(jobId);
    else this.#options.onDue(jobId);
  }
}
