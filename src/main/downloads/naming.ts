import type { ResultFormat } from '../../shared/downloads.ts';
import { fillTemplate } from '../../shared/naming-template.ts';
import { byteLength, fitting, foldName, isReservedName, plainFolderName } from './file-names.ts';
import { trimCharacters, trimCharactersEnd } from '../../shared/lib/text.ts';
import { nameWords } from '../words/names.ts';

/** What a result's folder is named after. */
export interface JobNaming {
  /** The job's `filename`: a file's name, or the prompt of a text job. */
  filename: string | null;
  jobType: string | null;
}

/** The same with what the template may name besides. */
export interface ResultNaming extends JobNaming {
  template: string;
  /** The name of the batch it was given with. */
  batch: string | null;
}

/** A result's folder, and the one it goes into where the template has a `/`. */
export interface ResultPlace {
  group: string | null;
  name: string;
}

/** Short enough for a deep layout below it and a readable title bar above it. */
const maxBytes = 80;
/** Enough for any name that is still read; a hostile one may be as long as an answer. */
const maxCharacters = 1000;

/** The endings of what the service takes. Others stay: in `chair v1.5` the `.5` belongs to the name. */
const fileEnding = /\.(glb|gltf|fbx|obj|stl|ply|usd|usda|usdc|usdz|zip|jpe?g|png|webp)$/i;

/** The endings of lists of IDs, after which batches are named. */
const listEnding = /(?<=.)\.(csv|tsv|txt|log|jsonl?|ndjson|xlsx?|md)$/i;

/** Characters without a shape of their own, except those that hold emoji and Indic or Persian words together. */
const invisible =
  /(?!\u200C|\u200D|\uFE0E|\uFE0F)[\p{Cf}\p{Cs}\p{Co}\p{Noncharacter_Code_Point}\p{Default_Ignorable_Code_Point}]/gu;
const visible = /[\p{L}\p{N}\p{P}\p{S}]/u;

const formatSuffix: Record<ResultFormat, string> = { all: '', usd: ' (USD)', mjcf: ' (MJCF)' };

/**
 * A name for the folder of a result that tells a person what it is: the file without its ending, or the prompt cut at a
 * word. A part of a result says which. Safe on every system, at most 80 bytes, never empty: without any readable name
 * it is the job's ID.
 */
export function readableName(jobId: string, naming: JobNaming, format: ResultFormat): string {
  const suffix = formatSuffix[format];
  const bytes = maxBytes - byteLength(suffix);
  const name = clean(nameOf(naming), bytes);
  return (visible.test(name) ? name : clean(nameWords.job(jobId), bytes)) + suffix;
}

/**
 * The place that the template gives a result. Each name is safe on every system, at most 80 bytes and never empty, so
 * nothing climbs out of the folder; without a batch the folder in between is called `Other`.
 *
 * @param now milliseconds since the epoch; `{date}` is that day, where the person is
 */
export function placeOf(jobId: string, naming: ResultNaming, format: ResultFormat, now: number): ResultPlace {
  const readable = readableName(jobId, naming, 'all');
  const names = fillTemplate(naming.template, {
    name: readable,
    id: jobId,
    type: naming.jobType,
    batch: naming.batch?.replace(listEnding, '') ?? null,
    date: dayOf(now),
  });
  const suffix = formatSuffix[format];
  const bytes = maxBytes - byteLength(suffix);
  const group = names.length > 1 ? clean(names[0] ?? '', maxBytes) : null;
  const name = clean(names.at(-1) ?? '', bytes);
  return {
    group: group === null || visible.test(group) ? group : nameWords.otherResults,
    name: (visible.test(name) ? name : clean(readable, bytes)) + suffix,
  };
}

function dayOf(now: number): string {
  const date = new Date(now);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Characters at the end of an ID that tell it from others: those that begin alike were often made in one second. */
const markLength = 6;

/** What tells the result of a job from another of its name: the end of its ID. Null where that is nothing to read. */
export function markOf(jobId: string): string | null {
  const mark = jobId.replace(/[^\da-z]/gi, '').slice(-markLength);
  return mark === '' ? null : mark;
}

/**
 * The wanted name, or the first of `name (2)`, `name (3)`, … that nothing in the folder answers to; with a mark, of
 * `name (mark)`, `name (mark 2)`, …
 *
 * @param taken the names in the folder, in any case and normalisation
 * @param isReserved whether a name belongs to somebody although nothing in the folder has it
 */
export function freeName(
  wanted: string,
  taken: Iterable<string>,
  isReserved: (name: string) => boolean = () => false,
  mark: string | null = null,
): string {
  const used = new Set(Array.from(taken, foldName));
  let name = wanted;
  let stem = { text: '', room: 0 };
  for (let copy = 2; used.has(foldName(name)) || isReserved(name); copy += 1) {
    const suffix = mark === null ? ` (${copy})` : copy === 2 ? ` (${mark})` : ` (${mark} ${copy - 1})`;
    const room = maxBytes - byteLength(suffix);
    // Cutting is slow, and thousands of results may have one name: it is done once for each length.
    if (room !== stem.room) stem = { text: cutAtWord(wanted, room), room };
    name = stem.text + suffix;
  }
  return name;
}

function nameOf({ filename, jobType }: JobNaming): string {
  const name = filename ?? '';
  if (jobType === 'text_to_simready' || !fileEnding.test(name)) return name;
  return name.replace(fileEnding, '').split(/[/\\]/).at(-1) ?? '';
}

function clean(text: string, bytes: number): string {
  const spaced = text
    .slice(0, maxCharacters)
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}<>?*]/gu, ' ')
    .replace(invisible, '')
    .replace(/"/g, "'")
    .replace(/[/\\:|]/g, '-')
    .replace(/\s+/g, ' ');
  const plain = trimCharacters(spaced, /[ .]/);
  return plainFolderName(cutAtWord(isReservedName(plain) ? `_${plain}` : plain, bytes));
}

/** Cuts where a word ends if that leaves at least half, else between two characters as people count them. */
function cutAtWord(text: string, bytes: number): string {
  if (byteLength(text) <= bytes) return text;
  const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text);
  const whole =
    fitting(
      Array.from(characters, ({ segment }) => segment),
      bytes,
    ) || fitting(text, bytes);
  const wordEnd = text[whole.length] === ' ' ? whole.length : whole.lastIndexOf(' ');
  return trimCharactersEnd(wordEnd >= whole.length / 2 ? whole.slice(0, wordEnd) : whole, /[ .,;:-]/);
}
