/** What one change of a person's is about (`note of abc`), with what it was changed to. */
export type Facts = Readonly<Record<string, string>>;

/** What came of a change: `kept` is what the app answered to say that it is saved. */
export type Answer = 'kept' | 'not kept';

/** A fact that is not as it was acknowledged. */
export interface Loss {
  readonly fact: string;
  readonly found: string | null;
  readonly expected: readonly string[];
}

/**
 * Its own record of what the app acknowledged, against which the app is held after it was killed. A change that was not
 * answered, or answered as not saved, may have been made or not: then the state before it and after it are both right.
 */
export class Ledger {
  readonly #acknowledged = new Map<string, string>();
  readonly #possible = new Map<string, Set<string>>();
  /** How many changes were acknowledged. */
  acknowledged = 0;

  /** Makes a change and notes what came of it. Where the call does not return, because the app was killed, it is open. */
  async change(facts: Facts, call: () => Promise<Answer>): Promise<void> {
    for (const [fact, value] of Object.entries(facts)) {
      const possible = this.#possible.get(fact) ?? new Set();
      this.#possible.set(fact, possible.add(value));
    }
    if ((await call()) === 'not kept') return;
    this.acknowledged += 1;
    this.note(facts);
  }

  /** Notes what is certain. */
  note(facts: Facts): void {
    for (const [fact, value] of Object.entries(facts)) {
      this.#acknowledged.set(fact, value);
      this.#possible.delete(fact);
    }
  }

  /** What was acknowledged of a fact last. */
  acknowledgedOf(fact: string): string | undefined {
    return this.#acknowledged.get(fact);
  }

  /**
   * Compares what is certain with what is there, and takes over what is there of all that was open.
   *
   * @param found what a fact is now; null where there is nothing
   */
  compare(found: (fact: string) => string | null): Loss[] {
    const losses: Loss[] = [];
    for (const [fact, expected] of this.#acknowledged) {
      const value = found(fact);
      const right = [expected, ...(this.#possible.get(fact) ?? [])];
      if (value === null || !right.includes(value)) losses.push({ fact, found: value, expected: right });
    }
    for (const fact of [...this.#possible.keys()]) {
      const value = found(fact);
      if (value !== null) this.note({ [fact]: value });
    }
    this.#possible.clear();
    // What was lost once is not counted again after each further kill.
    for (const { fact, found: value } of losses) {
      if (value === null) this.#acknowledged.delete(fact);
      else this.#acknowledged.set(fact, value);
    }
    return losses;
  }
}
