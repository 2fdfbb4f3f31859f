import type { AddQuestion } from '../../shared/intake.ts';

/** New jobs that a person can give without being asked whether they mean it. */
export const maxUnasked = 5_000;
/** The same for links, which any web page can open. */
export const maxUnaskedByLink = 20;

interface Waiting {
  question: AddQuestion;
  settle: (isWanted: boolean) => void;
}

/** Questions to the person whether many jobs are to be added, shown in the window one after the other. */
export class AddQuestions {
  readonly #show: (question: AddQuestion | null) => void;
  readonly #signal: AbortSignal;
  #waiting: Waiting[] = [];
  #lastNumber = 0;

  /**
   * @param show shows this question, or none
   * @param signal aborted when the app ends
   */
  constructor(show: (question: AddQuestion | null) => void, signal: AbortSignal) {
    this.#show = show;
    this.#signal = signal;
  }

  /** Resolves with the person's answer, however long that takes. Rejects where the app ends before. */
  ask(question: Omit<AddQuestion, 'number'>): Promise<boolean> {
    return new Promise((settle, reject) => {
      this.#signal.throwIfAborted();
      const end = (): void => reject(this.#signal.reason as Error);
      this.#signal.addEventListener('abort', end, { once: true });
      this.#waiting.push({
        question: { ...question, number: (this.#lastNumber += 1) },
        settle: (isWanted) => {
          this.#signal.removeEventListener('abort', end);
          settle(isWanted);
        },
      });
      if (this.#waiting.length === 1) this.#showFirst();
    });
  }

  /** Takes the answer to the question that is shown. That to any other one comes twice, or too late. */
  answer(number: number, isWanted: boolean): void {
    const [first] = this.#waiting;
    if (first?.question.number !== number) return;
    this.#waiting = this.#waiting.slice(1);
    this.#showFirst();
    first.settle(isWanted);
  }

  #showFirst(): void {
    this.#show(this.#waiting[0]?.question ?? null);
  }
}
