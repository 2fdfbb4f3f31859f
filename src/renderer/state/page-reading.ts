import type { JobRow } from '../../shared/watched-job.ts';

/** Rows of a part of the list, as they are at a revision or later. */
interface Page {
  revision: number;
  /** The newest first. */
  rows: readonly JobRow[];
  /** What is left comes before this place in the order of adding; null where nothing is left. */
  next: number | null;
}

/**
 * The reading of all rows, page after page from the newest on, while patches come in between. Each page is the truth about
 * its part of the list, but for jobs that were patched at a later revision.
 */
export class PageReading {
  /** Where the next page begins; null where there is none. */
  #next: number | null = Infinity;
  readonly #patchedAt = new Map<string, number>();

  get next(): number | null {
    return this.#next;
  }

  /** Call with each patch that comes meanwhile. */
  notePatch(revision: number, changed: readonly JobRow[], removed: readonly string[] = []): void {
    for (const { id } of changed) this.#patchedAt.set(id, revision);
    for (const id of removed) this.#patchedAt.set(id, revision);
  }

  /**
   * What a page changes.
   *
   * @param known the rows that there are by now, the newest first
   */
  take(known: readonly JobRow[], { revision, rows, next }: Page): { put: JobRow[]; removed: string[] } {
    const isPatchedSince = ({ id }: JobRow): boolean => (this.#patchedAt.get(id) ?? -1) > revision;
    const from = this.#next ?? -Infinity;
    this.#next = next;
    const there = new Set(rows.map(({ id }) => id));
    const removed: string[] = [];
    for (const row of known) {
      if (row.order >= from) continue;
      if (next !== null && row.order < next) break;
      if (!there.has(row.id) && !isPatchedSince(row)) removed.push(row.id);
    }
    return { put: rows.filter((row) => !isPatchedSince(row)), removed };
  }
}
