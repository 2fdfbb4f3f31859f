import { expect, it } from 'vitest';
import { inSlices } from './in-slices.ts';

it('items are taken in their order, each when its slice comes, and whoever takes them learns which slice is the last', async () => {
  const told: unknown[] = [];
  function* items(): Generator<number> {
    for (let item = 1; item <= 5; item += 1) {
      told.push(item);
      yield item;
    }
  }
  await inSlices(items(), (slice, isLast) => void told.push([slice, isLast]), { size: 2 });
  expect(told).toEqual([1, 2, 3, [[1, 2], false], 4, 5, [[3, 4], false], [[5], true]]);
  told.length = 0;
  await inSlices([1, 2], (slice, isLast) => void told.push([slice, isLast]), { size: 2 });
  await inSlices([], (slice) => void told.push(slice), { size: 2 });
  expect(told).toEqual([[[1, 2], true]]);
});

it('other work is done between two slices, and none is taken after the signal', async () => {
  const told: string[] = [];
  const ending = new AbortController();
  const items = ['a', 'b', 'c', 'd'];
  setImmediate(() => void told.push('other'));
  const taking = inSlices(
    items,
    (slice) => {
      told.push(...slice);
      if (slice[0] === 'c') ending.abort();
    },
    { size: 1, signal: ending.signal },
  );
  await expect(taking).rejects.toThrow('aborted');
  expect(told).toEqual(['a', 'other', 'b', 'c']);
});
