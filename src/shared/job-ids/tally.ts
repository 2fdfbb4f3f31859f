/** Counts what is found, within bounds. */
export interface Tally {
  add(ids: Iterable<string>): void;
  /** Notes a line in which nothing was recognised; a line is noted once. */
  miss(line: number, text: string): void;
  result(): TallyResult;
}

interface TallyResult {
  ids: string[];
  idsLeftOut: number;
  notUnderstood: { line: number; text: string }[];
  notUnderstoodLeftOut: number;
}

const shownCharacters = 200;

/** @param most how many IDs and how many lines to keep; what is beyond is counted */
export function createTally(most: { ids: number; lines: number }): Tally {
  const seen = new Set<string>();
  const ids: string[] = [];
  const missed = new Set<number>();
  const notUnderstood: { line: number; text: string }[] = [];

  return {
    add(found) {
      for (const id of found) {
        if (seen.has(id)) continue;
        seen.add(id);
        if (ids.length < most.ids) ids.push(id);
      }
    },
    miss(line, text) {
      if (missed.has(line)) return;
      missed.add(line);
      if (notUnderstood.length < most.lines) notUnderstood.push({ line, text: shortened(text) });
    },
    result: () => ({
      ids,
      idsLeftOut: seen.size - ids.length,
      notUnderstood: notUnderstood.sort((a, b) => a.line - b.line),
      notUnderstoodLeftOut: missed.size - notUnderstood.length,
    }),
  };
}

/** Cut at 200 characters, but not through one that takes two places. */
const shortened = (text: string): string =>
  text
    .trim()
    .slice(0, shownCharacters)
    .replace(/[\uD800-\uDBFF]$/, '');
