import type { Download } from '../../shared/downloads.ts';
import type { Clock } from '../lib/clock.ts';
import { maxLatePauseMs } from './retrying.ts';

export interface LateRetriesOptions {
  clock: Clock;
  /** Whether nothing may be begun at this moment. */
  isHeld: () => boolean;
  /** Called when a download is to be tried. `isEarly`: its time has not come, but somebody does not want to wait. */
  onDue: (jobId: string, isEarly: boolean) => void;
}

interface Waiting {
  /** Milliseconds since the epoch. */
  retryAt: number;
  /** Whether its time came, while nothing might be begun. */
  isOverdue: boolean;
  cancelTimer: () => void;
}

/**
 * The downloads that were told as failed and may succeed later all the same, because what failed was the service, a file
 * host or a proxy, and not the result. Each is tried again by itself at its `retryAt`.
 */
export class LateRetries {
  readonly #options: LateRetriesOptions;
  readonly #waiting = new Map<string, Waiting>();

  constructor(options: LateRetriesOptions) {
    this.#options = options;
  }

  /** Waits for the time of a download, if it is one of those. */
  await({ jobId, phase, retryAt }: Download): void {
    this.end(jobId);
    if (phase !== 'failed' || retryAt === null) return;
    const { clock } = this.#options;
    const over = (): void => {
      waiting.isOverdue = true;
      this.look();
    };
    // The clock may have been ahead when that time was noted.
    const ms = Math.min(Math.max(0, retryAt - clock.now()), maxLatePauseMs);
    const waiting = { retryAt, isOverdue: false, cancelTimer: clock.setTimeout(over, ms) };
    this.#waiting.set(jobId, waiting);
  }

  /** Tries all, or those that are meant, unless nothing may be begun: then each keeps its time. */
  retryNow(isMeant: (jobId: string) => boolean = () => true): void {
    this.#tryAll(([jobId]) => isMeant(jobId));
  }

  /** Looks anew at whether something may be begun. */
  look(): void {
    this.#tryAll(([, waiting]) => this.#isOver(waiting));
  }

  end(jobId: string): void {
    this.#waiting.get(jobId)?.cancelTimer();
    this.#waiting.delete(jobId);
  }

  stop(): void {
    for (const { cancelTimer } of this.#waiting.values()) cancelTimer();
  }

  #tryAll(isMeant: (one: [string, Waiting]) => boolean): void {
    const { isHeld, onDue } = this.#options;
    if (isHeld()) return;
    for (const [jobId, waiting] of [...this.#waiting].filter(isMeant)) {
      this.end(jobId);
      onDue(jobId, !this.#isOver(waiting));
    }
  }

  /** Also while the machine slept time has passed. */
  #isOver({ isOverdue, retryAt }: Waiting): boolean {
    return isOverdue || retryAt <= this.#options.clock.now();
  }
}
