import { describe, expect, it } from 'vitest';
import { linesOf, resultOf, summarize, type BenchRow } from './bench.ts';

const row = (given: Partial<BenchRow> = {}): BenchRow => ({
  what: 'a result',
  unit: 's',
  ours: [3, 1, 2],
  rival: { name: 'curl', samples: [4, 4, 5] },
  target: { of: 'ratio', atMost: 0.7 },
  ...given,
});

describe('summarize', () => {
  it('tells median, least and most', () => {
    expect(summarize([3, 1, 2])).toEqual({ median: 2, min: 1, max: 3, n: 3 });
    expect(summarize([4, 1, 2, 3])).toEqual({ median: 2.5, min: 1, max: 4, n: 4 });
    expect(summarize([7])).toEqual({ median: 7, min: 7, max: 7, n: 1 });
  });

  it('refuses to make up a figure that was not measured', () => {
    expect(() => summarize([])).toThrow('no samples');
  });
});

describe('resultOf', () => {
  it('compares medians of the same run with the target', () => {
    expect(resultOf(row())).toMatchObject({ ratio: 0.5, isMet: true });
    expect(resultOf(row({ ours: [3, 3, 3] }))).toMatchObject({ ratio: 0.75, isMet: false });
    expect(resultOf(row({ target: { of: 'ours', atLeast: 2.5 } })).isMet).toBe(false);
    expect(resultOf(row({ target: null })).isMet).toBeNull();
  });

  it('has no ratio where the rival comes to nothing', () => {
    const idle = row({ rival: { name: 'curl', samples: [0, 0] }, target: { of: 'ours', atMost: 2 } });
    expect(resultOf(idle)).toMatchObject({ ratio: null, isMet: true });
  });

  it('refuses a ratio without a rival', () => {
    expect(() => resultOf(row({ rival: null }))).toThrow('rival');
  });
});

describe('linesOf', () => {
  it('says what was measured and whether that is enough', () => {
    expect(linesOf([resultOf(row())])).toEqual([
      '✔ a result',
      '    ours 2 [1–3] n=3 s · curl 4 [4–5] n=3 s · 0.5 × · target ≤ 0.7 ×',
    ]);
  });

  it('gives the reason of a target that is missed, or says that there is none', () => {
    const missed = { ours: [9], target: { of: 'ratio', atMost: 0.7 } } as const;
    expect(linesOf([resultOf(row({ ...missed, reason: 'The disk writes 200 MB/s.' }))]).at(-1)).toBe(
      '    The disk writes 200 MB/s.',
    );
    expect(linesOf([resultOf(row(missed))]).at(-1)).toContain('no reason was measured');
  });
});
