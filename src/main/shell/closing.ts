/** What closing the window means. */
export type Closing = 'close' | 'hide' | 'ask';

export interface ClosingCircumstances {
  isQuitting: boolean;
  platform: NodeJS.Platform;
  /** The person's choice; the app goes on when its window is closed. */
  keepInTray: boolean;
  /** Whether the person knows already that it does. */
  isKnown: boolean;
  /** Whether the window can be asked anything at the moment. */
  canAsk: boolean;
}

/**
 * Decides what closing the window does. The first time the person is asked, because an app that goes on unseen is a
 * surprise, and on some desktops without a tray there is nothing to see of it. On macOS every app goes on.
 */
export function decideClosing(now: ClosingCircumstances): Closing {
  if (now.isQuitting) return 'close';
  if (now.platform === 'darwin') return 'hide';
  if (!now.keepInTray) return 'close';
  return now.isKnown || !now.canAsk ? 'hide' : 'ask';
}
