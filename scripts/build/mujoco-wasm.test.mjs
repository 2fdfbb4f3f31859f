import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inProject } from '../lib/project.mjs';
import { mujocoAsset, mujocoWasm } from './mujoco-wasm.mjs';

/** @param {string} mode */
function placeIn(mode) {
  const plugin = /** @type {any} */ (mujocoWasm());
  plugin.configResolved({ mode });
  const [, place] =
    /^export default "(.*)";$/.exec(plugin.load(plugin.resolveId('virtual:mujoco-wasm'))) ?? [];
  return place;
}

describe('MuJoCo’s WebAssembly', () => {
  it('is the page’s copy for main as well', () => {
    expect(placeIn('production')).toBe(`out/renderer/${mujocoAsset}`);
  });

  it('is the package’s where the page is not built', () => {
    expect(existsSync(inProject(placeIn('development') ?? ''))).toBe(true);
  });
});
