import { describe, expect, it } from 'vitest';
import { DownloadTally } from './download-tally.ts';

describe('the tally of downloads', () => {
  it('counts none that it did not see begin', () => {
    const tally = new DownloadTally();
    expect(tally.note('a', 'saved')).toBe(false);
    expect(tally.take('/results', () => null)).toBeNull();
  });

  it('is told once', () => {
    const tally = new DownloadTally();
    tally.note('a', 'started');
    expect(tally.note('a', 'failed')).toBe(true);
    expect(tally.take('/results', () => null)).toMatchObject({ saved: 0, failed: 1, last: null });
    expect(tally.take('/results', () => null)).toBeNull();
  });
});
