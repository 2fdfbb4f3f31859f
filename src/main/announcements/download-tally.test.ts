import { describe, expect, it } from 'vitest';
import { DownloadTally } from './download-tally.ts';

describe('the tally of downloads', () => {
  it('counts none that it did not see begin', () => {
    const tally = new DownloadTally();
    expect(tally.note('a', 'saved')).toBe(false);
    expect(tally.take('/results', () => null)).toBeNull();
  });

  it('tells of one that is tried again by itself only once it is home', () => {
    const tally = new DownloadTally();
    tally.note('a', 'retried');
    expect(tally.note('a', 'failed')).toBe(false);
    tally.note('a', 'retried');
    expect(tally.note('a', 'saved')).toBe(true);
    tally.take('/results', () => null);
    tally.note('a', 'started');
    expect(tally.note('a', 'failed')).toBe(true);
  });

  it('is told once', () => {
    const tally = new DownloadTally();
    tally.note('a', 'started');
    expect(tally.note('a', 'failed')).toBe(true);
    expect(tally.take('/results', () => null)).toMatchObject({ saved: 0, failed: 1, last: null });
    expect(tally.take('/results', () => null)).toBeNull();
  });
});
