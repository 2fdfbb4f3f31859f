import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { cubeGeometry, scene, shape } from '../testing/scenes.ts';
import { reactions } from '../../testing/fake-bridge.ts';
import type { ReadScene } from './asset-reader.ts';
import type { FromViewer } from './protocol.ts';
import type { ViewGraphics } from './view-graphics.ts';
import { Viewer } from './viewer.ts';

const nextFrame = vi.fn<(call: () => void) => number>();

beforeEach(() => vi.stubGlobal('requestAnimationFrame', nextFrame.mockReset()));
afterEach(() => vi.unstubAllGlobals());

/** A viewer that reads; what it tells is handed to `hear`. */
function reading(hear: (message: FromViewer) => void = () => undefined) {
  const told: string[] = [];
  let [resolve, reject] = [(_read: ReadScene): void => undefined, (_error: Error): void => undefined];
  const promise = new Promise<ReadScene>((...settle) => ([resolve, reject] = settle));
  const surroundings = { surround: vi.fn(), scene: { add: vi.fn() } };
  const part = { paint: vi.fn(), putBelow: vi.fn(), lines: { visible: true }, plane: { visible: false } };
  const graphics = {
    isSoftware: true,
    lit: surroundings,
    grid: part,
    shadow: part,
    ruler: part,
    clear: vi.fn(),
  } as unknown as ViewGraphics;
  const canvas = { getContext: () => ({ transferFromImageBitmap: vi.fn() }) } as unknown as OffscreenCanvas;
  const theme = { isDark: false, line: '#888888', text: '#000000', accent: '#0000ff' };
  const size = { width: 300, height: 200, ratio: 1 };
  const viewer = new Viewer({ canvas, size, theme, isStill: true }, graphics, {
    post: (message) => {
      told.push(message.kind);
      hear(message);
    },
    read: () => promise,
    mujoco: () => null,
  });
  viewer.handle({ kind: 'load', asset: { token: 't', file: 'a.usda', files: [] } });
  const one = scene({ geometries: [cubeGeometry()], shapes: [shape({})] });
  return {
    viewer,
    told,
    added: surroundings.scene.add,
    read: () => resolve({ scene: one, bytes: 84 }),
    fail: () => reject(new Error('broken')),
  };
}

it('says that an asset is ready, and draws it', async () => {
  const { told, added, read } = reading();
  read();
  await reactions();
  expect(told).toEqual(['progress', 'ready']);
  expect(added).toHaveBeenCalledTimes(1);
  expect(nextFrame).toHaveBeenCalledTimes(1);
});

it('neither says nor draws anything of an asset that was left while it was read', async () => {
  const { viewer, told, added, read } = reading();
  viewer.dispose();
  read();
  await reactions();
  expect(told).toEqual([]);
  expect(added).not.toHaveBeenCalled();
  expect(nextFrame).not.toHaveBeenCalled();
});

it('draws nothing of an asset that was left while it was made ready', async () => {
  const { viewer, told, added, read } = reading(({ kind }) => {
    if (kind === 'progress') viewer.dispose();
  });
  read();
  await reactions();
  expect(told).toEqual(['progress']);
  expect(added).not.toHaveBeenCalled();
  expect(nextFrame).not.toHaveBeenCalled();
});

it('says nothing of what went wrong after it was left', async () => {
  const { viewer, told, fail } = reading();
  viewer.dispose();
  fail();
  await reactions();
  expect(told).toEqual([]);
});
