import { describe, expect, it } from 'vitest';
import { targetOf, type News, describeNews } from './notifications.ts';

const jobs = (completed: number, failed: number, only: { id: string; name: string } | null = null): News => ({
  kind: 'jobs',
  completed,
  failed,
  only,
});
const counts = { completed: 38, failed: 2, unknown: 0 };
const downloads = { kind: 'downloads', folder: '/home/ada/Downloads/Rigyd', last: 'a1', name: null } as const;

describe('the words of a piece of news', () => {
  it.each<[string, News, string, string]>([
    ['one job', jobs(1, 0, { id: 'a1', name: 'chair.glb' }), 'chair.glb', 'Completed.'],
    ['one that failed', jobs(0, 1, { id: 'a1', name: 'lamp.glb' }), 'lamp.glb', 'Failed.'],
    ['several', jobs(5, 1), '6 jobs finished', '5 completed, 1 failed.'],
    ['several without failures', jobs(1200, 0), '1,200 jobs finished', '1,200 completed.'],
    [
      'a batch',
      { kind: 'batch', batchId: 'b', name: 'chairs.csv', ...counts },
      'chairs.csv',
      '38 completed, 2 failed.',
    ],
    [
      'a batch with unknown IDs',
      { kind: 'batch', batchId: 'b', name: 'chairs.csv', completed: 3, failed: 0, unknown: 4 },
      'chairs.csv',
      '3 completed, 4 unknown.',
    ],
    [
      'several batches',
      { kind: 'batches', batches: 7, ...counts },
      '7 batches finished',
      '38 completed, 2 failed.',
    ],
    [
      'several downloads',
      { ...downloads, saved: 12, failed: 0 },
      'Downloads finished',
      '12 results are in Downloads/Rigyd.',
    ],
    [
      'downloads of which some failed',
      { ...downloads, saved: 1, failed: 2 },
      'Downloads finished',
      '1 result is in Downloads/Rigyd, 2 failed.',
    ],
    [
      'one download',
      { ...downloads, saved: 1, failed: 0, name: 'chair.glb', folder: 'C:\\Users\\Ada\\Rigyd' },
      'Downloads finished',
      'chair.glb is in Ada/Rigyd.',
    ],
    [
      'downloads to several folders',
      { ...downloads, folder: null, saved: 3, failed: 1 },
      'Downloads finished',
      '3 results downloaded, 1 failed.',
    ],
    ['only failures', { ...downloads, saved: 0, failed: 2 }, 'Downloads failed', '2 failed.'],
  ])('of %s', (_what, news, title, text) => {
    expect(describeNews(news)).toEqual({ title, text });
  });
});

describe('what a click on it opens', () => {
  it.each<[string, News, unknown]>([
    ['the job', jobs(1, 0, { id: 'a1', name: 'chair.glb' }), { kind: 'job', id: 'a1' }],
    ['the window, for several', jobs(2, 0), null],
    ['the batch', { kind: 'batch', batchId: 'b', name: 'n', ...counts }, { kind: 'batch', id: 'b' }],
    ['the window, for batches', { kind: 'batches', batches: 7, ...counts }, null],
    ['the result', { ...downloads, saved: 1, failed: 0 }, { kind: 'result', id: 'a1' }],
    ['the window, where nothing was saved', { ...downloads, last: null, saved: 0, failed: 1 }, null],
  ])('%s', (_what, news, target) => {
    expect(targetOf(news)).toEqual(target);
  });
});
