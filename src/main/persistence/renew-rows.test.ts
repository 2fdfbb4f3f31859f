import { expect, it } from 'vitest';
import { failed, success, type Outcome } from '../../shared/errors.ts';
import { renewRows } from './renew-rows.ts';

const keys = Array.from({ length: 250 }, (_, at) => `row ${at}`);

/** How many rows are handed over at a time, where each write has the next of these outcomes. */
async function renewed(outcomes: Outcome<null>[], abortAfter = Infinity): Promise<number[]> {
  const ending = new AbortController();
  const taken: string[][] = [];
  let writes = 0;
  await renewRows(keys, {
    write: (slice) => void taken.push([...slice]),
    flush: async () => {
      writes += 1;
      if (writes === abortAfter) ending.abort();
      return outcomes.shift() ?? success(null);
    },
    signal: ending.signal,
  });
  expect(taken.flat()).toEqual(keys.slice(0, taken.flat().length));
  expect(writes).toBe(taken.length);
  return taken.map(({ length }) => length);
}

it('writes all rows, a few at a time', async () => {
  expect(await renewed([])).toEqual([100, 100, 50]);
});

it('leaves the rest to the next start where they cannot be written', async () => {
  expect(await renewed([success(null), failed('not-saved')])).toEqual([100, 100]);
});

it('leaves the rest to the next start where the app ends', async () => {
  expect(await renewed([], 1)).toEqual([100]);
});
