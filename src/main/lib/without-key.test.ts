import { describe, expect, it } from 'vitest';
import { holdsKey, mayHoldKey, withoutKey } from './without-key.ts';

const key = `rgyd_test_${'k'.repeat(43)}`;

it.each([
  ['holds it', `{"error":"bad key ${key}"}`],
  ['may hide it behind an escape', String.raw`{"error":"\u0072gyd_test"}`],
])('JSON that %s is looked through for the key', (_what, json) => {
  expect(mayHoldKey(json, key)).toBe(true);
});

it('JSON that cannot hold the key is not', () => {
  expect(mayHoldKey(String.raw`{"error":"line\nline \"x\"","report":[0,1]}`, key)).toBe(false);
});

it.each(['"', '\\', '/'])('a key with %s is looked for behind any escape', (character) => {
  expect(mayHoldKey(String.raw`{"error":"line\nline"}`, `rgyd_${character}kkkkkkkkkkkkkkk`)).toBe(true);
});

describe('the key in a text', () => {
  const encoded = (text: string): string => text.replaceAll('%', '%25').replaceAll('y', '%79');
  it.each([
    ['as it is', key],
    ['with one character percent-encoded', key.replace('y', '%79')],
    ['encoded twice', encoded(encoded(key))],
    ['with the digits of an escape encoded', key.replace('y', '%%37%39')],
    ['encoded more often than anybody does', key.replace('y', `%${'25'.repeat(20)}79`)],
    ['in small letters, as in the host of a URL', key.toLowerCase()],
    ['beside what is not encoded properly', `100% %zz %E4 ${key.replace('y', '%79')}`],
  ])('is found %s', (_how, text) => {
    const url = `https://files.example/a.zip?token=${text}&x=1`;
    expect(holdsKey(url, key)).toBe(true);
    expect(withoutKey(url, key)).not.toMatch(/rg(y|%)/i);
    expect(mayHoldKey(JSON.stringify({ url }), key)).toBe(true);
  });

  it('is not found where there is none, and such a text stays', () => {
    const signed = 'https://files.example/a%20b.zip?X-Amz-Credential=x%2Fs3%252Faws&e=%E4%F6%zz';
    expect([holdsKey(signed, key), withoutKey(signed, key)]).toEqual([false, signed]);
  });
});
