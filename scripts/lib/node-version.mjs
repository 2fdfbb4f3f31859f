import { plainError } from './plain-error.mjs';
import { readPackage } from './project.mjs';

/**
 * Whether a range of versions, as `engines` in a package.json has it, has a version in it. Knows the forms that packages use
 * there: `*`, `20`, `8.*`, `^20.19.0`, `>= 22.12`, `>=6 <7`, and several of them with `||` between.
 *
 * @param {string} range
 * @param {string} version `22.12.0`, of a release
 * @throws for any other form
 */
export function isInRange(range, version) {
  const given = version.split('.').map(Number);
  return range.split('||').some((part) => {
    const bounds = part
      .trim()
      .replaceAll(/([<>=^])\s+/g, '$1')
      .split(/\s+/);
    return bounds.every((bound) => isWithin(bound, given));
  });
}

/** @param {string} bound @param {number[]} given */
function isWithin(bound, given) {
  const [, operator = '', text] = /^(\^|>=|<|)(\*|\d+(?:\.\d+){0,2}(?:\.\*)?)$/.exec(bound) ?? [];
  if (text === undefined) throw new Error(`Not a range of versions that is known here: ${bound}`);
  const wanted = text.split('.').flatMap((number) => (number === '*' ? [] : [Number(number)]));
  switch (operator) {
    case '^':
      return compare(given, wanted) >= 0 && given[0] === wanted[0];
    case '>=':
      return compare(given, wanted) >= 0;
    case '<':
      return compare(given, wanted) < 0;
    default:
      return wanted.every((number, at) => number === given[at]);
  }
}

/** @param {number[]} a @param {number[]} b @returns {number} above 0 where a is the later version */
function compare(a, b) {
  const at = a.findIndex((number, index) => number !== (b[index] ?? 0));
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

/**
 * The versions at which the parts of a range begin.
 *
 * @param {string} range
 */
export const lowestOf = (range) =>
  range.split('||').map((part) => {
    const [major = '0', minor = '0', patch = '0'] = part
      .replace(/^[\s^>=]+/, '')
      .trim()
      .split('.');
    return `${major}.${minor}.${patch}`;
  });

/**
 * Fails with what to do where the project does not run on this Node.
 *
 * @param {string} [version]
 */
export function requireNode(version = process.versions.node) {
  const { node } = readPackage().engines;
  if (isInRange(node, version)) return;
  throw plainError(
    `Rigyd Desk is built with Node ${node}; this is ${version}. ` +
      'Install one of those (https://nodejs.org), then run the same command again.',
  );
}
