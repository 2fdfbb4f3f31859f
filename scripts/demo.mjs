/** `npm run demo`: the app on a simulated service, with a demo key and jobs already on the way. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buildIfNeeded } from './build/build.mjs';
import { runHeadlessDemo } from './demo/headless.mjs';
import { listJobIds } from './demo/job-ids.mjs';
import { submitJobs } from './demo/submit-jobs.mjs';
import { electronLaunch } from './electron/launch-options.mjs';
import { runCommand } from './lib/command.mjs';
import { hasDisplay } from './lib/machine.mjs';
import { inProject } from './lib/project.mjs';
import { run } from './lib/run.mjs';
import { startSession } from './session/session.mjs';
import { setUp } from './setup/set-up.mjs';
import { startSimulator } from './simulator/process.mjs';

/** @typedef {import('./simulator/process.mjs').RunningSimulator} RunningSimulator */

await runCommand(async () => {
  const headless = !hasDisplay();
  if (headless) console.log('There is no display here: the demo runs the app under Xvfb.');
  await setUp({ headless });
  const built = await buildIfNeeded();
  if (built !== 0) return built;

  const userData = mkdtempSync(path.join(os.tmpdir(), 'rigyd-demo-'));
  // Six times as fast as the real service, so that jobs come to their end while one watches.
  const simulator = await startSimulator(['--port', '0', '--jobs', '5', '--speed', '6']);
  try {
    return await (headless ? demoUnderXvfb(simulator, userData) : demoOnDisplay(simulator, userData));
  } finally {
    await simulator.stop();
    rmSync(userData, { recursive: true, force: true, maxRetries: 3 });
  }
});

/**
 * @param {RunningSimulator} simulator
 * @param {string} userData
 */
async function demoOnDisplay(simulator, userData) {
  console.log(
    `The app opens on the simulated service at ${simulator.baseUrl}. Close its window to end the demo.`,
  );
  await submitJobs(simulator);
  const jobIds = await listJobIds(simulator);
  const { executablePath, args, env } = demoLaunch(simulator, userData, jobIds, process.env, false);
  return (await run(executablePath, args, { env })).code;
}

/**
 * @param {RunningSimulator} simulator
 * @param {string} userData
 */
async function demoUnderXvfb(simulator, userData) {
  const session = await startSession({ keychain: true });
  try {
    await submitJobs(simulator);
    const jobIds = await listJobIds(simulator);
    const launch = demoLaunch(simulator, userData, jobIds, session.env, true);
    return await runHeadlessDemo({ launch, jobIds, outputFolder: inProject('demo-output') });
  } finally {
    await session.stop();
  }
}

/**
 * @param {RunningSimulator} simulator
 * @param {string} userData
 * @param {string[]} jobIds
 * @param {Record<string, string | undefined>} env
 * @param {boolean} automated
 */
function demoLaunch(simulator, userData, jobIds, env, automated) {
  return electronLaunch({
    args: [`--user-data-dir=${userData}`, ...jobIds],
    env: { ...env, RIGYD_API_URL: simulator.baseUrl, RIGYD_API_KEY: simulator.key },
    automated,
  });
}
