import { expect, it } from 'vitest';
import { mayHoldKey } from './without-key.ts';

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
