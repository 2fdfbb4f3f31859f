import { expect, it } from 'vitest';
import { fitted } from './middle-cut.ts';

/** Ten pixels a character. */
const widthOf = (text: string): number => Array.from(text).length * 10;
const fit = (name: string, width: number): string => fitted(name, width, widthOf);
const name = 'nightly_run_2026-05-10_shard_39.csv';

it('leaves a name whole that fits', () => {
  expect(fit(name, 350)).toBe(name);
  expect(fit('', 0)).toBe('');
});

it('keeps the end of a longer one, by which the names of a series are told apart', () => {
  expect(fit(name, 349)).toBe('nightly_run_2026-05-1…shard_39.csv');
  expect(fit(name, 200)).toBe('nightly…shard_39.csv');
});

it('keeps as much of both where there is room for little', () => {
  expect(fit(name, 90)).toBe('nig…9.csv');
  expect(fit(name, 20)).toBe('n…');
  expect(fit(name, 0)).toBe('…');
});

it('fills the room that there is, and leaves no space beside the cut', () => {
  for (let width = 20; width < 350; width += 1)
    expect(widthOf(fit(name, width))).toBe(Math.floor(width / 10) * 10);
  expect(fit('Typed Nov 27, 2026 at 9:28 PM', 150)).toBe('Typ…at 9:28 PM');
  expect(fit('Typed Nov 27, 2026 at 9:28 PM', 190)).toBe('Typed…6 at 9:28 PM');
});

it('cuts no character in two', () => {
  expect(fit('🪑'.repeat(21), 150)).toBe(`${'🪑'.repeat(3)}…${'🪑'.repeat(11)}`);
});
