/** What closing the window means. */
export type Closing = 'close' | 'hide' | 'ask';

export interface CloseState {
  isQuitting: boolean;
  platform: NodeJS.Platform;
  /** Whether the app goes on when its window is closed, as the person chose. */
  keepInTray: boolean;
  /** Whether the person was told that it does. */
  isKnown: boolean;
  /** Whether the page can ask the person now. */
  canAsk: boolean;
}

/**
 * Decides what closing the window does. The first time, the page asks the person: an app that goes on without a window is
 * a surprise, and on a desktop without a tray nothing shows that it does. On macOS every app goes on.
 */
export function decideClosing(state: CloseState): Closing {
  if (state.isQuitting) return 'close';
  if (state.platform === 'darwin') return 'hide';
  if (!state.keepInTray) return 'close';
  return state.isKnown || !state.canAsk ? 'hide' : 'ask';
}
