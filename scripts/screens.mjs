/**
 * `npm run screens`: photographs every view of the app on a simulated service, light and dark, in three window sizes.
 * Those that the documentation shows go to `docs/screens`, all of them to `demo-output/screens`. Names of views, if any are
 * given, photograph only those.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buildIfNeeded } from './build/build.mjs';
import { electronLaunch } from './electron/launch-options.mjs';
import { runCommand } from './lib/command.mjs';
import { inProject } from './lib/project.mjs';
import { photograph } from './screens/photograph.mjs';
import { fillService } from './screens/working-day.mjs';
import { startSession } from './session/session.mjs';
import { setUp } from './setup/set-up.mjs';
import { startSimulator } from './simulator/process.mjs';

await runCommand(async () => {
  await setUp({ headless: true });
  const built = await buildIfNeeded();
  if (built !== 0) return built;
  const home = mkdtempSync(path.join(os.tmpdir(), 'rigyd-screens-'));
  const session = await startSession({ keychain: true });
  const simulator = await startSimulator(['--port', '0']);
  try {
    const files = await fillService(simulator);
    const launch = electronLaunch({
      args: [`--user-data-dir=${path.join(home, 'user data')}`],
      env: { ...session.env, HOME: home, RIGYD_API_URL: simulator.baseUrl, RIGYD_API_KEY: simulator.key },
    });
    const folders = { shown: inProject('docs/screens'), all: inProject('demo-output/screens') };
    for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true });
    await photograph({ launch, files, folders, only: process.argv.slice(2) });
    return 0;
  } finally {
    await simulator.stop();
    await session.stop();
    rmSync(home, { recursive: true, force: true, maxRetries: 3 });
  }
});
