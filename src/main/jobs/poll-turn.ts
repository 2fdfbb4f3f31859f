import type { RequestRate } from '../api/request-rate.ts';

export interface PollTurnOptions {
  rate: Pick<RequestRate, 'take' | 'turn'>;
  /** Whether a request may be sent at all. */
  isOpen: () => boolean;
  /** A turn that was waited for has come. */
  onTurn: () => void;
  signal: AbortSignal;
}

/** The loop waits for one turn at a time, and decides only then which job it is for. */
export class PollTurn {
  readonly #options: PollTurnOptions;
  #state: 'none' | 'awaited' | 'ready' = 'none';

  constructor(options: PollTurnOptions) {
    this.#options = options;
  }

  /** Whether a request may be sent now. Otherwise a turn is waited for. */
  take(): boolean {
    if (this.#state === 'ready' || this.#options.rate.take()) {
      this.#state = 'none';
      return true;
    }
    if (this.#state === 'none') void this.#await();
    return false;
  }

  async #await(): Promise<void> {
    this.#state = 'awaited';
    const { rate, isOpen, onTurn, signal } = this.#options;
    await rate.turn(signal);
    // A turn that comes while the gate is closed is not kept: it would allow two requests at once later.
    this.#state = isOpen() ? 'ready' : 'none';
    onTurn();
  }
}
