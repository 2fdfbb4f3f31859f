import { describe, expect, it } from 'vitest';
import { countsUnasked } from './dialogs.svelte.ts';

describe('a press in a dialog that opened by itself', () => {
  it.each(['escape', 'button'] as const)('counts from its second second on: %s', (press) => {
    expect([0, 999, 1_000].map((openMs) => countsUnasked(press, openMs))).toEqual([false, false, true]);
  });

  it('never counts beside it', () => {
    expect([0, 60_000].map((openMs) => countsUnasked('beside', openMs))).toEqual([false, false]);
  });
});
