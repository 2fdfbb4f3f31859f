import { describe, expect, it } from 'vitest';
import { findInLines, firstHitFrom, maxHits, partsOf } from './find-in-lines.ts';

const lines = ['One step, two STEPS', '', 'a step (3.5)', 'İstep'];

describe('finding in lines', () => {
  it('finds every place, whatever the case', () => {
    expect(findInLines(lines, 'step')).toEqual([
      { line: 0, start: 4, end: 8 },
      { line: 0, start: 14, end: 18 },
      { line: 2, start: 2, end: 6 },
      { line: 3, start: 1, end: 5 },
    ]);
    expect(findInLines(lines, 'nothing')).toEqual([]);
    expect(findInLines(lines, '')).toEqual([]);
  });

  it.each(['(3.5)', '.', '\\', '[', 'a{2', '^', '$', '*', '+', '?', '|', '/', '-'])(
    'looks for %s as it is written',
    (sought) => {
      expect(findInLines([`x${sought}y`, 'xaay'], sought)).toEqual([
        { line: 0, start: 1, end: 1 + sought.length },
      ]);
    },
  );

  it('ends where nobody would go on', () => {
    expect(findInLines(Array<string>(maxHits * 2).fill('step'), 'step')).toHaveLength(maxHits);
  });

  it('knows the first hit from a line on', () => {
    const hits = findInLines(lines, 'step');
    expect([0, 1, 2, 3, 4].map((line) => firstHitFrom(hits, line))).toEqual([0, 2, 2, 3, 4]);
    expect(firstHitFrom([], 0)).toBe(0);
  });
});

describe('the parts of a line', () => {
  it('are what is found and what stands between', () => {
    const hits = findInLines(lines, 'step');
    expect(partsOf(lines[0] ?? '', 0, hits)).toEqual([
      { text: 'One ', hit: null },
      { text: 'step', hit: 0 },
      { text: ', two ', hit: null },
      { text: 'STEP', hit: 1 },
      { text: 'S', hit: null },
    ]);
    expect(partsOf('', 1, hits)).toEqual([]);
    expect(partsOf('step', 2, findInLines(['', '', 'step'], 'step'))).toEqual([{ text: 'step', hit: 0 }]);
    expect(partsOf('plain', 7, hits)).toEqual([{ text: 'plain', hit: null }]);
  });
});
