import type { z } from 'zod';
import { cutText } from '../lib/text.ts';
import { isLeftOut } from './clean-json.ts';

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
  if (notes.length > maxNotes) notes.splice(maxNotes, Infinity, `and ${notes.length - maxNotes} more`);
  return { notes, missing };
}

const valueAt = (data: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    data,
  );

/** A value in a few words: what is small as it stands in the answer, what is large by its kind. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  return cutText(JSON.stringify(value) ?? String(value), 60);
}

const kinds = new Map([
  ['string', 'a text'],
  ['number', 'a number'],
  ['array', 'a list'],
  ['object', 'an object'],
  ['record', 'an object'],
]);

function problemOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `where ${kinds.get(issue.expected) ?? issue.expected} belongs`;
    case 'invalid_union':
      return 'where a list or an object belongs';
    case 'too_big':
      return issue.origin === 'array'
        ? `more than the ${String(issue.maximum)} entries that are read`
        : `more than ${issue.maximum.toLocaleString('en')}`;
    case 'too_small':
      return issue.origin === 'string' ? 'an empty text' : `less than ${issue.minimum.toLocaleString('en')}`;
    case 'custom':
      return issue.message;
    default:
      return 'in a form that this app does not know';
  }
}
