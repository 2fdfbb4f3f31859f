import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { MainModule } from '@mujoco/mujoco';
import { loadMujoco } from '../mjcf/load-mujoco.ts';

let loaded: Promise<MainModule> | undefined;

/** MuJoCo in Node, for tests: started once. */
export function nodeMujoco(): Promise<MainModule> {
  const path = createRequire(import.meta.url).resolve('@mujoco/mujoco/mujoco.wasm');
  loaded ??= loadMujoco(readFileSync(path));
  return loaded;
}
