import { describe, expect, it } from 'vitest';
import { addReport } from '../testing/states.ts';
import { mergeReports } from './merge-reports.ts';

describe('the report of several files', () => {
  it('of none is none, of one is that one', () => {
    expect(mergeReports([])).toBeNull();
    const only = addReport({ added: ['a'] });
    expect(mergeReports([only])).toBe(only);
  });

  it('adds up, and tells each line with its file', () => {
    const merged = mergeReports([
      addReport({ source: 'a.txt', added: ['a'], notUnderstood: [{ line: 3, text: 'hello' }], leftOut: 1 }),
      addReport({ source: 'b.txt', added: ['b'], known: ['a'], notUnderstoodBeyond: 2, containedKey: true }),
    ]);
    expect(merged).toMatchObject({
      source: '2 files',
      added: ['a', 'b'],
      known: ['a'],
      notUnderstood: [{ line: 3, text: 'a.txt: hello' }],
      notUnderstoodBeyond: 2,
      leftOut: 1,
      binary: false,
      containedKey: true,
    });
  });

  it('names a file that is no text among others, and is binary only if all are', () => {
    const model = addReport({ source: 'chair.glb', binary: true });
    expect(mergeReports([model, addReport({ added: ['a'] })])).toMatchObject({
      binary: false,
      notUnderstood: [{ line: 1, text: 'chair.glb is not a text' }],
    });
    expect(mergeReports([model, model])?.binary).toBe(true);
  });
});
