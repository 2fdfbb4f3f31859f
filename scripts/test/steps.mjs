import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { build } from '../build/build.mjs';
import { npm } from '../lib/npm.mjs';
import { packageScript, runPackage } from '../lib/packages.mjs';
import { inProject, readPackage } from '../lib/project.mjs';
import { runInSession } from '../session/run-in-session.mjs';
import { readPlaywrightReport, readVitestReport, withExitCode } from './reports.mjs';

/** @typedef {import('./reports.mjs').Outcome} Outcome */

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {() => Promise<Outcome>} run
 */

/**
 * The steps of `npm run check`, each on its own so that one failure does not hide the next.
 *
 * @returns {Step[]}
 */
export function checkSteps() {
  const names = Object.keys(readPackage().scripts).filter((name) => name.startsWith('check:'));
  return names.map((name) => ({
    name,
    run: async () => {
      const { code } = await npm(['run', '--silent', name], { cwd: inProject() });
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
  const report = path.join(folder, 'unit.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return {
    name: 'unit tests',
    run: async () => {
      const { code } = await runPackage('vitest', 'vitest', [
        'run',
        '--allowOnly=false',
        ...reporters,
        ...args,
      ]);
      return readOutcome(report, readVitestReport, code, 'vitest');
    },
  };
}

/**
 * @param {string} folder for the report
 * @param {string[]} args for Playwright
 * @returns {Step}
 */
export function e2eStep(folder, args) {
  const report = path.join(folder, 'e2e.json');
  return {
    name: 'end-to-end tests',
    run: async () => {
      const playwright = [packageScript('@playwright/test', 'playwright'), 'test', ...args];
      const env = { ...process.env, RIGYD_E2E_REPORT: report };
      const code = await runInSession(process.execPath, playwright, { env, cwd: inProject() });
      return readOutcome(report, readPlaywrightReport, code, 'playwright');
    },
  };
}

/**
 * What a run came to, by its report and its exit code.
 *
 * @template T
 * @param {string} file the report
 * @param {(report: T) => Outcome} read
 * @param {number} code
 * @param {string} name
 * @returns {Outcome}
 */
export function readOutcome(file, read, code, name) {
  if (!existsSync(file)) return { passed: 0, failed: [`${name} (exit code ${code}, and no report)`] };
  return withExitCode(read(JSON.parse(readFileSync(file, 'utf8'))), code, name);
}
