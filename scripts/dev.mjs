/** `npm run dev [-- arguments for the app]`: the app, reloading as its sources change. */
import { forgetBuild } from './build/build.mjs';
import { electronLaunch } from './electron/launch-options.mjs';
import { runCommand } from './lib/command.mjs';
import { isRoot, requireDisplay } from './lib/machine.mjs';
import { runPackage } from './lib/packages.mjs';
import { setUp } from './setup/set-up.mjs';

await runCommand(async () => {
  requireDisplay();
  await setUp({ headless: false });
  forgetBuild();
  const { executablePath, env } = electronLaunch({ automated: false });
  const sandbox = isRoot() ? ['--noSandbox'] : [];
  const args = ['dev', '--watch', ...sandbox, '--', ...process.argv.slice(2)];
  const electron = { ...env, ELECTRON_EXEC_PATH: executablePath };
  return (await runPackage('electron-vite', 'electron-vite', args, { env: electron })).code;
});
