import type { Download } from '../../shared/downloads.ts';

/** How far a transfer was at a moment. */
interface Mark {
  at: number;
  bytes: number;
}

/** Milliseconds after which the beginning of what is measured moves on, so that the pace is that of the last while. */
const windowMs = 10_000;
/** Milliseconds before a pace is told: the first bytes come in one go. */
const settleMs = 2_000;
/** Transfers that are remembered at most: more than run at once, by far. */
const maxMarked = 100;

/** How long transfers still take at the pace of the last seconds, as the window saw them. */
export class TransferPaces {
  readonly #marks = new Map<string, { from: Mark; next: Mark }>();

  /**
   * Milliseconds until all of a result is received; null where that cannot be said.
   *
   * @param now milliseconds since the epoch
   */
  left({ jobId, phase, receivedBytes, totalBytes, isPaused }: Download, now: number): number | null {
    const mark = { at: now, bytes: receivedBytes };
    const before = this.#marks.get(jobId);
    this.#marks.delete(jobId);
    if (phase !== 'receiving' || isPaused || totalBytes === null) return null;
    const isBroken = before === undefined || receivedBytes < before.next.bytes || now < before.next.at;
    let { from, next } = isBroken ? { from: mark, next: mark } : before;
    if (now - next.at >= windowMs / 2) [from, next] = [next, mark];
    this.#marks.set(jobId, { from, next });
    this.#forgetOldest();
    const [ms, bytes] = [now - from.at, receivedBytes - from.bytes];
    return ms < settleMs || bytes <= 0 ? null : ((totalBytes - receivedBytes) / bytes) * ms;
  }

  #forgetOldest(): void {
    if (this.#marks.size <= maxMarked) return;
    const [oldest] = this.#marks.keys();
    if (oldest !== undefined) this.#marks.delete(oldest);
  }
}

export const transferPaces = new TransferPaces();
