import { pause, type Clock } from '../lib/clock.ts';
import { maxUnconfirmedByLink } from './add-confirmations.ts';

export interface LinkIntakeOptions {
  clock: Clock;
  /** Aborted when the app ends. */
  signal: AbortSignal;
  /**
   * Adds jobs that links named.
   *
   * @param maxUnconfirmed how many new ones may be added without a confirmation
   */
  add: (ids: readonly string[], maxUnconfirmed: number) => Promise<void>;
}

/** Milliseconds between two additions; links that are opened meanwhile are added together. */
const restMs = 1_000;
/** Milliseconds for which jobs that were added without a confirmation count against the next ones. */
const budgetMs = 60_000;

/** Adds the jobs of links, one addition a second at most, so that a page that opens links in a loop floods nothing. */
export class LinkIntake {
  readonly #options: LinkIntakeOptions;
  readonly #waiting = new Set<string>();
  #added: { at: number; count: number }[] = [];
  #run: Promise<void> | null = null;

  constructor(options: LinkIntakeOptions) {
    this.#options = options;
  }

  /** Resolves when everything that waits was added, or declined. Rejects where the app ends before. */
  take(ids: readonly string[]): Promise<void> {
    ids.forEach((id) => this.#waiting.add(id));
    this.#run ??= this.#work().finally(() => (this.#run = null));
    return this.#run;
  }

  async #work(): Promise<void> {
    const { clock, signal, add } = this.#options;
    while (this.#waiting.size > 0) {
      const last = this.#added.at(-1)?.at ?? -Infinity;
      const rest = last + restMs - clock.steady();
      if (rest > 0) await pause(clock, rest, signal);
      signal.throwIfAborted();
      const ids = [...this.#waiting];
      this.#waiting.clear();
      const now = clock.steady();
      this.#added = this.#added.filter(({ at }) => now - at < budgetMs);
      const unconfirmed = this.#added.reduce((left, { count }) => left - count, maxUnconfirmedByLink);
      this.#added.push({ at: now, count: Math.min(ids.length, maxUnconfirmedByLink) });
      await add(ids, Math.max(0, unconfirmed));
    }
  }
}
