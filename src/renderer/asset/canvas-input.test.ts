import { describe, expect, it } from 'vitest';
import { dragged, keyMovement, pinched, placeIn, wheelFactor } from './canvas-input.ts';

describe('a drag', () => {
  it.each([
    ['turns with the left button', 1, false, 'orbit'],
    ['moves with the right button', 2, false, 'pan'],
    ['moves with the wheel pressed', 4, false, 'pan'],
    ['moves with Shift', 1, true, 'pan'],
  ])('%s', (_what, buttons, shiftKey, kind) => {
    expect(dragged({ buttons, shiftKey }, 20, -10, 200)).toEqual({ kind, dx: 0.1, dy: -0.05 });
  });
});

describe('the wheel', () => {
  const turned = (deltaY: number, deltaMode = 0, ctrlKey = false): number =>
    wheelFactor({ deltaY, deltaMode, ctrlKey });

  it('brings the object nearer when it is turned away from the hand, and back as far', () => {
    expect(turned(-100)).toBeLessThan(1);
    expect(turned(-100) * turned(100)).toBeCloseTo(1);
  });

  it('goes by lines where the system counts lines', () => {
    expect(turned(3, 1)).toBe(turned(48));
  });

  it('takes pinching, which comes in smaller steps, for as much', () => {
    expect(turned(5, 0, true)).toBeGreaterThan(turned(5));
  });

  it('is bounded, however fast it turns', () => {
    expect(turned(-1e9)).toBe(turned(-1e6));
    expect(turned(-1e9)).toBeGreaterThan(0.5);
  });
});

describe('two fingers', () => {
  const canvas = { left: 0, top: 0, width: 400, height: 200 };
  const at = (clientX: number, clientY: number) => ({ clientX, clientY });

  it('bring what is between them nearer as they move apart, and farther away as they meet', () => {
    const apart = pinched(canvas, [at(100, 100), at(200, 100)], [at(50, 100), at(250, 100)]);
    expect(apart).toContainEqual({ kind: 'zoom', factor: 0.5, at: { x: 0.375, y: 0.5 } });
    const together = pinched(canvas, [at(50, 100), at(250, 100)], [at(100, 100), at(200, 100)]);
    expect(together).toContainEqual({ kind: 'zoom', factor: 2, at: { x: 0.375, y: 0.5 } });
  });

  it('move it along with them', () => {
    const moved = pinched(canvas, [at(100, 100), at(200, 100)], [at(120, 60), at(220, 60)]);
    expect(moved).toEqual([
      { kind: 'pan', dx: 0.1, dy: -0.2 },
      { kind: 'zoom', factor: 1, at: { x: 0.425, y: 0.3 } },
    ]);
  });

  it('do not throw it away where they meet in one point', () => {
    const met = pinched(canvas, [at(100, 100), at(120, 100)], [at(110, 100), at(110, 100)]);
    expect(met).toContainEqual(expect.objectContaining({ kind: 'zoom', factor: 20 }));
  });
});

describe('keys of the view', () => {
  const pressed = (key: string, shiftKey = false) => keyMovement({ key, shiftKey });

  it('turn it by arrows, and move it by arrows with Shift', () => {
    expect(pressed('ArrowLeft')).toMatchObject({ kind: 'orbit', dy: 0 });
    expect(pressed('ArrowUp', true)).toMatchObject({ kind: 'pan', dx: 0 });
    const [left, right] = [pressed('ArrowLeft'), pressed('ArrowRight')];
    expect(left?.kind === 'orbit' && right?.kind === 'orbit' && left.dx + right.dx).toBe(0);
  });

  it('zoom in and out by plus and minus, on keyboards with and without Shift for them', () => {
    for (const key of ['+', '=']) expect(pressed(key)).toMatchObject({ kind: 'zoom', factor: 0.85 });
    for (const key of ['-', '_']) expect(pressed(key)).toMatchObject({ kind: 'zoom', factor: 1 / 0.85 });
  });

  it('are no others', () => {
    for (const key of ['f', 'Enter', 'Tab', ' ', 'Home']) expect(pressed(key)).toBeNull();
  });
});

it('knows where in the canvas a pointer is', () => {
  const canvas = { left: 100, top: 50, width: 400, height: 200 };
  expect(placeIn(canvas, { clientX: 300, clientY: 100 })).toEqual({ x: 0.5, y: 0.25 });
});
