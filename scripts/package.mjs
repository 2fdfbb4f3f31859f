/**
 * `npm run package`: builds the app, makes its packages for this system, in `dist`, and tries them, see docs/packaging.md. Set-up is
 * part of it. `--untried` makes them only. The last line of the output is "N passed, M failed".
 */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { electronVersion } from './electron/version.mjs';
import { runCommand } from './lib/command.mjs';
import { setUp } from './setup/set-up.mjs';
import { packagesAreTriedHere, packageStep, setUpStep, trialStep } from './test/steps.mjs';
import { startTally } from './test/tally.mjs';

/** @type {import('./electron/runtime.mjs').Runtime | null} */
let runtime = null;
let electron = '';
const { succeeds } = startTally(() => electron);

const isTried = packagesAreTriedHere && !process.argv.includes('--untried');

await runCommand(async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rigyd-package-'));
  const steps = [
    setUpStep('set-up', async () => {
      runtime = await setUp({ headless: isTried, packaging: true });
      electron = await electronVersion(runtime);
    }),
    packageStep(() => runtime),
    ...(isTried ? [trialStep(folder)] : []),
  ];
  try {
    for (const step of steps) if (!(await succeeds(step))) return 1;
    if (!isTried) console.log('\nThese packages were not tried.');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return 0;
});
