/** A place in a text where what was looked for stands; `end` is the place behind it. */
export interface Hit {
  line: number;
  start: number;
  end: number;
}

/** More than anybody goes through one by one. */
export const maxHits = 10_000;

/** A part of a line, and which hit it is, if any. */
export interface Part {
  text: string;
  hit: number | null;
}

/** All places where a text stands, in their order and whatever the case of letters; {@link maxHits} of them at most. */
export function findInLines(lines: readonly string[], sought: string): Hit[] {
  const hits: Hit[] = [];
  if (sought === '') return hits;
  const pattern = new RegExp(sought.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), 'giu');
  for (const [line, text] of lines.entries())
    for (const match of text.matchAll(pattern)) {
      if (hits.length === maxHits) return hits;
      hits.push({ line, start: match.index, end: match.index + match[0].length });
    }
  return hits;
}

/** The index of the first hit in a line or below it; the number of hits where there is none. */
export function firstHitFrom(hits: readonly Hit[], line: number): number {
  let low = 0;
  let high = hits.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((hits[middle]?.line ?? 0) < line) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A line cut into what is found in it and what stands between. */
export function partsOf(text: string, line: number, hits: readonly Hit[]): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (let index = firstHitFrom(hits, line); hits[index]?.line === line; index += 1) {
    const { start = 0, end = 0 } = hits[index] ?? {};
    if (start > from) parts.push({ text: text.slice(from, start), hit: null });
    parts.push({ text: text.slice(start, end), hit: index });
    from = end;
  }
  if (from < text.length) parts.push({ text: text.slice(from), hit: null });
  return parts;
}
