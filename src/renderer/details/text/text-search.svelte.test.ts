import { describe, expect, it } from 'vitest';
import { maxHits } from './find-in-lines.ts';
import { TextSearch } from './text-search.svelte.ts';

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
    expect([search.words, search.current, search.go(1)]).toEqual(['Not found', null, null]);
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
