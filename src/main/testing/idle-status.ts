import type { TrayStatus } from '../shell/tray-status.ts';

/** The status of a list in which nothing is active. */
export const idle: TrayStatus = {
  running: 0,
  waiting: 0,
  downloads: 0,
  queued: 0,
  blocked: null,
  downloaded: null,
  batches: [],
  latest: [],
};
