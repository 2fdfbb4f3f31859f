import type { Failure, Outcome } from '../../../shared/errors.ts';
import { settled } from '../../state/settled.ts';

export type TextPhase<T> =
  | { kind: 'waiting' }
  | { kind: 'loading' }
  | { kind: 'ready'; value: T }
  | { kind: 'failed'; failure: Failure };

/** A text that main is asked for when a person wants to see it. What is shown stays until a newer one is here. */
export class LoadedText<T> {
  #phase = $state.raw<TextPhase<T>>({ kind: 'waiting' });
  #asked = 0;
  readonly #ask: () => Promise<Outcome<T>>;

  constructor(ask: () => Promise<Outcome<T>>) {
    this.#ask = ask;
  }

  get phase(): TextPhase<T> {
    return this.#phase;
  }

  /** Asks for it, anew if it is here already. Of several answers the one asked for last counts. */
  async load(): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    if (this.#phase.kind !== 'ready') this.#phase = { kind: 'loading' };
    const outcome = await settled(this.#ask());
    if (asked !== this.#asked) return;
    this.#phase = outcome.ok
      ? { kind: 'ready', value: outcome.value }
      : { kind: 'failed', failure: outcome.failure };
  }

  /** Puts it away. */
  reset(): void {
    this.#asked += 1;
    this.#phase = { kind: 'waiting' };
  }
}
