import { describe, expect, it } from 'vitest';
import { DownloadTally } from './compose-news.ts';

describe('the tally of downloads', () => {
  it('counts none that it did not see begin', () => {
    const tally = new DownloadTally();
    expect(tally.note('a', 'saved')).toBe(false);
    expect(tally.take(() => null)).toBeNull();
  });

  it('reports one that is retried automatically only once it is saved', () => {
    const tally = new DownloadTally();
    tally.note('a', 'retried');
    expect(tally.note('a', 'failed')).toBe(false);
    tally.note('a', 'retried');
    expect(tally.note('a', 'saved')).toBe(true);
    tally.take(() => null);
    tally.note('a', 'started');
    expect(tally.note('a', 'failed')).toBe(true);
  });

  it('counts one that failed and was then saved only as saved, however it was retried', () => {
    const tally = new DownloadTally();
    for (const id of ['by itself', 'by hand', 'last']) tally.note(id, 'started');
    tally.note('by itself', 'failed');
    tally.note('by hand', 'failed');
    tally.note('by itself', 'retried');
    tally.note('by itself', 'failed');
    tally.note('by itself', 'retried');
    tally.note('by itself', 'saved');
    const next = new DownloadTally();
    next.note('last', 'started');
    next.restore(tally.ended);
    next.note('by hand', 'started');
    next.note('by hand', 'saved');
    next.note('last', 'saved');
    expect(next.take(() => null)).toMatchObject({ saved: 3, failed: 0 });
  });

  it('counts one that failed no more once it is cancelled or taken out of the list', () => {
    const tally = new DownloadTally();
    for (const id of ['cancelled', 'removed', 'failed', 'last']) tally.note(id, 'started');
    for (const id of ['cancelled', 'removed', 'failed']) tally.note(id, 'failed');
    tally.note('cancelled', 'retried');
    tally.note('cancelled', 'dropped');
    tally.note('removed', 'dropped');
    tally.note('last', 'saved');
    expect(tally.take(() => null)).toMatchObject({ saved: 1, failed: 1 });
  });

  it('is reported once', () => {
    const tally = new DownloadTally();
    tally.note('a', 'started');
    expect(tally.note('a', 'failed')).toBe(true);
    expect(tally.take(() => null)).toMatchObject({ saved: 0, failed: 1, last: null });
    expect(tally.take(() => null)).toBeNull();
  });

  it('names the folder of all that were saved, and none if there are several', () => {
    const tally = new DownloadTally();
    const save = (...folders: string[]) => {
      folders.forEach((_, id) => tally.note(String(id), 'started'));
      folders.forEach((folder, id) => tally.note(String(id), 'saved', folder));
      return tally.take(() => null);
    };
    expect(save('/first', '/first')).toMatchObject({ saved: 2, folder: '/first' });
    expect(save('/first', '/second')).toMatchObject({ saved: 2, folder: null });
    expect(save('/second')).toMatchObject({ saved: 1, folder: '/second' });
  });
});
