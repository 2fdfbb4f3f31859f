import type { z } from 'zod';
import { cutText } from '../lib/text.ts';
import { jobWords } from '../words/jobs.ts';
import { isLeftOut } from './clean-json.ts';

const words = jobWords.deviations;

/** A hostile or broken answer may be wrong in more places than anybody wants to read. */
const maxNotes = 50;

type Issue = z.core.$ZodIssue;

/** What of an answer is not as the API documents it. */
export interface Deviations {
  /** What was sent and could not be read, one line a field, in words. */
  notes: string[];
  /** Paths of documented fields that were not sent at all, which is no news: many answers have a short form. */
  missing: string[];
}

/** Tells apart what an answer lacks and what of it could not be read. */
export function deviationsOf(data: unknown, issues: readonly Issue[]): Deviations {
  const notes: string[] = [];
  const missing: string[] = [];
  for (const issue of issues) {
    const value = valueAt(data, issue.path);
    const place = issue.path.map(String).join('.');
    if (value === undefined) missing.push(place);
    else notes.push(`${place}: ${isLeftOut(value) ? value : `${shown(value)}, ${problemOf(issue)}`}`);
  }
  if (notes.length > maxNotes) notes.splice(maxNotes, Infinity, words.more(notes.length - maxNotes));
  return { notes, missing };
}

const valueAt = (data: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    data,
  );

/** A value in a few words: what is small as it stands in the answer, what is large by its kind. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return words.list(value.length);
  if (typeof value === 'object' && value !== null) return words.object;
  return cutText(JSON.stringify(value) ?? String(value), 60);
}

function problemOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return words.expected(words.kinds[issue.expected] ?? issue.expected);
    case 'invalid_union':
      return words.expected(words.listOrObject);
    case 'too_big':
      return issue.origin === 'array'
        ? words.tooManyEntries(Number(issue.maximum))
        : words.tooLarge(issue.maximum);
    case 'too_small':
      return issue.origin === 'string' ? words.emptyText : words.tooSmall(issue.minimum);
    case 'custom':
      return issue.message;
    default:
      return words.unknownForm;
  }
}
