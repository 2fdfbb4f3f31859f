import { expect, it } from 'vitest';
import { partsOf } from './middle-cut.ts';

it('keeps the end of a long name apart, by which the names of a series are told apart', () => {
  const parts = partsOf('nightly_run_2026-05-10_shard_39.csv');
  expect(parts).toEqual({ start: 'nightly_run_2026-05-10_', end: 'shard_39.csv' });
});

it('leaves a short name whole', () => {
  expect(partsOf('kitchen_props_v2.csv')).toBe(null);
  expect(partsOf('')).toBe(null);
});

it('cuts no character in two', () => {
  const chairs = '🪑'.repeat(21);
  expect(partsOf(chairs)).toEqual({ start: '🪑'.repeat(9), end: '🪑'.repeat(12) });
});
