import type { Settings } from '../../shared/settings.ts';

/** The switch that starts the app in safe mode. */
export const safeModeSwitch = 'safe-mode';

/** Settings in safe mode: nothing starts by itself, and there are no saved views. Those on disk stay as they are. */
export const safeSettings = {
  command: null,
  collectNewBatches: false,
  downloadsPaused: true,
  watchAccount: false,
  judgeResults: false,
  savedViews: [],
} satisfies Partial<Settings>;
