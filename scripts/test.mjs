/**
 * `npm test`: set-up, checks beside unit tests, production build, end-to-end tests on the real Electron. `--only unit` or
 * `--only e2e` runs a part; other arguments go to Playwright (with `--only unit` to Vitest). The last line of the
 * output is always "N passed, M failed".
 */
import { mkdtempSync, rmSync, writeSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { electronVersion } from './electron/version.mjs';
import { runCommand } from './lib/command.mjs';
import { interruption } from './lib/interruption.mjs';
import { setUp, setUpDependencies } from './setup/set-up.mjs';
import { parseTestArguments } from './test/arguments.mjs';
import { closingLine } from './test/reports.mjs';
import { runStep } from './test/run-step.mjs';
import { buildStep, checkSteps, e2eStep, unitStep } from './test/steps.mjs';

/** @typedef {import('./test/steps.mjs').Step} Step */

/** @type {Awaited<ReturnType<typeof runStep>>[]} */
const outcomes = [];
let electron = '';

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
    if (!(await succeeds(setUpStep(only !== 'unit')))) return 1;
    const checks = only === null ? checkSteps() : [];
    const units = only === 'e2e' ? [] : [unitStep(folder, only === 'unit' ? rest : [])];
    await Promise.all([inTurn(checks), inTurn(units)]);
    if (only !== 'unit') {
      if (await succeeds(buildStep)) await succeeds(e2eStep(folder, rest));
      else outcomes.push({ passed: 0, failed: ['end-to-end tests (did not run: no build)'], duration: '' });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return 0;
});

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
 * @param {boolean} withElectron
 * @returns {Step}
 */
function setUpStep(withElectron) {
  return {
    name: 'set-up',
    run: async () => {
      if (withElectron) electron = await electronVersion(await setUp({ headless: true }));
      else await setUpDependencies();
      return { passed: 0, failed: [] };
    },
  };
}
