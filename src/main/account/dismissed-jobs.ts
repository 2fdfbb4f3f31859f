import { z } from 'zod';
import type { WriteBehind } from '../store/write-behind.ts';

export const dismissedKey = 'app!dismissed';

/** IDs that are kept; beyond that the oldest are dropped. */
const maxDismissed = 50_000;

export const dismissedSchema = z.array(z.string()).catch([]);

/** The IDs in the row among these rows; without such a row, `otherwise`. */
export const readDismissed = (
  rows: ReadonlyMap<string, unknown>,
  otherwise: readonly string[] = [],
): Set<string> => new Set(dismissedSchema.parse(rows.get(dismissedKey) ?? otherwise));

/** The jobs that a person removed from the list: the account's list must not bring them back. Kept on disk. */
export class DismissedJobs {
  readonly #rows: Pick<WriteBehind, 'set'>;
  #ids = new Set<string>();

  constructor(rows: Pick<WriteBehind, 'set'>) {
    this.#rows = rows;
  }

  /** Loads what is on disk, beside what was added already. */
  load(rows: ReadonlyMap<string, unknown>): void {
    this.#ids = new Set([...readDismissed(rows), ...this.#ids]);
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  all(): string[] {
    return [...this.#ids];
  }

  add(id: string): void {
    this.#ids.delete(id);
    this.#ids.add(id);
    for (const oldest of this.#ids) {
      if (this.#ids.size <= maxDismissed) break;
      this.#ids.delete(oldest);
    }
    this.#note();
  }

  /** A job is in the list again, added or restored. */
  forget(id: string): void {
    if (this.#ids.delete(id)) this.#note();
  }

  #note(): void {
    this.#rows.set(dismissedKey, () => (this.#ids.size === 0 ? undefined : this.all()));
  }
}
