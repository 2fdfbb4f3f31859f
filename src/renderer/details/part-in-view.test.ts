import { describe, expect, it } from 'vitest';
import { partInView, type PartPlace } from './part-in-view.ts';

/** Parts one below the other, of these heights. */
function below(heights: Record<string, number>): PartPlace<string>[] {
  let end = 0;
  return Object.entries(heights).map(([id, height]) => {
    const top = end;
    end += height;
    return { id, top, bottom: end };
  });
}
const long = below({ overview: 200, output: 900, report: 400, input: 100, json: 80 });
const view = { height: 600, contentHeight: 1680, covered: 36 };
const readAt = (scrollTop: number, places = long) => partInView(places, { ...view, scrollTop });

describe('the part in view', () => {
  it('is the one at the top', () => {
    expect(readAt(0)).toBe('overview');
    expect(readAt(130)).toBe('overview');
    expect(readAt(160)).toBe('output');
    expect(readAt(470)).toBe('output');
  });

  it('is each of the last ones in turn, although none of them comes to the top', () => {
    const read = Array.from({ length: 1081 }, (_unused, scrollTop) => readAt(scrollTop));
    expect([...new Set(read)]).toEqual(['overview', 'output', 'report', 'input', 'json']);
    expect(read.at(-1)).toBe('json');
  });

  it('is the first where nothing is scrolled', () => {
    const short = below({ overview: 200, timing: 100, json: 80 });
    expect(partInView(short, { ...view, contentHeight: 380, scrollTop: 0 })).toBe('overview');
    expect(partInView([], { ...view, scrollTop: 0 })).toBeNull();
  });

  it('is that of the first column, as long as there is one beside it', () => {
    const columns = [
      { id: 'overview', top: 0, bottom: 200 },
      { id: 'output', top: 200, bottom: 800 },
      { id: 'timing', top: 200, bottom: 500 },
      { id: 'input', top: 500, bottom: 1680 },
    ];
    expect(readAt(160, columns)).toBe('output');
    expect(readAt(700, columns)).toBe('input');
  });

  it('is what ended last where there is a gap', () => {
    const gap = [
      { id: 'output', top: 0, bottom: 300 },
      { id: 'timing', top: 0, bottom: 100 },
    ];
    expect(readAt(400, gap)).toBe('output');
  });
});
