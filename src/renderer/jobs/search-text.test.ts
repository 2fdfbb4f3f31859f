import { describe, expect, it } from 'vitest';
import { jobRow } from '../testing/states.ts';
import { foldText, searchTerms, searchText } from './search-text.ts';

describe('foldText', () => {
  it.each([
    ['Chair.GLB', 'chair.glb'],
    ['Stühle für Ångström', 'stuhle fur angstrom'],
    ['two\n  lines\tand tabs', 'two lines and tabs'],
    ['ﬁle № １２', 'file no 12'],
  ])('folds %j', (text, folded) => {
    expect(foldText(text)).toBe(folded);
  });
});

describe('searchTerms', () => {
  it.each([
    ['', []],
    ['   ', []],
    ['Red chair', ['red', 'chair']],
    ['"red chair" lamp', ['red chair', 'lamp']],
    ['lamp "red cha', ['lamp', 'red cha']],
    ['""', []],
    ['ab"c d"e', ['ab', 'c d', 'e']],
    ['"Große  Lampe"', ['große lampe']],
  ])('takes %j apart', (query, terms) => {
    expect(searchTerms(query)).toEqual(terms);
  });
});

describe('searchText', () => {
  it('holds name, ID, error, note and tags, folded', () => {
    const row = jobRow({
      id: 'ABC123',
      name: 'Stuhl.glb',
      error: 'Mesh is NOT watertight',
      note: 'für Anna',
      tags: ['Küche', 'urgent'],
    });
    expect(searchText(row).split('\n')).toEqual([
      'stuhl.glb',
      'abc123',
      'mesh is not watertight',
      'fur anna',
      'kuche',
      'urgent',
    ]);
  });

  it('keeps fields apart, so that no phrase reaches from one into the next', () => {
    expect(searchText(jobRow({ name: 'a\nchair', id: 'lamp' }))).not.toContain('chair lamp');
    expect(searchText(jobRow({ name: 'a\nchair', id: 'lamp' }))).toContain('a chair');
  });

  it('is made once for a row, and anew for its next version', () => {
    const row = jobRow({ name: 'before' });
    searchText(row);
    row.name = 'after';
    expect(searchText(row)).toContain('before');
    expect(searchText({ ...row })).toContain('after');
  });
});
