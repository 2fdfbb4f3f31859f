/** What a person is asked before something is done that takes much away. */
export interface Question {
  title: string;
  text: string;
  /** The button that does it. */
  yes: string;
}

interface Asked {
  question: Question;
  answer: (yes: boolean) => void;
}

/** The question that is open; one at a time. */
export class Questions {
  #asked = $state.raw<Asked | null>(null);

  get open(): Question | null {
    return this.#asked?.question ?? null;
  }

  /** Resolves with whether the person said yes. A question that takes the place of another answers that with no. */
  ask(question: Question): Promise<boolean> {
    this.answer(false);
    return new Promise((answer) => (this.#asked = { question, answer }));
  }

  answer(yes: boolean): void {
    const asked = this.#asked;
    this.#asked = null;
    asked?.answer(yes);
  }
}
