import { expect, it } from 'vitest';
import { reactions } from '../testing/fake-bridge.ts';
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

it('is loaded with each opening, and only once though that fails and what is open changes', async () => {
  let count = 0;
  const part = new OnDemand(() => Promise.reject(new Error(`failure ${(count += 1)}`)));
  let open = $state.raw<{ id: string } | null>(null);
  const problems: string[] = [];
  const end = $effect.root(() =>
    part.loadFor(
      () => open?.id ?? null,
      (loading) => void loading.catch((error: unknown) => problems.push(String(error))),
    ),
  );
  const show = async (next: typeof open): Promise<void> => {
    open = next;
    await reactions();
  };
  await show(null);
  expect(count).toBe(0);
  for (const next of [{ id: 'a' }, { id: 'a' }, { id: 'a' }]) await show(next);
  expect(problems).toEqual(['Error: failure 1']);
  for (const next of [{ id: 'b' }, null, { id: 'b' }]) await show(next);
  expect(problems).toEqual(['Error: failure 1', 'Error: failure 2', 'Error: failure 3']);
  end();
});
