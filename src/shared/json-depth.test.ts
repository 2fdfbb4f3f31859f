import { describe, expect, it } from 'vitest';
import { isTooDeep } from './json-depth.ts';

const lists = (levels: number): unknown => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`);

describe('isTooDeep', () => {
  it('lets a hundred levels pass and no more', () => {
    expect(isTooDeep(lists(100))).toBe(false);
    expect(isTooDeep(lists(101))).toBe(true);
  });

  it('counts objects and lists alike, wherever the deepest place is', () => {
    expect(isTooDeep({ a: 1, b: { c: [lists(98)] } })).toBe(true);
    expect(isTooDeep({ a: 1, b: { c: [lists(97)] } })).toBe(false);
  });

  it('survives depths that no recursion would', () => {
    expect(isTooDeep(lists(200_000))).toBe(true);
  });

  it('has nothing against values without levels', () => {
    for (const value of [null, 1, 'text', undefined, true]) expect(isTooDeep(value)).toBe(false);
  });
});
