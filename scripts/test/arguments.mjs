import { plainError } from '../lib/plain-error.mjs';

/** @typedef {'unit' | 'e2e'} Part */

/**
 * @typedef {object} TestArguments
 * @property {Part | null} only null: everything
 * @property {string[]} rest for Vitest with `--only unit`, else for Playwright
 */

/**
 * @param {string[]} args
 * @returns {TestArguments}
 */
export function parseTestArguments(args) {
  const given = args.filter((argument) => argument !== '--');
  const at = given.indexOf('--only');
  if (at === -1) return { only: null, rest: given };
  const only = given[at + 1];
  if (only !== 'unit' && only !== 'e2e') throw plainError('--only takes `unit` or `e2e`.');
  return { only, rest: given.toSpliced(at, 2) };
}
