import type { BrowserWindow } from 'electron';
import { describe, expect, it } from 'vitest';
import { createPush } from './push.ts';

function windowThat(is: 'open' | 'destroyed' | 'crashed') {
  const sent: unknown[] = [];
  const webContents = {
    isDestroyed: () => is === 'destroyed',
    isCrashed: () => is === 'crashed',
    send: (...message: unknown[]) => sent.push(message),
  };
  return { window: { webContents } as unknown as BrowserWindow, sent };
}

describe('a push', () => {
  it('goes to the window there is, under its own name', () => {
    const { window, sent } = windowThat('open');
    createPush(() => window)('menuCommand', 'settings');
    expect(sent).toEqual([['rigyd:menuCommand', 'settings']]);
  });

  it.each(['destroyed', 'crashed'] as const)('is dropped where the page is %s', (state) => {
    const { window, sent } = windowThat(state);
    createPush(() => window)('menuCommand', 'settings');
    expect(sent).toEqual([]);
  });

  it('is dropped where there is no window', () => {
    expect(() => createPush(() => null)('menuCommand', 'settings')).not.toThrow();
  });
});
