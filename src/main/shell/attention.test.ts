import { describe, expect, it } from 'vitest';
import { idle } from '../testing/idle-overview.ts';
import { attentionOf } from './attention.ts';
import type { Overview } from './overview.ts';

const batches = [
  { id: 'a', name: 'a', settled: 10, jobs: 30 },
  { id: 'b', name: 'b', settled: 5, jobs: 10 },
];

describe('the progress on the taskbar', () => {
  it.each<[string, number, Partial<Overview>]>([
    ['none', -1, {}],
    ['that of the downloads', 0.5, { downloads: 2, downloaded: 0.5, batches }],
    ['one without an end where their size is unknown', 2, { downloads: 2, batches }],
    ['that of the batches', 0.375, { batches }],
    ['none where results only wait, as while downloads are paused', -1, { queued: 3, downloaded: 0.5 }],
  ])('is %s', (_what, progress, values) => {
    expect(attentionOf({ ...idle, ...values }, 3)).toEqual({ progress, badge: 3 });
  });
});
