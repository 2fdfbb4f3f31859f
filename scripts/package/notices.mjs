import { readFileSync } from 'node:fs';
import { packagesInAbout } from '../build/about-module.mjs';
import { isAccountedFor } from '../build/compiled-in.mjs';
import { licencesOf, ownLicence, withDependencies } from '../build/licences.mjs';
import { bundledList } from '../build/record-bundled.mjs';
import { readPackage } from '../lib/project.mjs';

/**
 * What is in an app.
 *
 * @typedef {object} Shipped
 * @property {string[]} dependencies that it is installed with
 * @property {string[]} files that the build took of packages, by paths from the project
 * @property {Set<string>} inAbout packages that the page names
 */

/**
 * What the last build ships.
 *
 * @returns {Shipped}
 */
export const shippedByBuild = () => ({
  dependencies: Object.keys(readPackage().dependencies),
  files: JSON.parse(readFileSync(bundledList, 'utf8')),
  inAbout: packagesInAbout(),
});

/**
 * The licences of all that is shipped, but Electron's own, which lie beside its program. Throws where one has no text, where the page
 * says something else, and where nobody said what a WebAssembly is compiled of.
 *
 * @param {Shipped} shipped
 * @returns {string}
 */
export function notices({ dependencies, files, inAbout }) {
  const names = shippedPackages(dependencies, files);
  checkAbout(names, inAbout);
  const licences = licencesOf(names);
  const withoutText = licences.filter(({ text }) => text === '').map(({ name }) => name);
  if (withoutText.length > 0) throw new Error(`There is no licence text of ${withoutText.join(', ')}.`);
  const unaccounted = files.filter((file) => file.endsWith('.wasm') && !isAccountedFor(file));
  if (unaccounted.length > 0)
    throw new Error(`Say in scripts/build/compiled-in.mjs of what ${unaccounted.join(', ')} is compiled.`);
  const own = files.map((file) => /** @type {const} */ ([file, ownLicence(file)]));
  return noticesText(licences, new Map(own.filter(([, text]) => text !== '')), readPackage().productName);
}

/**
 * The packages that the app is installed with, with what they need, and those that the build took files of.
 *
 * @param {string[]} dependencies
 * @param {string[]} files paths from the project
 */
function shippedPackages(dependencies, files) {
  const bundled = files.map((file) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? '');
  return new Set([...withDependencies(dependencies), ...bundled]);
}

/**
 * The page and the package say the same of what is in them.
 *
 * @param {Set<string>} shipped
 * @param {Set<string>} inAbout
 */
function checkAbout(shipped, inAbout) {
  const missing = [...shipped].filter((name) => !inAbout.has(name));
  const foreign = [...inAbout].filter((name) => !shipped.has(name));
  if (missing.length + foreign.length === 0) return;
  throw new Error(
    'About does not name what is shipped; put it right in scripts/build/about-module.mjs. ' +
      `Missing: ${missing.join(', ') || 'none'}. Not shipped: ${foreign.join(', ') || 'none'}.`,
  );
}

/**
 * @param {import('../build/licences.mjs').Licence[]} licences
 * @param {Map<string, string>} own what single files say beside their package
 * @param {string} productName
 */
function noticesText(licences, own, productName) {
  const rule = '-'.repeat(80);
  const sections = [
    ...licences.map(({ name, version, licence, text }) => [`${name} ${version} (${licence})`, text]),
    ...[...own].map(([file, text]) => [file, text]),
  ];
  return [
    `${productName} is made with the software below, under these licences. Electron's and Chromium's are in LICENSE.electron.txt`,
    'and LICENSES.chromium.html, in the folder of the app.',
    ...sections.flatMap(([title, text]) => ['', rule, title, rule, '', text]),
    '',
  ].join('\n');
}
