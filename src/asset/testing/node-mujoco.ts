import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { keepMujoco, loadMujoco } from '../mjcf/load-mujoco.ts';

/** MuJoCo in Node, for tests: one for all. */
export const nodeMujoco = keepMujoco(() => {
  const path = createRequire(import.meta.url).resolve('@mujoco/mujoco/mujoco.wasm');
  return loadMujoco(readFileSync(path));
});
