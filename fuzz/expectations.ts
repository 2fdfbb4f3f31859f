import { expect } from 'vitest';
import { AssetError } from '../src/asset/limits.ts';

/** Half surrogates, non-characters, and control characters but tab and line ends: what parts of a system choke on. */
const unsafe = /\p{Surrogate}|\p{Noncharacter_Code_Point}|[^\P{Cc}\t\n\r]/u;

/** Texts in a value, with where they stand; those under a key of `except` are left out. */
function* textsIn(value: unknown, at = '', except: readonly string[] = []): Generator<[string, string]> {
  if (typeof value === 'string') yield [at, value];
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (!except.includes(key)) yield* textsIn(inner, `${at}.${key}`, except);
  }
}

/** Every text in a value can be shown and handed on. */
export function expectWellFormed(value: unknown, except: readonly string[] = []): void {
  for (const [at, text] of textsIn(value, '', except)) {
    if (unsafe.test(text)) expect.fail(`${at} is not well formed: ${JSON.stringify(text)}`);
  }
}

/** Two values that are the same JSON; for large ones much faster than a comparison that explains itself. */
export const expectSameJson = (value: unknown, other: unknown): void =>
  expect(JSON.stringify(value)).toBe(JSON.stringify(other));

/** A value that can be stored and sent to the window, and comes back as it was. */
export function expectSerialisable(value: unknown): void {
  expectSameJson(structuredClone(value), value);
}

/** What to make of an error while an asset is read: null where it is refused; anything else is thrown on. */
export function nullIfRefused(error: unknown): null {
  if (error instanceof AssetError) return null;
  throw error;
}
