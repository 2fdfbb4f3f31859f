import type { BrowserWindow } from 'electron';
import { pause, type Clock } from '../lib/clock.ts';

export interface PutAwayOptions {
  window: Pick<BrowserWindow, 'hide' | 'minimize' | 'once' | 'isDestroyed'>;
  /** See `findTray`. */
  hasTray: () => Promise<boolean | null>;
  clock: Clock;
  /** Aborted when the window is wanted again. */
  signal: AbortSignal;
}

/** Milliseconds that a window manager has to minimize the window. */
const maxMinimizingMs = 1_000;

/**
 * Puts the window out of sight where it can be found again: into the tray, or among the minimized windows where the desktop has
 * no tray. A window manager that minimizes nothing leaves it where it is, so it is hidden then; starting the app again shows it.
 */
export async function putAway({ window, hasTray, clock, signal }: PutAwayOptions): Promise<void> {
  const isWanted = (): boolean => signal.aborted || window.isDestroyed();
  const isMinimizing = (await hasTray()) === false;
  if (isWanted()) return;
  if (isMinimizing) {
    const minimized = new AbortController();
    window.once('minimize', () => minimized.abort());
    window.minimize();
    await pause(clock, maxMinimizingMs, AbortSignal.any([signal, minimized.signal]));
    if (minimized.signal.aborted || isWanted()) return;
  }
  window.hide();
}
