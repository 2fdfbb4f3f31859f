import { run } from '../lib/run.mjs';

/**
 * Asks an Electron for its version.
 *
 * @param {import('./runtime.mjs').Runtime} runtime
 */
export async function electronVersion(runtime) {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const args = ['-p', 'process.versions.electron'];
  const { code, stdout, stderr } = await run(runtime.executable, args, { env, capture: true });
  if (code !== 0) throw new Error(`${runtime.executable} does not run: ${stderr}`);
  return stdout.trim();
}
