import type { MainModule } from '@mujoco/mujoco';

/**
 * Starts MuJoCo with its WebAssembly in hand, so that it fetches nothing. It needs `eval`, and a compile cannot be interrupted: it
 * belongs into a worker or process of its own that can be ended. That also frees what it keeps: a spec that was parsed is never
 * freed by its bindings.
 */
export async function loadMujoco(wasmBinary: ArrayBuffer | Uint8Array): Promise<MainModule> {
  const { default: start } = await import('@mujoco/mujoco');
  const silent = (): void => undefined;
  return await start({ wasmBinary, print: silent, printErr: silent });
}
