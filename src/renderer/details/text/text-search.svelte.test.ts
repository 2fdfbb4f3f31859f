import { describe, expect, it } from 'vitest';
import { maxHits, TextSearch, findInLines, firstHitFrom, partsOf } from './text-search.svelte.ts';

const searchIn = (...lines: string[]): TextSearch => new TextSearch(() => lines);

describe('looking for words in a text', () => {
  it('begins where the person is, and around where nothing follows', () => {
    const search = searchIn('step', 'x', 'step', 'step');
    expect(search.words).toBe('');
    expect(search.seek('step', 1)).toBe(2);
    expect(search.words).toBe('2 of 3');
    expect(search.seek('x', 2)).toBe(1);
    expect(search.words).toBe('1 of 1');
  });

  it('goes on, back, and around at the ends', () => {
    const search = searchIn('step', 'step', 'x');
    search.seek('step', 0);
    expect([search.go(1), search.go(1), search.go(-1), search.go(-1)]).toEqual([1, 0, 1, 0]);
  });

  it('says that there is nothing', () => {
    const search = searchIn('step');
    expect(search.seek('stop', 0)).toBeNull();
    expect([search.words, search.current, search.go(1)]).toEqual(['No matches', null, null]);
    search.seek('', 0);
    expect(search.words).toBe('');
  });

  it('stays within a text that became shorter', () => {
    let lines = $state(['step', 'step', 'step']);
    const search = new TextSearch(() => lines);
    search.seek('step', 2);
    expect(search.words).toBe('3 of 3');
    lines = ['step'];
    expect(search.words).toBe('1 of 1');
  });

  it('says that there are more than it counts', () => {
    const search = searchIn(...Array<string>(maxHits + 1).fill('step'));
    search.seek('step', 0);
    expect(search.words).toBe(`1 of ${maxHits.toLocaleString()}+`);
  });
});

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
