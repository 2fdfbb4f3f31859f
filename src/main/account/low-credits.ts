import { isLow, type AccountFacts } from '../../shared/account.ts';
import type { NoticeBoard } from '../state/banners.ts';

/** Says once that the balance is low, and not again before it was above the limit. */
export class LowCredits {
  readonly #notices: Pick<NoticeBoard, 'post' | 'remove' | 'has'>;
  #isLow = false;

  constructor(notices: Pick<NoticeBoard, 'post' | 'remove' | 'has'>) {
    this.#notices = notices;
  }

  /** Looks at a balance that was just read, or at the limit that was just changed. */
  look(facts: AccountFacts | null, limit: number): void {
    const wasLow = this.#isLow;
    this.#isLow = isLow(facts, limit);
    if (!this.#isLow) this.#notices.remove('credits-low');
    else if (!wasLow || this.#notices.has('credits-low'))
      this.#notices.post({ kind: 'credits-low', detail: String(facts?.credits ?? 0) });
  }
}
