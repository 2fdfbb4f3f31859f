/** What a person adds to a job: tags and a note. The rules hold wherever they are given: typed, in bulk, imported. */

import { wellFormed, wellFormedLine } from './lib/text.ts';

/** Characters. */
export const maxTagLength = 40;
export const maxTags = 20;
/** Characters of a note, typed or grown by imports, each of which keeps what was there. */
export const maxNoteLength = 20_000;

/** The tags in a text, however many and however long: separated by commas, semicolons or line ends. */
export const splitTags = (text: string): string[] =>
  text
    .split(/[,;\n\r]/)
    .map((tag) => wellFormedLine(tag))
    .filter((tag) => tag !== '');

const tagKey = (tag: string): string => tag.toLocaleLowerCase('en');

/**
 * Tags with others added; those that are there already keep their spelling and place. None beyond 20 is taken, and none
 * that is too long.
 */
export function withTags(tags: readonly string[], added: readonly string[]): string[] {
  const all = [...tags];
  const keys = new Set(all.map(tagKey));
  for (const tag of added) {
    if (keys.has(tagKey(tag)) || all.length >= maxTags || tag.length > maxTagLength) continue;
    keys.add(tagKey(tag));
    all.push(tag);
  }
  return all;
}

/** The tags that a person typed for a job: those to add, and those for which it has no room or that are too long. */
export function typedTags(tags: readonly string[], text: string): { added: string[]; left: string[] } {
  const typed = splitTags(text);
  const all = withTags(tags, typed);
  return { added: all.slice(tags.length), left: typed.filter((tag) => !hasTags(all, [tag])) };
}

export function withoutTags(tags: readonly string[], removed: readonly string[]): string[] {
  const keys = new Set(removed.map(tagKey));
  return tags.filter((tag) => !keys.has(tagKey(tag)));
}

/** Whether all of these are among the tags, in whatever case. */
export function hasTags(tags: readonly string[], others: readonly string[]): boolean {
  const keys = new Set(tags.map(tagKey));
  return others.every((tag) => keys.has(tagKey(tag)));
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

const betweenNotes = '\n\n—\n\n';

/** A note as it is kept: null where there is nothing to read in it. */
export const readNote = (text: string): string | null => (text.trim() === '' ? null : wellFormed(text));

/**
 * Two notes on one job: neither takes the other's place, both are kept with a line between. What one of them holds
 * already is not repeated, so that importing twice changes nothing. Where there is no room for both, the first stays as it
 * is: no note is ever cut.
 */
export function mergeNotes(own: string | null, other: string | null): MergedNote {
  const merged = joinNotes(own, other);
  const fits = merged === own || (merged?.length ?? 0) <= maxNoteLength;
  return { note: fits ? merged : own, fits };
}

/**
 * A note that a person types over the one they saw, while an import put another behind that: what came stays behind what
 * is typed. Where there is no room for both, the typed one is kept.
 *
 * @param current the note that there is
 * @param over the one that they saw
 */
export function typedNote(current: string | null, over: string | null, typed: string | null): string | null {
  const before = over === null ? '' : `${over}${betweenNotes}`;
  if (current === null || current === over || !current.startsWith(before)) return typed;
  const imported = current.slice(before.length);
  const both = typed === null ? imported : `${typed}${betweenNotes}${imported}`;
  return both.length <= maxNoteLength ? both : typed;
}

export interface MergedNote {
  note: string | null;
  /** False where the other note was left out. */
  fits: boolean;
}

function joinNotes(own: string | null, other: string | null): string | null {
  if (own === null || other === null) return own ?? other;
  // Whole notes are compared: “ok” is not in “not ok”.
  const notes = own.split(betweenNotes);
  const added = other.split(betweenNotes).filter((note) => !notes.includes(note));
  return [own, ...added].join(betweenNotes);
}
