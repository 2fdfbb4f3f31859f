/** `npm run setup`: installs everything the other commands need. They run it themselves. */
import { declaredVersion } from './electron/runtime.mjs';
import { electronVersion } from './electron/version.mjs';
import { runCommand } from './lib/command.mjs';
import { setUp } from './setup/set-up.mjs';

await runCommand(async () => {
  const runtime = await setUp({ headless: true, retry: process.argv.includes('--retry') });
  console.log(`Everything is there. Electron ${await electronVersion(runtime)}`);
  if (runtime.kind === 'fallback') console.log(`(in place of ${declaredVersion()}, for tests and the demo)`);
  return 0;
});
