import type { Settings } from '../../shared/settings.ts';

/** The switch that starts the app in safe mode. */
export const safeModeSwitch = 'safe-mode';

/**
 * Settings in safe mode: nothing starts by itself, and there are neither saved views nor pictures in the list. Those on disk stay as
 * they are. Previews are refused by the requests for them.
 */
export const safeSettings = {
  command: null,
  collectNewBatches: false,
  downloadsPaused: true,
  watchAccount: false,
  judgeResults: false,
  showThumbnails: false,
  checkForUpdates: false,
  savedViews: [],
} satisfies Partial<Settings>;
