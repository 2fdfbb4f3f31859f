import { describe, expect, it } from 'vitest';
import { Zoom, type Size } from './zoom.svelte.ts';

function zoomOf(picture: Size, stage: Size = { width: 1000, height: 800 }): Zoom {
  const zoom = new Zoom();
  zoom.stage = stage;
  zoom.picture = picture;
  return zoom;
}
const square = (side: number): Size => ({ width: side, height: side });

describe('a picture', () => {
  it('fills the stage, however small or large it is', () => {
    expect(zoomOf(square(256)).shown).toEqual({ width: 800, height: 800, left: 100, top: 0 });
    expect(zoomOf({ width: 4000, height: 1000 }).shown).toMatchObject({ width: 1000, height: 250, top: 275 });
    expect(zoomOf(square(1)).shown).toMatchObject({ width: 32, height: 32 });
  });

  it('grows about the point that is pointed at', () => {
    const zoom = zoomOf(square(800));
    const pointed = { x: 300, y: 100 };
    const under = (): number[] => [
      (pointed.x - zoom.shown.left) / zoom.scale,
      (pointed.y - zoom.shown.top) / zoom.scale,
    ];
    const before = under();
    zoom.by(3, pointed);
    expect([zoom.isMagnified, zoom.isWider]).toEqual([true, true]);
    under().forEach((place, index) => expect(place).toBeCloseTo(before[index] ?? NaN));
  });

  it('is moved until its edge is there, and no further', () => {
    const zoom = zoomOf(square(800));
    zoom.to(2);
    expect(zoom.shown).toEqual({ width: 1600, height: 1600, left: -300, top: -400 });
    zoom.move(50, -60);
    expect(zoom.shown).toMatchObject({ left: -250, top: -460 });
    zoom.move(10_000, -10_000);
    expect(zoom.shown).toMatchObject({ left: 0, top: -800 });
    zoom.move(-1, 0);
    expect(zoom.shown).toMatchObject({ left: -1 });
  });

  it('stops where it fills the stage on its way back, in its middle', () => {
    const zoom = zoomOf(square(800));
    zoom.by(1, { x: 0, y: 0 });
    zoom.by(-2);
    expect(zoom.scale).toBe(1);
    expect(zoom.isMagnified).toBe(false);
    expect(zoom.shown).toMatchObject({ left: 100, top: 0 });
  });

  it('fills the stage also when that gets another size, unless a scale was chosen', () => {
    const zoom = zoomOf(square(400));
    zoom.stage = { width: 600, height: 600 };
    expect(zoom.scale).toBe(1.5);
    zoom.to(3);
    zoom.stage = { width: 1000, height: 800 };
    expect(zoom.scale).toBe(3);
    zoom.reset();
    expect(zoom.scale).toBe(2);
  });

  it('gets neither smaller than makes sense nor larger than can be drawn', () => {
    const small = zoomOf(square(100));
    small.by(-100);
    expect([small.scale, small.canShrink, small.canGrow]).toEqual([1, false, true]);
    small.by(100);
    expect(small.scale).toBe(small.fit);
    small.by(100);
    expect([small.scale, small.canShrink, small.canGrow]).toEqual([32, true, false]);
    const large = zoomOf(square(8192));
    large.to(100);
    expect(large.scale).toBe(4);
    large.to(0);
    expect(large.scale).toBeCloseTo(800 / 8192);
  });
});
