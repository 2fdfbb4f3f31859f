import { describe, expect, it } from 'vitest';
import { queuedDownload, type Download } from './downloads.ts';
import { parseThumbnailAddress, resultHere, thumbnailAddress, type ThumbnailRef } from './thumbnails.ts';

describe('the address of a thumbnail', () => {
  it.each<ThumbnailRef>([
    { id: 'abc123', kind: 'single' },
    { id: 'A/../b?c#d %', kind: 'strip' },
  ])('leads back to the result it was made of: %j', (ref) => {
    expect(parseThumbnailAddress(thumbnailAddress(ref, 1_793_000_000_000))).toEqual(ref);
    expect(new URL(thumbnailAddress(ref, 5)).href).toBe(thumbnailAddress(ref, 5));
  });

  it.each([
    ['another scheme', 'https://thumbnail/abc/single/0'],
    ['another host', 'preview://job/abc/single/0'],
    ['no job', 'preview://thumbnail//single/0'],
    ['a kind that is none', 'preview://thumbnail/abc/model/0'],
    ['no version', 'preview://thumbnail/abc/single/'],
    ['more behind it', 'preview://thumbnail/abc/single/0/x'],
    ['an escape that is none', 'preview://thumbnail/%zz/single/0'],
  ])('is refused with %s', (_what, address) => {
    expect(parseThumbnailAddress(address)).toBeNull();
  });
});

describe('the result that is here', () => {
  const here: Download = {
    ...queuedDownload('a', 'all', 0),
    phase: 'done',
    folder: '/results/chair',
    finishedAt: 5,
  };

  it('is another one in another folder, or when it came home once more', () => {
    const named = [
      resultHere('a', here),
      resultHere('b', here),
      resultHere('a', { ...here, folder: '/results/chair (2)' }),
      resultHere('a', { ...here, finishedAt: 6 }),
    ];
    expect(new Set(named).size).toBe(4);
    expect(resultHere('a', { ...here, renamedCount: 1 })).toBe(named[0]);
  });

  it('is none before it is home, or while another is on its way', () => {
    expect(resultHere('a', null)).toBeNull();
    expect(resultHere('a', { ...here, phase: 'receiving' })).toBeNull();
    expect(resultHere('a', { ...here, folder: null })).toBeNull();
  });
});
