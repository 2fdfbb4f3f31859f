import { describe, expect, it } from 'vitest';
import { maxTagLength } from '../../../shared/annotations.ts';
import { TagEntry } from './tag-entry.svelte.ts';

function start(tags: readonly string[] = []) {
  const changes: unknown[] = [];
  const library = {
    changeTags: (ids: string[], add: string[], remove: string[] = []): Promise<void> => {
      changes.push({ ids, add, remove });
      return Promise.resolve();
    },
  };
  return { entry: new TagEntry(library, 'mug', tags), changes };
}

describe('a tag that is typed', () => {
  it('is of the job that it was typed for, also where another one has come into view', () => {
    const { entry, changes } = start();
    entry.text = 'urgent';
    entry.follow('lamp', ['urgent']);
    entry.add();
    entry.follow('lamp', ['oak']);
    entry.remove('oak');
    expect(changes).toEqual([
      { ids: ['mug'], add: ['urgent'], remove: [] },
      { ids: ['mug'], add: [], remove: ['oak'] },
    ]);
  });

  it('is added once, by the tags that the job has by then', () => {
    const { entry, changes } = start();
    entry.follow('mug', ['Oak']);
    entry.text = 'oak, urgent';
    entry.add();
    expect(changes).toEqual([{ ids: ['mug'], add: ['urgent'], remove: [] }]);
    expect([entry.text, entry.isRefused]).toEqual(['', false]);
  });

  it('stays in the field where it cannot be added, which is said until it is changed', () => {
    const { entry, changes } = start();
    const long = 'x'.repeat(maxTagLength + 1);
    entry.text = `oak, ${long}`;
    entry.add();
    expect(changes).toEqual([{ ids: ['mug'], add: ['oak'], remove: [] }]);
    expect([entry.text, entry.isRefused]).toEqual([long, true]);
    entry.text = 'x';
    expect(entry.isRefused).toBe(false);
  });
});
