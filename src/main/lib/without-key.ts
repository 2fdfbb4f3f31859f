import type { Failure } from '../../shared/errors.ts';

const removed = '[key removed]';

/** How often an address may be percent-encoded. No service does it more than twice. */
const maxEncodings = 5;

/**
 * Whether a text holds the key, as it is or percent-encoded, in capitals or small letters (the host of a URL has small ones
 * only). A text that is still encoded after many times of decoding counts as if it did.
 */
export function holdsKey(text: string, key: string): boolean {
  // Thousands of texts stand in an answer, most of them short.
  if (text.length < key.length) return false;
  const wanted = key.toLowerCase();
  let current = text.toLowerCase();
  for (let times = 0; times <= maxEncodings; times += 1) {
    if (current.includes(wanted)) return true;
    const next = decoded(current);
    if (next === current) return false;
    current = next;
  }
  return true;
}

/**
 * What was encoded again and again is decoded at once. What is not encoded properly stays, so that nothing can keep the rest
 * from being decoded.
 */
const decoded = (text: string): string =>
  text.includes('%')
    ? text
        .replaceAll(/%(?:25)*([0-7][0-9a-f])/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
        .toLowerCase()
    : text;

/**
 * A service or proxy that repeats the key in its answer must not carry it into the list, the database or a copy. Where the
 * key is hidden behind escapes, nothing of the text is left.
 */
export function withoutKey(text: string, key: string | null): string {
  if (key === null || text.length < key.length) return text;
  const plain = text.replaceAll(key, removed);
  return holdsKey(plain, key) ? removed : plain;
}

/** Whatever a failure says, be it the words of an exception or the name of a host. Texts that were cut lose the key before. */
export const failureWithoutKey = <F extends Failure>(failure: F, key: string): F => ({
  ...failure,
  text: failure.text === null ? null : withoutKey(failure.text, key),
});

/**
 * Whether JSON that is not parsed yet may hold the key, see {@link holdsKey}, or hide it behind escapes of its own. Nearly
 * every answer cannot, and need not be walked through.
 */
export function mayHoldKey(json: string, key: string): boolean {
  // Any character can be written as \u…; these three have a shorter escape as well.
  const escape = /["\\/]/.test(key) ? '\\' : '\\u';
  return json.includes(escape) || holdsKey(json, key);
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
