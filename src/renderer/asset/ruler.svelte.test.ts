import { describe, expect, it } from 'vitest';
import { Ruler } from './ruler.svelte.ts';

describe('the ruler', () => {
  it('measures between two points, and begins anew with a third', () => {
    const ruler = new Ruler();
    ruler.toggle();
    ruler.add([0, 0, 0]);
    expect(ruler.distance).toBeNull();
    ruler.add([0, 0.3, 0.4]);
    expect(ruler.distance).toBeCloseTo(0.5);
    ruler.add([1, 1, 1]);
    expect(ruler.points).toEqual([[1, 1, 1]]);
    expect(ruler.distance).toBeNull();
  });

  it('says that nothing was pointed at, until something is', () => {
    const ruler = new Ruler();
    ruler.add([0, 0, 0]);
    ruler.add(null);
    expect(ruler.isMissed).toBe(true);
    expect(ruler.points).toHaveLength(1);
    ruler.add([1, 0, 0]);
    expect(ruler.isMissed).toBe(false);
    expect(ruler.distance).toBe(1);
  });

  it('forgets its points when it is put away', () => {
    const ruler = new Ruler();
    ruler.toggle();
    ruler.add([0, 0, 0]);
    ruler.toggle();
    expect([ruler.isOn, ruler.points]).toEqual([false, []]);
  });
});
