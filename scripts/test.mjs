/**
 * `npm test`: set-up, then unit tests, production build and end-to-end tests on the real Electron, which is fetched while
 * the unit tests run, and the checks beside them. `--only unit` or `--only e2e` runs a part; other arguments go to Playwright (with `--only unit` to Vitest). The
 * last line of the output is always "N passed, M failed".
 */
import { mkdtempSync, rmSync, writeSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { electronVersion } from './electron/version.mjs';
import { runCommand } from './lib/command.mjs';
import { interruption } from './lib/interruption.mjs';
import { setUpDependencies, setUpElectron, setUpMachine } from './setup/set-up.mjs';
import { parseTestArguments } from './test/arguments.mjs';
import { closingLine } from './test/reports.mjs';
import { runStep } from './test/run-step.mjs';
import { buildStep, checkSteps, e2eStep, unitStep } from './test/steps.mjs';

/** @typedef {import('./test/steps.mjs').Step} Step */

/** @type {Awaited<ReturnType<typeof runStep>>[]} */
const outcomes = [];
let electron = '';

const machineStep = setUpStep('set-up', () => setUpMachine({ headless: true }));
const dependenciesStep = setUpStep('set-up', setUpDependencies);
const electronStep = setUpStep('Electron', async () => {
  electron = await electronVersion(await setUpElectron());
});

process.on('exit', (code) => {
  const noneFailed = outcomes.every((outcome) => outcome.failed.length === 0);
  if (noneFailed && code !== 0) outcomes.push({ passed: 0, failed: ['the run itself'], duration: '' });
  if (!noneFailed) process.exitCode ||= 1;
  const failed = outcomes.flatMap((outcome) => outcome.failed);
  const summary = [
    ...failed.map((name) => `✘ ${name}`),
    outcomes.flatMap(({ duration }) => duration || []).join(' · '),
    ...(electron === '' ? [] : [`Electron ${electron}`]),
    closingLine(outcomes),
  ];
  // Not console.log: this must be out before the process is gone.
  writeSync(1, `\n${summary.join('\n')}\n`);
});

await runCommand(async () => {
  const { only, rest } = parseTestArguments(process.argv.slice(2));
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rigyd-test-'));
  try {
    if (!(await succeeds(only === 'unit' ? dependenciesStep : machineStep))) return 1;
    const checks = inTurn(only === null ? checkSteps() : []);
    const units = only === 'e2e' ? [] : [unitStep(folder, only === 'unit' ? rest : [])];
    const e2e = only === 'unit' ? null : e2eStep(folder, rest, checks);
    const hasElectron = e2e === null ? false : succeeds(electronStep);
    const tests = inTurn(units).then(async () => e2e && onBuild(e2e, await hasElectron));
    await Promise.all([checks, hasElectron, tests]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return 0;
});

/**
 * @param {Step} step what needs the production build and Electron
 * @param {boolean} hasElectron
 */
async function onBuild(step, hasElectron) {
  if (hasElectron && (await succeeds(buildStep))) return succeeds(step);
  const missing = hasElectron ? 'no build' : 'no Electron';
  return outcomes.push({ passed: 0, failed: [`${step.name} (did not run: ${missing})`], duration: '' });
}

/** @param {Step[]} steps */
async function inTurn(steps) {
  for (const step of steps) await succeeds(step);
}

/** @param {Step} step */
async function succeeds(step) {
  const outcome = await runStep(step);
  outcomes.push(outcome);
  interruption.throwIfAborted();
  return outcome.failed.length === 0;
}

/**
 * @param {string} name
 * @param {() => Promise<void>} prepare
 * @returns {Step}
 */
function setUpStep(name, prepare) {
  return {
    name,
    run: async () => {
      await prepare();
      return { passed: 0, failed: [] };
    },
  };
}
