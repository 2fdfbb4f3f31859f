import { describe, expect, it } from 'vitest';
import { mergeNotes, readNote, readTags, tagsInUse, withoutTags, withTags } from './annotations.ts';

describe('tags', () => {
  it('are read as typed, with white space in order and none twice', () => {
    expect(readTags('  chairs ,  for   review;Oak\nCHAIRS, ')).toEqual(['chairs', 'for review', 'Oak']);
    expect(readTags(' ,; ')).toEqual([]);
  });

  it('are no longer than 40 characters', () => {
    expect(readTags(`${'x'.repeat(40)},${'y'.repeat(41)}`)).toEqual(['x'.repeat(40)]);
  });

  it('keep spelling and place when they are added again', () => {
    expect(withTags(['Oak', 'b'], ['OAK', 'c'])).toEqual(['Oak', 'b', 'c']);
  });

  it('are 20 at most', () => {
    const tags = Array.from({ length: 19 }, (_, index) => `t${index}`);
    expect(withTags(tags, ['a', 'b'])).toEqual([...tags, 'a']);
  });

  it('are removed whatever their case', () => {
    expect(withoutTags(['Oak', 'b'], ['oAK', 'c'])).toEqual(['b']);
  });

  it('in use are listed once, the most used first, then by name', () => {
    expect(tagsInUse([{ tags: ['b', 'Oak'] }, { tags: ['oak'] }, { tags: ['a'] }])).toEqual([
      'Oak',
      'a',
      'b',
    ]);
  });
});

describe('a note', () => {
  it('of white space alone is none', () => {
    expect(readNote(' \n')).toBeNull();
    expect(readNote(' x\n')).toBe(' x\n');
  });

  it('and another are both kept', () => {
    expect(mergeNotes('mine', 'theirs')).toBe('mine\n\n—\n\ntheirs');
    expect(mergeNotes(null, 'theirs')).toBe('theirs');
    expect(mergeNotes('mine', null)).toBe('mine');
    expect(mergeNotes(null, null)).toBeNull();
  });

  it('that holds the other already stays as it is, also when it is merged again', () => {
    const merged = mergeNotes('mine', 'theirs');
    expect(mergeNotes(merged, 'theirs')).toBe(merged);
    expect(mergeNotes('mine', merged)).toBe(merged);
  });

  it('does not grow beyond what can be kept', () => {
    const own = 'x'.repeat(15_000);
    expect(mergeNotes(own, 'y'.repeat(6_000))).toBe(own);
  });
});
