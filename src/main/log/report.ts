import { z } from 'zod';
import { parseJson } from '../lib/parse-json.ts';
import { publicText, type PrivateFacts } from './public-text.ts';

/** Entries of the log in a report: more than an evening has, and few enough to be looked through. */
const maxEntries = 400;

const entrySchema = z.looseObject({
  time: z.string(),
  level: z.enum(['error', 'info']),
  message: z.string(),
  error: z.string().optional(),
});

/**
 * A report of what the app is, what it counts and what its log says, as one text: what a person reads before they save it is what
 * they save.
 *
 * @param diagnostics see `describeDiagnostics`
 * @param log the lines of the log, oldest first
 * @param now ISO 8601
 */
export function describeReport(
  diagnostics: string,
  log: readonly string[],
  now: string,
  facts: PrivateFacts,
): string {
  const entries = log.slice(-maxEntries).map((line) => describeLine(line, facts));
  return [
    `Rigyd Desk report of ${now}`,
    'Left out: what looks like an API key, a token, an address, a path or the ID of a job. Read it before you share it.',
    '',
    diagnostics.trimEnd(),
    '',
    `Log, the last ${entries.length} entries:`,
    ...(entries.length === 0 ? ['none'] : entries),
    '',
  ].join('\n');
}

/** An entry as a line of text, with the stack of an error below it. A line that is no entry is left out: nobody knows what it holds. */
function describeLine(line: string, facts: PrivateFacts): string {
  const entry = entrySchema.safeParse(parseJson(line));
  if (!entry.success) return '[a line that can’t be read]';
  const { time, level, message, error, ...details } = entry.data;
  const fields = Object.entries(details)
    .filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))
    .map(([name, value]) => ` ${name}=${publicText(String(value), facts)}`);
  const when = z.iso.datetime().safeParse(time);
  const first = `${when.success ? when.data : '[time]'} ${level} ${publicText(message, facts)}${fields.join('')}`;
  if (error === undefined) return first;
  return `${first}\n    ${publicText(error, facts).replaceAll('\n', '\n    ')}`;
}
