import { describe, expect, it } from 'vitest';
import { ColumnDrag } from './column-drag.svelte.ts';

/** Three columns, each 100 pixels wide. */
function start() {
  const moves: string[] = [];
  const places = (['name', 'time', 'next'] as const).map((id, at) => ({
    id,
    left: at * 100,
    right: at * 100 + 100,
  }));
  const drag = new ColumnDrag(
    () => places,
    (id, before) => moves.push(`${id} before ${before}`),
  );
  return { drag, moves };
}

describe('a column that is dragged by its head', () => {
  it('goes before the column on whose first half it is let go', () => {
    const { drag, moves } = start();
    drag.press('time', 150);
    drag.to(40);
    expect([drag.dragged, drag.target, drag.hasDragged]).toEqual(['time', 'name', true]);
    drag.release();
    drag.press('name', 50);
    drag.to(290);
    drag.release();
    expect(moves).toEqual(['time before name', 'name before next']);
    expect(drag.dragged).toBeNull();
  });

  it('is a click where the hand only shakes, and nothing where it is let go in its place or given up', () => {
    const { drag, moves } = start();
    drag.press('time', 150);
    drag.to(153);
    drag.release();
    expect(drag.hasDragged).toBe(false);
    drag.press('time', 150);
    drag.to(140);
    drag.release();
    drag.press('time', 150);
    drag.to(20);
    drag.cancel();
    drag.release();
    drag.to(20);
    expect(moves).toEqual([]);
  });
});
