import { z } from 'zod';
import type { WriteBehind } from '../store/write-behind.ts';
import type { Freshness } from './list-freshness.ts';

const freshnessKey = 'app!list-freshness';
const stored = z
  .object({ origin: z.string(), verdict: z.enum(['fresh', 'lagging', 'lying']) })
  .nullable()
  .catch(null);

/** What earlier runs have learned of the list of a service. Kept on disk, for the service that was asked last. */
export class KnownFreshness {
  readonly #rows: Pick<WriteBehind, 'set'>;
  #known: z.infer<typeof stored> = null;

  constructor(rows: Pick<WriteBehind, 'set'>) {
    this.#rows = rows;
  }

  load(rows: ReadonlyMap<string, unknown>): void {
    this.#known ??= stored.parse(rows.get(freshnessKey) ?? null);
  }

  /** Null where nothing is known of this service. */
  of(origin: string): Freshness | null {
    return this.#known?.origin === origin ? this.#known.verdict : null;
  }

  note(origin: string, verdict: Freshness): void {
    this.#known = { origin, verdict };
    this.#rows.set(freshnessKey, () => this.#known ?? undefined);
  }
}
