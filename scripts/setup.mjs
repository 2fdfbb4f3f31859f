/**
 * `npm run setup`: installs everything the other commands need. They run it themselves. `--system` installs the system's
 * packages only, which takes root; `--retry` tries a download again that failed before.
 */
import { declaredVersion } from './electron/runtime.mjs';
import { electronVersion } from './electron/version.mjs';
import { runCommand } from './lib/command.mjs';
import { setUp, setUpSystem } from './setup/set-up.mjs';

await runCommand(async () => {
  if (process.argv.includes('--system')) {
    await setUpSystem({ headless: true, packaging: true });
    return 0;
  }
  const runtime = await setUp({ headless: true, packaging: true, retry: process.argv.includes('--retry') });
  console.log(`Everything is there. Electron ${await electronVersion(runtime)}`);
  if (runtime.kind === 'fallback') console.log(`(in place of ${declaredVersion()}, for tests and the demo)`);
  return 0;
});
