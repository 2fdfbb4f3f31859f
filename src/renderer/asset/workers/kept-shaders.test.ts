import { expect, it } from 'vitest';
import { KeptShaders } from './kept-shaders.ts';

it('uses each shader once, however often it is seen', () => {
  const kept = new KeptShaders();
  const [mesh, line] = [{ usedTimes: 3 }, { usedTimes: 1 }];
  kept.keep([mesh]);
  kept.keep([mesh, line]);
  kept.keep([mesh, line]);
  expect([mesh.usedTimes, line.usedTimes]).toEqual([4, 2]);
});
