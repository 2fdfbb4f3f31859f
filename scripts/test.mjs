/**
 * `npm test`: set-up, then unit tests, production build and end-to-end tests on the real Electron, which is fetched while
 * the unit tests run, and the checks beside them; then the packages are made and tried. `--only unit` or `--only e2e` runs a part;
 * other arguments go to Playwright (with `--only unit` to Vitest). The last line of the output is always "N passed, M failed".
 */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { electronVersion } from './electron/version.mjs';
import { runCommand } from './lib/command.mjs';
import { setUpDependencies, setUpElectron, setUpMachine } from './setup/set-up.mjs';
import { parseTestArguments } from './test/arguments.mjs';
import {
  buildStep,
  checkSteps,
  e2eStep,
  packagesAreTriedHere,
  packageStep,
  setUpStep,
  trialStep,
  unitStep,
} from './test/steps.mjs';
import { startTally } from './test/tally.mjs';

/** @typedef {import('./test/steps.mjs').Step} Step */

/** @type {import('./electron/runtime.mjs').Runtime | null} */
let runtime = null;
let electron = '';
const { succeeds, missed } = startTally(() => electron);

const electronStep = setUpStep('Electron', async () => {
  runtime = await setUpElectron();
  electron = await electronVersion(runtime);
});

await runCommand(async () => {
  const { only, rest } = parseTestArguments(process.argv.slice(2));
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rigyd-test-'));
  try {
    const isPacked = only === null && packagesAreTriedHere;
    const machine = () => setUpMachine({ headless: true, packaging: isPacked });
    const ready = setUpStep('set-up', only === 'unit' ? setUpDependencies : machine);
    if (!(await succeeds(ready))) return 1;
    const checks = inTurn(only === null ? checkSteps() : []);
    const units = only === 'e2e' ? [] : [unitStep(folder, only === 'unit' ? rest : [])];
    const onBuild = only === 'unit' ? [] : [e2eStep(folder, rest, checks)];
    const onPackages = isPacked ? [trialStep(folder)] : [];
    const hasElectron = only === 'unit' ? false : succeeds(electronStep);
    const tests = inTurn(units).then(async () => built(onBuild, onPackages, await hasElectron));
    await Promise.all([checks, hasElectron, tests]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return 0;
});

/**
 * @param {Step[]} onBuild what needs the production build and Electron
 * @param {Step[]} onPackages what needs packages of them
 * @param {boolean} hasElectron
 */
async function built(onBuild, onPackages, hasElectron) {
  if (onBuild.length === 0) return;
  if (!hasElectron || !(await succeeds(buildStep))) {
    for (const step of [...onBuild, ...onPackages]) missed(step, hasElectron ? 'no build' : 'no Electron');
    return;
  }
  await inTurn(onBuild);
  if (onPackages.length === 0) return;
  if (await succeeds(packageStep(() => runtime))) await inTurn(onPackages);
  else for (const step of onPackages) missed(step, 'no packages');
}

/** @param {Step[]} steps */
async function inTurn(steps) {
  for (const step of steps) await succeeds(step);
}
