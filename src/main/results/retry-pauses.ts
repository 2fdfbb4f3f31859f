import type { Clock } from '../clock.ts';
import type { ResultFailure } from '../rigyd/result-stream.ts';
import { concernsAll, retryPauseMs } from './retrying.ts';

export interface RetryPausesOptions {
  clock: Clock;
  /** Between 0 and 1. */
  random: () => number;
  /** Called with the jobs whose pause is over. */
  onOver: (jobIds: string[]) => void;
}

/** After so many failures in a row the pause for all grows no further. */
const mostGrowth = 4;

/**
 * The pauses before another try: of one job, while others go ahead, or of all, where the service is out of reach or
 * asked to slow down.
 */
export class RetryPauses {
  readonly #options: RetryPausesOptions;
  readonly #single = new Map<string, () => void>();
  readonly #inPauseForAll = new Set<string>();
  #cancelForAll: (() => void) | null = null;
  #overAt = 0;
  #failuresInARow = 0;

  constructor(options: RetryPausesOptions) {
    this.#options = options;
  }

  get isForAll(): boolean {
    return this.#cancelForAll !== null;
  }

  get size(): number {
    return this.#single.size + this.#inPauseForAll.size;
  }

  jobs(): string[] {
    return [...this.#single.keys(), ...this.#inPauseForAll];
  }

  /**
   * @param attempts how many tries of this job have failed in a row, at least 1
   * @returns when it is over, in milliseconds since the epoch
   */
  begin(jobId: string, { code, retryAfterMs }: ResultFailure, attempts: number): number {
    const { clock, random, onOver } = this.#options;
    if (!concernsAll(code)) {
      const over = (): void => {
        this.#single.delete(jobId);
        onOver([jobId]);
      };
      const pause = retryAfterMs ?? retryPauseMs(attempts, random());
      this.#single.set(jobId, clock.setTimeout(over, pause));
      return clock.now() + pause;
    }
    this.#inPauseForAll.add(jobId);
    if (this.#cancelForAll !== null) return this.#overAt;
    this.#failuresInARow += 1;
    const over = (): void => {
      this.#cancelForAll = null;
      const jobIds = [...this.#inPauseForAll];
      this.#inPauseForAll.clear();
      onOver(jobIds);
    };
    const growth = Math.min(this.#failuresInARow, mostGrowth);
    const pause = retryAfterMs ?? retryPauseMs(growth, random());
    this.#cancelForAll = clock.setTimeout(over, pause);
    this.#overAt = clock.now() + pause;
    return this.#overAt;
  }

  /** The service answers again: the next pause for all is a short one. */
  noteSuccess(): void {
    this.#failuresInARow = 0;
  }

  /** Ends the pause of a job that is not wanted any more. */
  end(jobId: string): void {
    this.#single.get(jobId)?.();
    this.#single.delete(jobId);
    this.#inPauseForAll.delete(jobId);
  }

  stop(): void {
    this.#cancelForAll?.();
    for (const cancel of this.#single.values()) cancel();
  }
}
