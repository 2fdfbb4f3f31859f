import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { MainModule } from '@mujoco/mujoco';
import { loadMujoco } from '../mjcf/load-mujoco.ts';

let loaded: Promise<MainModule> | undefined;

/** MuJoCo in Node, for tests: started once. */
export const nodeMujoco = (): Promise<MainModule> => (loaded ??= freshMujoco());

/** One of a test's own: each file that it refuses to compile costs it some of its stack, of which there is enough for some forty. */
export function freshMujoco(): Promise<MainModule> {
  const path = createRequire(import.meta.url).resolve('@mujoco/mujoco/mujoco.wasm');
  return loadMujoco(readFileSync(path));
}
