import { describe, expect, it } from 'vitest';
import { placeWindow } from './window-state.ts';

const main = { x: 0, y: 24, width: 1920, height: 1176 };
const second = { x: 1920, y: 0, width: 1024, height: 768 };
const stored = (x: number, y: number, width = 1000, height = 700, how = {}) => ({
  bounds: { x, y, width, height },
  isMaximized: false,
  isFullScreen: false,
  ...how,
});

describe('the window opens', () => {
  it('where it was', () => {
    expect(placeWindow(stored(100, 50), [main, second])).toEqual({
      size: { width: 1000, height: 700 },
      position: { x: 100, y: 50 },
      isMaximized: false,
      isFullScreen: false,
    });
  });

  it('maximised or in full screen on the display where it was so', () => {
    const how = { isMaximized: true, isFullScreen: true };
    expect(placeWindow(stored(2000, 10, 800, 600, how), [main, second])).toMatchObject({
      position: { x: 2000, y: 10 },
      ...how,
    });
  });

  it('partly beside a display, as long as it can be dragged', () => {
    expect(placeWindow(stored(-840, 24), [main]).position).toEqual({ x: -840, y: 24 });
    expect(placeWindow(stored(1760, 1168), [main]).position).toEqual({ x: 1760, y: 1168 });
  });

  it.each([
    ['to the left of all displays', -841, 24],
    ['to the right', 1761, 24],
    ['above', 100, 23],
    ['below', 100, 1169],
  ])('where the system puts it, if it would be out of reach %s', (_where, x, y) => {
    expect(placeWindow(stored(x, y), [main])).toMatchObject({
      position: null,
      size: { width: 1000, height: 700 },
    });
  });

  it('no larger than its display, and no smaller than its content', () => {
    expect(placeWindow(stored(2000, 0, 3000, 2000), [main, second]).size).toEqual({
      width: 1024,
      height: 768,
    });
    expect(placeWindow(stored(5000, 0, 3000, 2000), [main]).size).toEqual({ width: 1920, height: 1176 });
    expect(placeWindow(stored(10, 30, 5, 5), [main]).size).toEqual({ width: 720, height: 480 });
  });

  it.each([
    ['nothing', null],
    ['no numbers', { bounds: { x: 'left', y: 0, width: 1, height: 1 } }],
    ['absurd numbers', stored(1e9, 0)],
    ['another shape', [1, 2]],
  ])('as it does at first, where %s was kept', (_what, kept) => {
    expect(placeWindow(kept, [main])).toEqual({
      size: { width: 1280, height: 800 },
      position: null,
      isMaximized: false,
      isFullScreen: false,
    });
    expect(placeWindow(kept, []).size).toEqual({ width: 1280, height: 800 });
  });

  it('as an ordinary window where the rest cannot be read', () => {
    expect(placeWindow(stored(10, 30, 800, 600, { isMaximized: 'yes' }), [main])).toMatchObject({
      position: { x: 10, y: 30 },
      isMaximized: false,
    });
  });
});
