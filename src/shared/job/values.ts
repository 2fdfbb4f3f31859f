import { z } from 'zod';
import { cleanJson } from './clean-json.ts';
import { cutText, wellFormedLine } from '../lib/text.ts';
import { jobWords } from '../words/jobs.ts';

/**
 * Values of an answer, read as far as they are unambiguous: a number may come as text, a list as the JSON of one. What may
 * mean two things is not guessed at: it fails, which leaves a dash and a note.
 */

/** A text on one line. A prompt, the longest there is, has 500 characters. */
export const text = z
  .string()
  .transform((value) => cutText(value, 2_000))
  .nullable();

/** A list; thousands of entries that cannot be read would hold up the app each time the job is. No job comes near. */
export const list = <Entry extends z.ZodType>(entry: Entry) =>
  z.array(z.unknown()).max(1_000).pipe(z.array(entry)).nullable();

/** An ID that is a number is taken for text, as which it is asked for: a service that is built with Strapi may give its own. */
export const numberAsText = (value: unknown): unknown =>
  Number.isSafeInteger(value) ? String(value) : value;

/** A job's ID or another one. */
export const id = z.preprocess(numberAsText, z.string().min(1));

/** A word that stands for a state, on one line. */
export const word = z
  .string()
  .transform((value) => wellFormedLine(value, 200))
  .pipe(z.string().min(1));

/** A step of the pipeline: its name, or an object that has one. */
export const step = z.preprocess((value) => {
  if (typeof value !== 'object' || value === null) return value;
  return (
    stepNames.map((name): unknown => Reflect.get(value, name)).find((name) => typeof name === 'string') ??
    value
  );
}, text);

const stepNames = ['name', 'step', 'title', 'id', 'stage'];

/** `42`, `"42"` and `"1.50"`; separators of thousands are ambiguous, and exponents are not for people. */
const plainNumber = /^[+-]?\d+(\.\d+)?$/;

const numberOf = (value: unknown): unknown =>
  typeof value === 'string' && plainNumber.test(value.trim()) ? Number(value) : value;

export const number = z.preprocess(numberOf, z.number().nullable());

/** Bytes, and other numbers of which there cannot be fewer than none. */
export const amount = z.preprocess(numberOf, z.number().min(0).max(Number.MAX_SAFE_INTEGER).nullable());

/**
 * Per cent, 0 to 100, also as `"42"` and `"42 %"`. A fraction below 1 may be a share of 1 as well as less than a hundredth
 * of the way: it is taken for neither, since at that a wrong number is shown for as long as the job runs.
 */
export const percent = z.preprocess(
  (value) =>
    numberOf(typeof value === 'string' && value.trim().endsWith('%') ? value.trim().slice(0, -1) : value),
  z
    .number()
    .min(0)
    .max(100)
    .refine((value) => value <= 0 || value >= 1, jobWords.deviations.shareOrPercentage)
    .nullable(),
);

/** Seconds and milliseconds since the epoch, of the years 2001 to 2286; nothing else is as large. */
const seconds = { from: 1e9, to: 1e10 };

/**
 * ISO 8601, as sent: a date that cannot be read is still worth showing. Seconds or milliseconds since the epoch, as a
 * number or as text, become ISO 8601.
 */
export const timestamp = z.preprocess(
  (value) => {
    const given = numberOf(value);
    if (typeof given !== 'number') return value;
    const inSeconds = given >= seconds.from && given < seconds.to;
    const inMs = given >= seconds.from * 1000 && given < seconds.to * 1000;
    return inSeconds || inMs ? new Date(inSeconds ? given * 1000 : given).toISOString() : value;
  },
  z
    .string()
    .transform((value) => cutText(value, 100))
    .nullable(),
);

/** An object or a list, also as the JSON of one. Its shape is not documented. */
export const tree = z.preprocess(
  parsedJson,
  z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())]).nullable(),
);

/** The same, or a text that is none. */
export const treeOrText = z.preprocess(
  (value) => (typeof value === 'string' && value.trim() === '' ? null : parsedJson(value)),
  z.union([z.string(), z.array(z.unknown()), z.record(z.string(), z.unknown())]).nullable(),
);

function parsedJson(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[{[]/.test(value)) return value;
  try {
    return cleanJson(JSON.parse(value));
  } catch {
    return value;
  }
}
