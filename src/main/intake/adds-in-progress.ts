import type { AddProgress } from '../../shared/intake.ts';

/** One addition, from the reading of its texts to its last job. */
export interface AddInProgress {
  /** Aborted when a person cancels it, or when the app ends. */
  readonly signal: AbortSignal;
  /** Whether a person cancelled it. */
  readonly isCancelled: boolean;
  /** How far it is; null while it waits for a person, who sees a dialog then. */
  show(progress: Omit<AddProgress, 'number'> | null): void;
  end(): void;
}

/** The additions that are under way. The oldest that works is shown, so that a person can follow and cancel it. */
export class AddsInProgress {
  readonly #show: (progress: AddProgress | null) => void;
  readonly #ending: AbortSignal;
  readonly #running = new Map<number, { abort: AbortController; progress: AddProgress | null }>();
  #lastNumber = 0;
  #isShown = false;

  /**
   * @param show shows this progress, or none
   * @param ending aborted when the app ends
   */
  constructor(show: (progress: AddProgress | null) => void, ending: AbortSignal) {
    this.#show = show;
    this.#ending = ending;
  }

  begin(): AddInProgress {
    const number = (this.#lastNumber += 1);
    const abort = new AbortController();
    const running = { abort, progress: null as AddProgress | null };
    this.#running.set(number, running);
    return {
      signal: AbortSignal.any([this.#ending, abort.signal]),
      get isCancelled() {
        return abort.signal.aborted;
      },
      show: (progress) => {
        running.progress = progress && { ...progress, number };
        this.#showOldest();
      },
      end: () => {
        this.#running.delete(number);
        this.#showOldest();
      },
    };
  }

  /** Cancels an addition; one that has ended meanwhile stays as it is. */
  cancel(number: number): void {
    this.#running.get(number)?.abort.abort();
  }

  #showOldest(): void {
    const [first] = [...this.#running.values()].flatMap(({ progress }) => progress ?? []);
    if (first === undefined && !this.#isShown) return;
    this.#isShown = first !== undefined;
    this.#show(first ?? null);
  }
}
