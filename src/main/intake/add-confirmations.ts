import type { AddConfirmation } from '../../shared/intake.ts';

/** New jobs that a person can add without a confirmation. */
export const maxUnconfirmed = 5_000;
/** The same for links, which any web page can open. */
export const maxUnconfirmedByLink = 20;

interface Waiting {
  confirmation: AddConfirmation;
  settle: (isConfirmed: boolean) => void;
}

/** Confirmations that many jobs are to be added, shown in the window one after the other. */
export class AddConfirmations {
  readonly #show: (confirmation: AddConfirmation | null) => void;
  readonly #signal: AbortSignal;
  #waiting: Waiting[] = [];
  #lastNumber = 0;

  /**
   * @param show shows this confirmation, or none
   * @param signal aborted when the app ends
   */
  constructor(show: (confirmation: AddConfirmation | null) => void, signal: AbortSignal) {
    this.#show = show;
    this.#signal = signal;
  }

  /** Resolves with the person's answer, however long that takes. Rejects where the app ends before. */
  request(confirmation: Omit<AddConfirmation, 'number'>): Promise<boolean> {
    return new Promise((settle, reject) => {
      this.#signal.throwIfAborted();
      const end = (): void => reject(this.#signal.reason as Error);
      this.#signal.addEventListener('abort', end, { once: true });
      this.#waiting.push({
        confirmation: { ...confirmation, number: (this.#lastNumber += 1) },
        settle: (isConfirmed) => {
          this.#signal.removeEventListener('abort', end);
          settle(isConfirmed);
        },
      });
      if (this.#waiting.length === 1) this.#showFirst();
    });
  }

  /** Takes the answer to the confirmation that is shown. An answer to any other comes twice, or too late. */
  answer(number: number, isConfirmed: boolean): void {
    const [first] = this.#waiting;
    if (first?.confirmation.number !== number) return;
    this.#waiting = this.#waiting.slice(1);
    this.#showFirst();
    first.settle(isConfirmed);
  }

  #showFirst(): void {
    this.#show(this.#waiting[0]?.confirmation ?? null);
  }
}
