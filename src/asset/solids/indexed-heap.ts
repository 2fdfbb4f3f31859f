/**
 * Whole numbers, the one with the greatest weight first. Weights are read when a number is pushed; one whose weight has changed
 * since then is left out, and has to be pushed again.
 */
export function indexedHeap(weightOf: (item: number) => number): {
  push(item: number): void;
  /** Null once there is none. */
  pop(): number | null;
} {
  const items: number[] = [];
  const weights: number[] = [];
  const swap = (a: number, b: number): void => {
    [items[a], items[b]] = [items[b] ?? 0, items[a] ?? 0];
    [weights[a], weights[b]] = [weights[b] ?? 0, weights[a] ?? 0];
  };
  const isAbove = (a: number, b: number): boolean => (weights[a] ?? 0) > (weights[b] ?? 0);
  const removeTop = (): void => {
    swap(0, items.length - 1);
    items.pop();
    weights.pop();
    for (let at = 0; ;) {
      const left = 2 * at + 1;
      if (left >= items.length) break;
      const child = left + 1 < items.length && isAbove(left + 1, left) ? left + 1 : left;
      if (!isAbove(child, at)) break;
      swap(at, child);
      at = child;
    }
  };
  return {
    push(item) {
      let at = items.push(item) - 1;
      weights.push(weightOf(item));
      while (at > 0) {
        const parent = (at - 1) >> 1;
        if (!isAbove(at, parent)) break;
        swap(at, parent);
        at = parent;
      }
    },
    pop() {
      while (true) {
        const [item, weight] = [items[0], weights[0]];
        if (item === undefined) return null;
        removeTop();
        if (weight === weightOf(item)) return item;
      }
    },
  };
}
