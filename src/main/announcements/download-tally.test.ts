import { describe, expect, it } from 'vitest';
import { DownloadTally } from './download-tally.ts';

describe('the tally of downloads', () => {
  it('counts none that it did not see begin', () => {
    const tally = new DownloadTally();
    expect(tally.note('a', 'saved')).toBe(false);
    expect(tally.take(() => null)).toBeNull();
  });

  it('tells of one that is tried again by itself only once it is home', () => {
    const tally = new DownloadTally();
    tally.note('a', 'retried');
    expect(tally.note('a', 'failed')).toBe(false);
    tally.note('a', 'retried');
    expect(tally.note('a', 'saved')).toBe(true);
    tally.take(() => null);
    tally.note('a', 'started');
    expect(tally.note('a', 'failed')).toBe(true);
  });

  it('is told once', () => {
    const tally = new DownloadTally();
    tally.note('a', 'started');
    expect(tally.note('a', 'failed')).toBe(true);
    expect(tally.take(() => null)).toMatchObject({ saved: 0, failed: 1, last: null });
    expect(tally.take(() => null)).toBeNull();
  });

  it('names the folder in which all lie that came home, and none where they lie in several', () => {
    const tally = new DownloadTally();
    const bringHome = (...folders: string[]) => {
      folders.forEach((_, id) => tally.note(String(id), 'started'));
      folders.forEach((folder, id) => tally.note(String(id), 'saved', folder));
      return tally.take(() => null);
    };
    expect(bringHome('/first', '/first')).toMatchObject({ saved: 2, folder: '/first' });
    expect(bringHome('/first', '/second')).toMatchObject({ saved: 2, folder: null });
    expect(bringHome('/second')).toMatchObject({ saved: 1, folder: '/second' });
  });
});
