import type { Settings } from '../../shared/settings.ts';

/** The switch that starts the app in safe mode. */
export const safeModeSwitch = 'safe-mode';

/**
 * What safe mode leaves out: everything that runs by itself, and everything a person made that is read on every change.
 * It is left out of this run only; nothing of it is overwritten.
 */
export const safeSettings = {
  command: null,
  collectNewBatches: false,
  downloadsPaused: true,
  watchAccount: false,
  savedViews: [],
} satisfies Partial<Settings>;
