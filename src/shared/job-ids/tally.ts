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

/** Numbers of lines, a bit each: a log has millions of them in which nothing is recognised. */
class LineSet {
  size = 0;
  #bits = new Uint8Array(1_024);

  /** @returns whether it was not in the set */
  add(line: number): boolean {
    const at = line >>> 3;
    const bit = 1 << (line & 7);
    if (at >= this.#bits.length) {
      const grown = new Uint8Array(2 * at);
      grown.set(this.#bits);
      this.#bits = grown;
    }
    const before = this.#bits[at] ?? 0;
    if ((before & bit) !== 0) return false;
    this.#bits[at] = before | bit;
    this.size += 1;
    return true;
  }
}

/** @param most how many IDs and how many lines to keep; what is beyond is counted */
export function createTally(most: { ids: number; lines: number }): Tally {
  const seen = new Set<string>();
  const ids: string[] = [];
  const missed = new LineSet();
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
      if (!missed.add(line)) return;
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
