/** Where the keyboard stands in the list. */
export interface KeyStand {
  /** The row that it is on, or that stands in for one that has gone. */
  index: number;
  /** Whether that row has the ring: what nobody sees is not where a step begins. */
  hasRing: boolean;
  count: number;
  /** Rows of a page. */
  page: number;
}

/** The row that a key leads to; undefined for a key that leads to none. */
export function rowAfter(key: string, { index, hasRing, count, page }: KeyStand): number | undefined {
  const step = (by: number): number => Math.min(Math.max(hasRing ? index + by : index, 0), count - 1);
  switch (key) {
    case 'ArrowDown':
      return step(1);
    case 'ArrowUp':
      return step(-1);
    case 'PageDown':
      return step(page);
    case 'PageUp':
      return step(-page);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
