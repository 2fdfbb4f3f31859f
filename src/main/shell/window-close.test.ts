import { describe, expect, it } from 'vitest';
import { decideClosing, type Closing, type CloseState } from './window-close.ts';

const usual: CloseState = {
  isQuitting: false,
  platform: 'linux',
  keepInTray: true,
  isKnown: true,
  canAsk: true,
};

describe('closing the window', () => {
  it.each<[Closing, string, Partial<CloseState>]>([
    ['hide', 'when it was agreed on', {}],
    ['ask', 'the first time', { isKnown: false }],
    ['hide', 'the first time, where nobody can be asked', { isKnown: false, canAsk: false }],
    ['close', 'when the app ends', { isQuitting: true, isKnown: false }],
    ['close', 'when the app is not to go on', { keepInTray: false, isKnown: false }],
    ['hide', 'on macOS, where apps go on', { platform: 'darwin', keepInTray: false, isKnown: false }],
    ['close', 'on macOS when the app ends', { platform: 'darwin', isQuitting: true }],
  ])('means to %s it %s', (closing, _when, state) => {
    expect(decideClosing({ ...usual, ...state })).toBe(closing);
  });
});
