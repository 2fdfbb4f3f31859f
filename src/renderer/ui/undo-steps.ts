/** Something that was done and can be undone. */
export interface UndoStep {
  /** Of the message that tells of it. */
  key: number;
  /** What was done, as its message has it. */
  text: string;
  run: () => void;
}

/** Milliseconds that something can be undone. */
const undoMs = 10 * 60_000;
/** Of more, the first are given up. */
const maxSteps = 50;

/** What can be undone, for longer than its message stays: the last step first. */
export class UndoSteps {
  #steps: readonly (UndoStep & { at: number })[] = [];
  readonly #now: () => number;

  /** @param now milliseconds of a clock that nobody sets */
  constructor(now = (): number => performance.now()) {
    this.#now = now;
  }

  /** What would be undone; null where there is nothing. */
  get last(): UndoStep | null {
    const step = this.#steps.at(-1);
    return step === undefined || this.#now() - step.at >= undoMs ? null : step;
  }

  add(step: UndoStep): void {
    this.#steps = [...this.#steps, { ...step, at: this.#now() }].slice(-maxSteps);
  }

  /** A step is being undone: it cannot be undone twice. */
  take(key: number): void {
    this.#steps = this.#steps.filter((step) => step.key !== key);
  }
}
