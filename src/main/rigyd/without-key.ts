import type { Failure } from '../../shared/errors.ts';

const removed = '[key removed]';

/** A service or proxy that repeats the key in its answer must not carry it into the list, the database or a copy. */
export const withoutKey = (text: string, key: string | null): string =>
  key === null ? text : text.replaceAll(key, removed);

/** Whatever a failure says, be it the words of an exception or the name of a host. Texts that were cut lose the key before. */
export const failureWithoutKey = <F extends Failure>(failure: F, key: string): F => ({
  ...failure,
  text: failure.text === null ? null : withoutKey(failure.text, key),
});

/**
 * Whether JSON that is not parsed yet may hold the key, as it is or behind escapes. Nearly every answer cannot, and need not
 * be walked through.
 */
export function mayHoldKey(json: string, key: string): boolean {
  // Any character can be written as \u…; these three have a shorter escape as well.
  const escape = /["\\/]/.test(key) ? '\\' : '\\u';
  return json.includes(key) || json.includes(escape);
}

/** Levels that are looked into. Far more than are kept of an answer. */
const deepest = 500;

/**
 * A parsed answer without the key in any of its texts and names. In the unparsed text an escape (`\u0072gyd_…`) could hide
 * it. An answer that does not hold it, which is nearly every one, comes back as it is.
 */
export function jsonWithoutKey(value: unknown, key: string, depth = 0): unknown {
  if (typeof value === 'string') return withoutKey(value, key);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= deepest) return removed;
  if (Array.isArray(value)) {
    const list: unknown[] = value.map((inner) => jsonWithoutKey(inner, key, depth + 1));
    return list.every((inner, index) => inner === value[index]) ? value : list;
  }
  const before: [string, unknown][] = Object.entries(value);
  const after = before.map(([name, inner]): [string, unknown] => [
    withoutKey(name, key),
    jsonWithoutKey(inner, key, depth + 1),
  ]);
  const isSame = after.every(
    ([name, inner], index) => name === before[index]?.[0] && inner === before[index][1],
  );
  return isSame ? value : Object.fromEntries(after);
}
