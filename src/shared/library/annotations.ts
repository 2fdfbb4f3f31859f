/** What a person adds to a job: tags and a note. The rules hold wherever they are given: typed, in bulk, imported. */

/** Characters. */
export const longestTag = 40;
export const mostTags = 20;
/** Characters of a note as it can be typed. */
export const longestNote = 5_000;
/** Characters of a note that grew by imports, each of which keeps what was there. */
export const longestMergedNote = 20_000;

/** The tags that a person typed: separated by commas, semicolons or line ends, white space put in order. */
export function readTags(text: string): string[] {
  const tags = text.split(/[,;\n\r]/).map((tag) => tag.replace(/\s+/g, ' ').trim());
  return withTags(
    [],
    tags.filter((tag) => tag !== '' && tag.length <= longestTag),
  );
}

const tagKey = (tag: string): string => tag.toLocaleLowerCase('en');

/** Tags with others added; those that are there already keep their spelling and place, and none beyond 20 is taken. */
export function withTags(tags: readonly string[], added: readonly string[]): string[] {
  const all = [...tags];
  const keys = new Set(all.map(tagKey));
  for (const tag of added) {
    if (keys.has(tagKey(tag)) || all.length >= mostTags) continue;
    keys.add(tagKey(tag));
    all.push(tag);
  }
  return all;
}

export function withoutTags(tags: readonly string[], removed: readonly string[]): string[] {
  const keys = new Set(removed.map(tagKey));
  return tags.filter((tag) => !keys.has(tagKey(tag)));
}

/** The tags in use, most used first. */
export function tagsInUse(rows: Iterable<{ tags: readonly string[] }>): string[] {
  const counts = new Map<string, { tag: string; count: number }>();
  for (const { tags } of rows)
    for (const tag of tags) {
      const entry = counts.get(tagKey(tag));
      if (entry === undefined) counts.set(tagKey(tag), { tag, count: 1 });
      else entry.count += 1;
    }
  return [...counts.values()]
    .sort((a, b) => b.count - a.count || a.tag.localeCompare(b.tag))
    .map(({ tag }) => tag);
}

/** A note as it is kept: null where there is nothing to read in it. */
export const readNote = (text: string): string | null => (text.trim() === '' ? null : text);

/**
 * Two notes on one job: neither takes the other's place, both are kept with a line between. What one of them holds
 * already is not repeated, so that importing twice changes nothing.
 */
export function mergeNotes(own: string | null, other: string | null): string | null {
  if (own === null || other === null) return own ?? other;
  if (own.includes(other)) return own;
  if (other.includes(own)) return other;
  const merged = `${own}\n\n—\n\n${other}`;
  return merged.length > longestMergedNote ? own : merged;
}
