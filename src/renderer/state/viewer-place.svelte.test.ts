import { flushSync } from 'svelte';
import { expect, it } from 'vitest';
import { ViewerPlace, type ViewerInWindow } from './viewer-place.svelte.ts';

const viewer = (): ViewerInWindow => ({ can: () => true, run: () => {} });

it('takes the newest 3D view for the one that commands are for, until it is gone', () => {
  const place = new ViewerPlace();
  const [first, second] = [viewer(), viewer()];
  const endFirst = place.add(first);
  const endSecond = place.add(second);
  expect(place.current).toBe(second);
  endSecond();
  expect(place.current).toBe(first);
  endFirst();
  expect(place.current).toBeNull();
});

it('does not make what adds one depend on which there are', () => {
  const place = new ViewerPlace();
  let runs = 0;
  const end = $effect.root(() => {
    $effect(() => {
      runs += 1;
      return place.add(viewer());
    });
  });
  flushSync();
  place.add(viewer());
  flushSync();
  expect(runs).toBe(1);
  end();
});
