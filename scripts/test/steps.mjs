import { existsSync, readFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import path from 'node:path';
import { build } from '../build/build.mjs';
import { npm } from '../lib/npm.mjs';
import { runPackage } from '../lib/packages.mjs';
import { inProject, readPackage } from '../lib/project.mjs';
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
      const runs = [];
      for (const project of ['side by side', 'alone']) {
        if (project === 'alone') await others;
        const file = path.join(folder, `${project}.json`);
        const env = { ...process.env, RIGYD_E2E_REPORT: file };
        const playwright = ['test', `--project=${project}`, '--pass-with-no-tests', ...args];
        const { code } = await runPackage('@playwright/test', 'playwright', playwright, { env, stdin: true });
        runs.push({ file, code });
      }
      return readOutcome(runs, readPlaywrightReport, 'playwright');
    },
  };
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
