import type { Overview } from '../shell/overview.ts';

/** What is told of a list in which nothing is on its way. */
export const idle: Overview = {
  running: 0,
  waiting: 0,
  downloads: 0,
  queued: 0,
  standsStill: null,
  downloaded: null,
  batches: [],
  latest: [],
};
