export interface AtRestOptions {
  /** Calls back after `ms` milliseconds. */
  later: (run: () => void, ms: number) => void;
  restMs: number;
  /** Called once for each time in which changes came, when none has come for `restMs` to twice as long. */
  run: () => void;
}

/** Tells when something has stopped changing. While it changes that costs one timer for each `restMs`, and then none. */
export class AtRest {
  readonly #options: AtRestOptions;
  #isWaiting = false;
  #hasChanged = false;

  constructor(options: AtRestOptions) {
    this.#options = options;
  }

  noteChange(): void {
    this.#hasChanged = true;
    if (!this.#isWaiting) this.#wait();
  }

  #wait(): void {
    const { later, restMs, run } = this.#options;
    this.#isWaiting = true;
    this.#hasChanged = false;
    later(() => {
      this.#isWaiting = false;
      if (this.#hasChanged) this.#wait();
      else run();
    }, restMs);
  }
}
