import { createHash } from 'node:crypto';

/** Answers that are remembered; beyond it those that were given longest ago are forgotten. */
const maxKnown = 5_000;

/**
 * The last answer about each job, known again by its bytes: one that is asked for every few seconds says the same most of
 * the time, and megabytes need not be parsed for that. What comes back is the very same object, so that whoever has it can
 * tell that nothing is new.
 */
export class KnownAnswers<T> {
  readonly #known = new Map<string, { digest: string; answer: T }>();

  find(id: string, digest: string): T | undefined {
    const known = this.#known.get(id);
    return known?.digest === digest ? known.answer : undefined;
  }

  keep(id: string, digest: string, answer: T): void {
    this.forget(id);
    this.#known.set(id, { digest, answer });
    const [oldest] = this.#known.keys();
    if (this.#known.size > maxKnown && oldest !== undefined) this.#known.delete(oldest);
  }

  forget(id: string): void {
    this.#known.delete(id);
  }
}

/** @param key that the answer was given to: another one may stand in the very same bytes, and is taken out of them */
export const digestOf = (key: string, body: string): string =>
  createHash('sha256').update(`${key}\n${body}`).digest('base64url');
