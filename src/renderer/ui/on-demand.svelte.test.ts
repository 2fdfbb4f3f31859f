import { expect, it } from 'vitest';
import { OnDemand } from './on-demand.svelte.ts';

it('is loaded when it is needed, and once', async () => {
  let count = 0;
  const part = new OnDemand(() => Promise.resolve(`part ${(count += 1)}`));
  expect([part.current, count]).toEqual([null, 0]);
  const both = [part.load(), part.load()];
  expect(part.current).toBeNull();
  await Promise.all(both);
  await part.load();
  expect([part.current, count]).toEqual(['part 1', 1]);
});

it('is loaded again where that failed', async () => {
  let count = 0;
  const part = new OnDemand(() =>
    (count += 1) === 1 ? Promise.reject(new Error('gone')) : Promise.resolve('part'),
  );
  await expect(part.load()).rejects.toThrow('gone');
  expect(part.current).toBeNull();
  await part.load();
  expect(part.current).toBe('part');
});
