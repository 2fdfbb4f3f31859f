import { expect, it } from 'vitest';
import { createLimit } from './limit.ts';

it('lets so many tasks run at once and the others in their order, whether one fails or not', async () => {
  const limit = createLimit(2);
  const begun: number[] = [];
  const ends: ((fail: boolean) => void)[] = [];
  const tasks = [0, 1, 2, 3].map((number) =>
    limit(
      () =>
        new Promise<number>((resolve, reject) => {
          begun.push(number);
          ends[number] = (fail) => (fail ? reject(new Error('no')) : resolve(number));
        }),
    ).catch(() => -1),
  );
  await Promise.resolve();
  expect(begun).toEqual([0, 1]);
  ends[1]?.(true);
  await tasks[1];
  await Promise.resolve();
  expect(begun).toEqual([0, 1, 2]);
  ends[0]?.(false);
  await tasks[0];
  await Promise.resolve();
  expect(begun).toEqual([0, 1, 2, 3]);
  ends[2]?.(false);
  ends[3]?.(false);
  expect(await Promise.all(tasks)).toEqual([0, -1, 2, 3]);
  expect(await limit(async () => 'again')).toBe('again');
});
