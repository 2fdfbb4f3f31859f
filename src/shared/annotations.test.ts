import { describe, expect, it } from 'vitest';
import {
  hasTags,
  mergeNotes,
  readNote,
  splitTags,
  tagsInUse,
  typedTags,
  withoutTags,
  withTags,
} from './annotations.ts';

describe('tags', () => {
  it('are read as typed, with white space in order and none twice', () => {
    expect(typedTags([], '  chairs ,  for   review;Oak\nCHAIRS, ')).toEqual({
      added: ['chairs', 'for review', 'Oak'],
      left: [],
    });
    expect(typedTags(['oak'], ' ,; Oak')).toEqual({ added: [], left: [] });
  });

  it('are no longer than 40 characters, and no more than 20: what is left of those typed is told', () => {
    const [long, longer] = ['x'.repeat(40), 'y'.repeat(41)];
    expect(typedTags([], `${longer},${long}`)).toEqual({ added: [long], left: [longer] });
    const tags = Array.from({ length: 19 }, (_, index) => `t${index}`);
    expect(typedTags(tags, 'a,b,t3')).toEqual({ added: ['a'], left: ['b'] });
  });

  it('keep spelling and place when they are added again', () => {
    expect(withTags(['Oak', 'b'], ['OAK', 'c'])).toEqual(['Oak', 'b', 'c']);
  });

  it('are 20 at most', () => {
    const tags = Array.from({ length: 19 }, (_, index) => `t${index}`);
    expect(withTags(tags, ['a', 'b'])).toEqual([...tags, 'a']);
  });

  it('that are too long are not added, whoever gives them', () => {
    expect(withTags(['a'], ['x'.repeat(41), 'b'])).toEqual(['a', 'b']);
  });

  it('count as there whatever their case', () => {
    expect(hasTags(['Oak', 'b'], ['oAK'])).toBe(true);
    expect(hasTags(['Oak', 'b'], ['oak', 'c'])).toBe(false);
  });

  it('in a text are split however many and however long they are', () => {
    const long = 'x'.repeat(41);
    expect(splitTags(`${long},a,A`)).toEqual([long, 'a', 'A']);
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
    expect(mergeNotes('mine', 'theirs')).toEqual({ note: 'mine\n\n—\n\ntheirs', fits: true });
    expect(mergeNotes(null, 'theirs')).toEqual({ note: 'theirs', fits: true });
    expect(mergeNotes('mine', null)).toEqual({ note: 'mine', fits: true });
    expect(mergeNotes(null, null)).toEqual({ note: null, fits: true });
  });

  it('that holds the other already stays as it is, also when it is merged again', () => {
    const merged = mergeNotes('mine', 'theirs');
    expect(mergeNotes(merged.note, 'theirs')).toEqual(merged);
    expect(mergeNotes('mine', merged.note)).toEqual(merged);
  });

  it.each([
    ['ok', 'not ok'],
    ['not ok', 'ok'],
    ['1', '10'],
  ])('is kept beside one that has its words in it: “%s” and “%s”', (own, other) => {
    const merged = `${own}\n\n—\n\n${other}`;
    expect(mergeNotes(own, other).note).toBe(merged);
    expect(mergeNotes(merged, other).note).toBe(merged);
    expect(mergeNotes(other, merged).note).toBe(`${other}\n\n—\n\n${own}`);
  });

  it('does not grow beyond what can be kept: nothing of the other is taken, and that is said', () => {
    const own = 'x'.repeat(15_000);
    expect(mergeNotes(own, 'y'.repeat(4_995))).toMatchObject({ fits: true });
    expect(mergeNotes(own, 'y'.repeat(4_996))).toEqual({ note: own, fits: false });
    expect(mergeNotes(null, 'y'.repeat(20_001))).toEqual({ note: null, fits: false });
  });

  it('longer than can be written now is kept where nothing is added to it', () => {
    const own = `${'x'.repeat(20_001)}\n\n—\n\ny`;
    expect(mergeNotes(own, 'y')).toEqual({ note: own, fits: true });
    expect(mergeNotes(own, own)).toEqual({ note: own, fits: true });
  });
});
