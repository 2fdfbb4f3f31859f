import { existsSync, readFileSync, rmSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import path from 'node:path';
import { build } from '../build/build.mjs';
import { npm } from '../lib/npm.mjs';
import { runPackage } from '../lib/packages.mjs';
import { inProject, readPackage } from '../lib/project.mjs';
import { canInstall } from '../package/linux/installed-deb.mjs';
import { makePackages } from '../package/make-packages.mjs';
import { packageNamed, packagesFolder, twinProgram } from '../package/packages.mjs';
import { withTwinInstalled } from './installed-twin.mjs';
import { readPlaywrightReport, readVitestReport, withCount, withExitCode } from './reports.mjs';

/** @typedef {import('./reports.mjs').Outcome} Outcome */

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {() => Promise<Outcome>} run
 */

/**
 * The steps of `npm run check`, each on its own so that one failure does not hide the next. They run beside the tests, in
 * the time that those wait: at a low priority, and what they print is shown in one piece.
 *
 * @returns {Step[]}
 */
export function checkSteps() {
  const names = Object.keys(readPackage().scripts).filter((name) => name.startsWith('check:'));
  return names.map((name) => ({
    name,
    run: async () => {
      const { code, stdout, stderr } = await npm(['run', '--silent', name], {
        cwd: inProject(),
        capture: true,
        onStart: (pid) => setPriority(pid, constants.priority.PRIORITY_LOW),
      });
      process.stdout.write(stdout + stderr);
      return { passed: 0, failed: code === 0 ? [] : [`npm run ${name}`] };
    },
  }));
}

/** @type {Step} */
export const buildStep = {
  name: 'build',
  run: async () => ({ passed: 0, failed: (await build()) === 0 ? [] : ['npm run build'] }),
};

/**
 * Builds the app and packs it for this system.
 *
 * @param {() => import('../electron/runtime.mjs').Runtime | null} runtime that of set-up, which is over when the step runs
 * @returns {Step}
 */
export const packageStep = (runtime) =>
  setUpStep('packages', async () => {
    const packed = runtime();
    if (packed === null) throw new Error('There is no Electron to pack.');
    rmSync(packagesFolder, { recursive: true, force: true });
    await makePackages(packed, packagesFolder);
  });

/**
 * A step that tests nothing, and that what follows needs.
 *
 * @param {string} name
 * @param {() => Promise<void>} prepare
 * @returns {Step}
 */
export function setUpStep(name, prepare) {
  return {
    name,
    run: async () => {
      await prepare();
      return { passed: 0, failed: [] };
    },
  };
}

/**
 * @param {string} folder for the report
 * @param {string[]} args for Vitest
 * @returns {Step}
 */
export function unitStep(folder, args) {
  const file = path.join(folder, 'unit.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  return {
    name: 'unit tests',
    run: async () => {
      const vitest = ['run', '--allowOnly=false', ...reporters, ...args];
      const { code } = await runPackage('vitest', 'vitest', vitest);
      return readOutcome([{ file, code }], readVitestReport, 'vitest');
    },
  };
}

/**
 * First the tests that run side by side, then those that measure times and have the machine to themselves.
 *
 * @param {string} folder for the reports
 * @param {string[]} args for Playwright
 * @param {Promise<unknown>} others what must be over before times are measured
 * @returns {Step}
 */
export function e2eStep(folder, args, others) {
  return {
    name: 'end-to-end tests',
    run: async () => {
      const runs = [await runProject('side by side', folder, { args })];
      await others;
      runs.push(await runProject('alone', folder, { args }));
      return readOutcome(runs, readPlaywrightReport, 'playwright');
    },
  };
}

/** Whether packages can be tried on this system. Those of others are made and tried in workflows. */
export const packagesAreTriedHere = process.platform === 'linux' && process.arch === 'x64';

/**
 * Tries what was packed: each package as it is installed, used and removed; then what a person does first, with the deb installed
 * but for its program, in whose place is the twin's, which tests can drive.
 *
 * @param {string} folder for the reports
 * @returns {Step}
 */
export function trialStep(folder) {
  return {
    name: 'trial of the packages',
    run: async () => {
      const installed = await runProject('installed', folder);
      return readOutcome([installed, await runSmoke(folder)], readPlaywrightReport, 'playwright');
    },
  };
}

/** @param {string} folder for the report */
async function runSmoke(folder) {
  const withProgram = (/** @type {string} */ program) =>
    runProject('smoke', folder, { env: { RIGYD_E2E_PROGRAM: program } });
  if (await canInstall()) return withTwinInstalled(packageNamed('.deb'), twinProgram, withProgram);
  console.log(
    '\nInstalling a package takes root. What a person does first is tried in the folder of the twin instead.\n',
  );
  return withProgram(twinProgram);
}

/**
 * Runs the tests of one of Playwright's projects.
 *
 * @param {string} project
 * @param {string} folder for its report
 * @param {{ args?: string[], env?: Record<string, string> }} [options] beside our own environment
 * @returns {Promise<{ file: string, code: number }>} the report and the exit code
 */
async function runProject(project, folder, { args = [], env = {} } = {}) {
  const file = path.join(folder, `${project}.json`);
  const { code } = await runPackage(
    '@playwright/test',
    'playwright',
    ['test', `--project=${project}`, '--pass-with-no-tests', ...args],
    { env: { ...process.env, ...env, RIGYD_E2E_REPORT: file }, stdin: true },
  );
  return { file, code };
}

/**
 * What one or more runs of a program came to together, by their reports and exit codes.
 *
 * @template T
 * @param {{ file: string, code: number }[]} runs
 * @param {(report: T) => Outcome} read
 * @param {string} name of the program
 * @returns {Outcome}
 */
export function readOutcome(runs, read, name) {
  const outcomes = runs.map(({ file, code }) => {
    if (!existsSync(file)) return { passed: 0, failed: [`${name} (exit code ${code}, and no report)`] };
    return withExitCode(read(JSON.parse(readFileSync(file, 'utf8'))), code, name);
  });
  return withCount(
    {
      passed: outcomes.reduce((sum, { passed }) => sum + passed, 0),
      failed: outcomes.flatMap(({ failed }) => failed),
    },
    name,
  );
}
