import { stripVTControlCharacters } from 'node:util';

/**
 * What a run of tests came to. Whatever did not plainly pass counts as failed and is named: a skipped test hides as
 * much as a failing one.
 *
 * @typedef {object} Outcome
 * @property {number} passed
 * @property {string[]} failed one entry for each: the test and what became of it, and in the lines under it why
 */

/** How much of a failure's reason the summary repeats: enough for what was expected, and where. */
const REASON_LINES = 12;
const REASON_CHARACTERS = 1500;

/**
 * The summary's entry for what failed.
 *
 * @param {string} name of the test and what became of it
 * @param {string | undefined} reason as the test runner worded it
 */
function failure(name, reason) {
  const plain = stripVTControlCharacters(reason ?? '').slice(0, REASON_CHARACTERS);
  const lines = plain.split('\n').filter((line) => line.trim() !== '');
  return [name, ...lines.slice(0, REASON_LINES).map((line) => `    ${line}`)].join('\n');
}

/**
 * @typedef {object} VitestReport the part we read of what Vitest's JSON reporter writes
 * @property {VitestFile[]} testResults
 */
/**
 * @typedef {object} VitestFile
 * @property {string} name
 * @property {string} status
 * @property {string} [message]
 * @property {{ fullName: string, status: string, failureMessages?: string[] | null }[]} assertionResults
 */

/**
 * @param {VitestReport} report
 * @returns {Outcome}
 */
export function readVitestReport(report) {
  /** @type {Outcome} */
  const outcome = { passed: 0, failed: [] };
  for (const file of report.testResults) {
    for (const { fullName, status, failureMessages } of file.assertionResults) {
      if (status === 'passed') outcome.passed += 1;
      else outcome.failed.push(failure(`${fullName} (${status})`, failureMessages?.[0]));
    }
    const namesAFailure = file.assertionResults.some(({ status }) => status === 'failed');
    if (file.status === 'failed' && !namesAFailure)
      outcome.failed.push(failure(`${file.name} (could not be run)`, file.message));
    else if (file.assertionResults.length === 0) outcome.failed.push(`${file.name} (holds no tests)`);
  }
  return outcome;
}

/**
 * @typedef {object} PlaywrightReport the part we read of what Playwright's JSON reporter writes
 * @property {PlaywrightSuite[]} suites
 * @property {{ message?: string }[]} errors what went wrong outside of tests
 */
/**
 * @typedef {object} PlaywrightSuite
 * @property {string} title
 * @property {PlaywrightSpec[]} specs
 * @property {PlaywrightSuite[]} [suites]
 */
/**
 * @typedef {object} PlaywrightSpec
 * @property {string} title
 * @property {PlaywrightTest[]} tests
 */
/**
 * @typedef {object} PlaywrightTest
 * @property {string} status
 * @property {string} expectedStatus
 * @property {{ errors?: { message?: string }[] }[]} [results] one for each attempt
 */

/**
 * @param {PlaywrightReport} report
 * @returns {Outcome}
 */
export function readPlaywrightReport(report) {
  /** @type {Outcome} */
  const outcome = { passed: 0, failed: [] };
  for (const { title, tests } of report.suites.flatMap((suite) => allSpecs(suite, []))) {
    for (const test of tests) {
      const result = playwrightResult(test);
      if (result === 'passed') outcome.passed += 1;
      else outcome.failed.push(failure(`${title} (${result})`, firstError(test)));
    }
  }
  for (const { message } of report.errors) {
    outcome.failed.push(failure('an error outside of tests', message));
  }
  return outcome;
}

/**
 * @param {PlaywrightSuite} suite
 * @param {string[]} titles of the suites around it
 * @returns {PlaywrightSpec[]} with full titles
 */
function allSpecs(suite, titles) {
  const around = [...titles, suite.title];
  const own = suite.specs.map((spec) => ({ ...spec, title: [...around, spec.title].join(' › ') }));
  return [...own, ...(suite.suites ?? []).flatMap((inner) => allSpecs(inner, around))];
}

/** @param {PlaywrightTest} test */
function firstError({ results = [] }) {
  return results.flatMap(({ errors = [] }) => errors).find(({ message }) => message)?.message;
}

/** @param {PlaywrightTest} test */
function playwrightResult({ status, expectedStatus }) {
  if (status === 'expected')
    return expectedStatus === 'passed' ? 'passed' : `expected to be ${expectedStatus}`;
  // A test that a failure before it kept from running is "skipped" too, but was expected to pass.
  if (status === 'skipped') return expectedStatus === 'skipped' ? 'skipped' : 'did not run';
  return status === 'unexpected' ? 'failed' : status;
}

/**
 * Adds to an outcome what the program's exit code says and its report does not.
 *
 * @param {Outcome} outcome
 * @param {number} code
 * @param {string} name
 * @returns {Outcome}
 */
export function withExitCode(outcome, code, name) {
  const failed = [...outcome.failed];
  if (code !== 0 && failed.length === 0) failed.push(`${name} ended with exit code ${code}`);
  return { passed: outcome.passed, failed };
}

/**
 * Adds to an outcome that nothing was tried at all.
 *
 * @param {Outcome} outcome
 * @param {string} name
 * @returns {Outcome}
 */
export function withCount(outcome, name) {
  if (outcome.passed > 0 || outcome.failed.length > 0) return outcome;
  return { passed: 0, failed: [`${name} ran no tests`] };
}

/**
 * The last line of a run.
 *
 * @param {Outcome[]} outcomes
 */
export function closingLine(outcomes) {
  const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
  const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed.length, 0);
  return `${passed} passed, ${failed} failed`;
}
