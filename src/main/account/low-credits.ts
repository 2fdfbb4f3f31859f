import { isLow, type AccountFacts } from '../../shared/account.ts';
import type { Banners } from '../state/banners.ts';

/** Says once that the balance is low, and not again before it was above the limit. */
export class LowCredits {
  readonly #banners: Pick<Banners, 'post' | 'remove' | 'has'>;
  #isLow = false;

  constructor(banners: Pick<Banners, 'post' | 'remove' | 'has'>) {
    this.#banners = banners;
  }

  /** Looks at a balance that was just read, or at the limit that was just changed. */
  look(facts: AccountFacts | null, limit: number): void {
    const wasLow = this.#isLow;
    this.#isLow = isLow(facts, limit);
    if (!this.#isLow) this.#banners.remove('credits-low');
    else if (!wasLow || this.#banners.has('credits-low'))
      this.#banners.post({ kind: 'credits-low', detail: String(facts?.credits ?? 0) });
  }
}
