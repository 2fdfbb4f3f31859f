import { expect, it } from 'vitest';
import { isDrawnInSoftware } from './graphics.ts';

const canvasOf = (name: string): Pick<OffscreenCanvas, 'getContext'> => {
  const context = { getExtension: () => null, getParameter: () => name };
  return { getContext: () => context } as unknown as OffscreenCanvas;
};

it('tells processors that draw from cards', () => {
  const names = [
    'ANGLE (Google, Vulkan (SwiftShader Device))',
    'llvmpipe (LLVM 15)',
    'ANGLE (NVIDIA GeForce RTX 4070)',
  ];
  expect(names.map((name) => isDrawnInSoftware(canvasOf(name)))).toEqual([true, true, false]);
});

it('does not take a machine that draws nothing for one with a card', () => {
  const canvas = { getContext: () => null } as unknown as OffscreenCanvas;
  expect(() => isDrawnInSoftware(canvas)).toThrow('no WebGL');
});
