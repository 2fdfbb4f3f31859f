import { expect, it } from 'vitest';
import { Coarseness } from './coarseness.ts';

const drawnBy = (name: string): Coarseness =>
  new Coarseness({
    getExtension: () => null,
    getParameter: () => name,
  } as unknown as WebGLRenderingContext);

it('gets coarser while pictures take long, and finer again, but never without end', () => {
  const coarseness = drawnBy('ANGLE (Google, Vulkan (SwiftShader Device))');
  expect(coarseness.of(true)).toBe(1);
  coarseness.adapt(100);
  expect(coarseness.of(true)).toBeCloseTo(0.8);
  coarseness.adapt(30);
  expect(coarseness.of(true)).toBeCloseTo(0.8);
  for (let picture = 0; picture < 9; picture += 1) coarseness.adapt(100);
  expect(coarseness.of(true)).toBe(0.45);
  expect(coarseness.of(false)).toBe(1);
  for (let picture = 0; picture < 20; picture += 1) coarseness.adapt(5);
  expect(coarseness.of(true)).toBe(1);
});

it('is for processors alone', () => {
  const card = drawnBy('ANGLE (NVIDIA GeForce RTX 4070)');
  card.adapt(1000);
  expect([card.isSoftware, card.of(true)]).toEqual([false, 1]);
  expect(drawnBy('llvmpipe (LLVM 15)').isSoftware).toBe(true);
});
