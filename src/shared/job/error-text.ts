import { z } from 'zod';
import { cutText } from '../lib/text.ts';

/** Characters of an error that are kept; a traceback of some hundred lines. */
const maxErrorLength = 20_000;
/** Levels of an error object that are put into words. */
const deepest = 4;

const messageFields = ['message', 'error', 'reason', 'detail', 'title', 'msg', 'description'];

/**
 * Why something failed, as text. An object or a list, which some services send, is put into lines: what it says first,
 * then its other fields. Text without a visible character says nothing, and is null.
 */
export const errorText = z.preprocess((value) => {
  const words = typeof value === 'object' && value !== null ? linesOf(value, deepest).join('\n') : value;
  if (typeof words !== 'string') return words;
  return words.trim() === '' ? null : cutText(words.trim(), maxErrorLength);
}, z.string().nullable());

function linesOf(value: unknown, levels: number): string[] {
  if (value === null || value === undefined || value === '') return [];
  if (typeof value !== 'object') return [String(value)];
  if (levels === 0) return [JSON.stringify(value)];
  if (Array.isArray(value)) return value.flatMap((entry) => linesOf(entry, levels - 1));
  const fields: [string, unknown][] = Object.entries(value);
  const [message] = messageFields.filter((name) =>
    fields.some(([key, part]) => key === name && isSaid(part)),
  );
  const said = fields.filter(([key]) => key === message).flatMap(([, part]) => linesOf(part, levels - 1));
  const others = fields
    .filter(([key]) => key !== message)
    .flatMap(([key, part]) => labelled(key, linesOf(part, levels - 1)));
  return [...said, ...others];
}

const isSaid = (value: unknown): boolean => value !== null && value !== undefined && value !== '';

function labelled(key: string, lines: string[]): string[] {
  const [only, ...more] = lines;
  if (only === undefined) return [];
  return more.length === 0 && !only.includes('\n') ? [`${key}: ${only}`] : [`${key}:`, ...lines];
}

/**
 * The reason in one line of an error: the last line of a Python traceback, which names the exception, and the first line
 * of anything else.
 */
export function reasonOf(error: string): string {
  const lines = error.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
  const isTraceback = lines[0]?.startsWith('Traceback (most recent call last)') === true;
  return (isTraceback ? lines.at(-1) : lines[0])?.trim() ?? '';
}
