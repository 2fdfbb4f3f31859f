/** Where the keyboard is on the wall, and how much of it there is. */
interface WallPlace {
  index: number;
  count: number;
  columns: number;
  /** Rows in view. */
  page: number;
}

/**
 * Where a key leads on the wall; undefined for a key that leads nowhere. J and K go through all results in their order, arrows
 * over the wall as it is seen.
 *
 * @param key as `KeyboardEvent.key` has it
 */
export function tileAfter(key: string, { index, count, columns, page }: WallPlace): number | undefined {
  const target = new Map([
    ['j', index + 1],
    ['k', index - 1],
    ['ArrowRight', index + 1],
    ['ArrowLeft', index - 1],
    ['ArrowDown', index + columns],
    ['ArrowUp', index - columns],
    ['PageDown', index + columns * page],
    ['PageUp', index - columns * page],
    ['Home', 0],
    ['End', count - 1],
  ]).get(key);
  if (target === undefined || count === 0) return undefined;
  const isStep = key === 'ArrowDown' || key === 'ArrowUp';
  // Below the last whole line stands nothing: the keyboard stays in its column.
  if (isStep && (target < 0 || target >= count)) return index;
  return Math.min(Math.max(target, 0), count - 1);
}
