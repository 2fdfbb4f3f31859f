import type { HeadLine, ListLines } from './list-lines.ts';

/**
 * The head that stays at the top of the view while the rows of its group pass below it, until the next head pushes it out.
 * Null where nothing is grouped, or the head is in view itself.
 *
 * @param scrollTop pixels of the list above the view
 * @returns the head, and how many pixels below the top of the view it stands: 0, or negative while it is pushed out
 */
export function stuckHead(
  lines: ListLines,
  scrollTop: number,
  rowHeight: number,
): { line: HeadLine; top: number } | null {
  const found = lines.headAt(Math.floor(scrollTop / rowHeight));
  if (found === null || found.at * rowHeight >= scrollTop) return null;
  return { line: found.line, top: Math.min(0, found.nextAt * rowHeight - scrollTop - rowHeight) };
}
