import { wellFormed } from '../lib/text.ts';

/**
 * Bounds for the JSON of one job. A whole job is a few kilobytes; what is beyond these is cut where it lies, and a text in
 * its place says so, so that the rest of the job can be shown, stored and sent to the window.
 */
const limits = {
  /** Levels of lists and objects. */
  depth: 100,
  /** Characters of all texts and names together. Below this nothing is cut for its size. */
  size: 1_000_000,
  /** In an answer that is too large: characters of one text, and entries of one list or object. */
  text: 2_000,
  entries: 200,
};

const leftOut = (why: string): string => `[left out: ${why}]`;

/** Whether a text stands in place of something that {@link cleanJson} left out. */
export const isLeftOut = (value: unknown): value is string =>
  typeof value === 'string' && value.startsWith('[left out: ');

/**
 * The same JSON with every text well formed (see {@link wellFormed}), at most 100 levels deep and about a megabyte large.
 * Values that are fine already come back as they are, not copied.
 */
export function cleanJson(value: unknown): unknown {
  if (typeof value === 'object' && value !== null && cleaned.has(value)) return value;
  const { depth, size, text, entries } = limits;
  const all = sizeOf(value);
  const clean =
    all.size > size
      ? withoutLargest(mapJson(value, { depth, text, entries }))
      : all.isPlain
        ? value
        : mapJson(value, { depth, text: Infinity, entries: Infinity });
  if (typeof clean === 'object' && clean !== null) cleaned.add(clean);
  return clean;
}

/** Answers that need no second look: each is kept and read from what was cleaned once, and none is changed in place. */
const cleaned = new WeakSet<object>();

/** Nearly all texts are plain ASCII, of which there is nothing to mend. */
const plainText = /^[ -~]*$/;

const cleanText = (text: string, longest: number): string =>
  text.length <= longest && plainText.test(text) ? text : wellFormed(text, longest);

interface Bounds {
  depth: number;
  text: number;
  entries: number;
}

function mapJson(value: unknown, bounds: Bounds): unknown {
  if (typeof value === 'string') return cleanText(value, bounds.text);
  if (typeof value !== 'object' || value === null) return value;
  if (bounds.depth === 0) return leftOut('nested too deeply');
  const inner = { ...bounds, depth: bounds.depth - 1 };
  return Array.isArray(value) ? mapList(value, inner) : mapObject(value, inner);
}

function mapList(list: readonly unknown[], bounds: Bounds): unknown {
  const kept = list.length > bounds.entries ? list.slice(0, bounds.entries) : list;
  const mapped = kept.map((entry) => mapJson(entry, bounds));
  if (kept !== list) return [...mapped, leftOut(`${list.length - kept.length} more entries`)];
  return mapped.every((entry, index) => entry === list[index]) ? list : mapped;
}

function mapObject(object: object, bounds: Bounds): unknown {
  const entries: [string, unknown][] = Object.entries(object);
  const kept = entries.length > bounds.entries ? entries.slice(0, bounds.entries) : entries;
  const mapped = kept.map(([key, part]): [string, unknown] => [
    cleanText(key, bounds.text),
    mapJson(part, bounds),
  ]);
  if (kept !== entries) mapped.push(['…', leftOut(`${entries.length - kept.length} more fields`)]);
  const isSame =
    mapped.length === entries.length &&
    mapped.every(([key, part], index) => key === entries[index]?.[0] && part === entries[index][1]);
  return isSame ? object : Object.fromEntries(mapped);
}

/** The largest fields of the outermost object are left out until the rest is small enough. */
function withoutLargest(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([key, part]: [string, unknown]) => ({
    key,
    part,
    size: sizeOf(part).size,
  }));
  let total = fields.reduce((sum, { size }) => sum + size, 0);
  const result: Record<string, unknown> = { ...value };
  for (const { key, size } of fields.toSorted((a, b) => b.size - a.size)) {
    if (total <= limits.size) break;
    result[key] = leftOut('too large');
    total -= size;
  }
  return result;
}

interface Extent {
  /** Roughly the characters of its JSON, as far down as it is kept. */
  size: number;
  /** Whether nothing in it is to be mended: all texts are plain ASCII, and it is not too deep. */
  isPlain: boolean;
}

/** Every answer is measured, so that one that is fine, as nearly all are, is walked through once and not copied. */
function sizeOf(value: unknown): Extent {
  const extent: Extent = { size: 0, isPlain: true };
  measure(value, limits.depth, extent);
  return extent;
}

function measure(value: unknown, depth: number, extent: Extent): void {
  if (typeof value === 'string') {
    extent.size += value.length + 2;
    extent.isPlain &&= plainText.test(value);
  } else if (typeof value !== 'object' || value === null) extent.size += 5;
  else if (depth === 0) {
    extent.size += 5;
    extent.isPlain = false;
  } else if (Array.isArray(value)) {
    extent.size += 2 + value.length;
    for (const part of value) measure(part, depth - 1, extent);
  } else {
    extent.size += 2;
    for (const key of Object.keys(value)) {
      extent.size += key.length + 4;
      extent.isPlain &&= plainText.test(key);
      measure(Reflect.get(value, key), depth - 1, extent);
    }
  }
}
