import type { MainModule } from '@mujoco/mujoco';
import { isWorn } from './compile.ts';

/**
 * Starts MuJoCo with its WebAssembly in hand, so that it fetches nothing. It needs `eval`, and a compile cannot be interrupted: it
 * belongs into a worker or process of its own that can be ended. That also frees what it keeps: its bindings never free a spec that was
 * parsed, and its cache holds meshes. Of each file that is about ten times the size of its meshes, measured with a mug of 2.2 MB, so
 * one instance is good for some dozen assets.
 */
export async function loadMujoco(wasmBinary: ArrayBuffer | Uint8Array): Promise<MainModule> {
  const { default: start } = await import('@mujoco/mujoco');
  const silent = (): void => undefined;
  return await start({ wasmBinary, print: silent, printErr: silent });
}

/** Keeps what was loaded for as long as it can be relied on. @returns to be asked anew for each asset */
export function keepMujoco(load: () => Promise<MainModule>): () => Promise<MainModule> {
  let kept: Promise<MainModule> | undefined;
  return async () => {
    if (kept !== undefined && isWorn(await kept)) kept = undefined;
    return (kept ??= load());
  };
}
