import { describe, expect, it } from 'vitest';
import { cleanJson, isLeftOut } from './clean-json.ts';

const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));

describe('the JSON of a job, cleaned', () => {
  it('is the very same where nothing is wrong with it', () => {
    const answer = {
      id: 'a',
      report: { checks: [{ name: 'mass', values: [1, null, true] }] },
      words: 'ü🪑\n\t',
    };
    expect(cleanJson(answer)).toBe(answer);
    expect(cleanJson(nested(100))).toEqual(nested(100));
  });

  it('has well-formed texts and names at every level', () => {
    expect(cleanJson({ 'a\uFFFE': [{ b: 'c\uD800' }], d: { e: 1 } })).toEqual({
      'a\uFFFD': [{ b: 'c\uFFFD' }],
      d: { e: 1 },
    });
  });

  it('ends at the hundredth level with a word about it', () => {
    const text = JSON.stringify(cleanJson({ report: nested(100_000), mass: 1 }));
    expect(text).toContain('[left out: nested too deeply]');
    expect(text).toMatch(/"mass":1\}$/);
  });

  it('cuts long texts and lists where all of it is too large, and only then', () => {
    const long = 'x'.repeat(900_000);
    expect(cleanJson({ long })).toEqual({ long });
    const list = Array.from({ length: 1_000 }, (_unused, index) => index);
    const cut = cleanJson({ long, other: 'y'.repeat(200_000), list }) as Record<string, unknown>;
    expect(cut['long']).toHaveLength(2_000);
    expect(cut['list']).toEqual([...list.slice(0, 200), '[left out: 800 more entries]']);
  });

  it('cuts an object of too many fields', () => {
    const many = Object.fromEntries(
      Array.from({ length: 100_000 }, (_unused, index) => [`field${index}`, index]),
    );
    const { report } = cleanJson({ report: many }) as { report: Record<string, unknown> };
    expect(Object.keys(report)).toHaveLength(201);
    expect(Object.values(report).filter(isLeftOut)).toEqual(['[left out: 99800 more fields]']);
  });

  it('leaves out the largest field where cutting is not enough', () => {
    const wide = Array.from({ length: 200 }, () => Array.from({ length: 200 }, () => 'x'.repeat(100)));
    expect(cleanJson({ id: 'a', wide, list: [1] })).toEqual({
      id: 'a',
      wide: '[left out: too large]',
      list: [1],
    });
  });

  it('changes no prototype', () => {
    const answer: unknown = JSON.parse('{"__proto__":{"isAdmin":"\\uFFFF"},"a":"\\uFFFF"}');
    expect(cleanJson(answer)).not.toHaveProperty('isAdmin');
    expect({}).not.toHaveProperty('isAdmin');
  });
});
