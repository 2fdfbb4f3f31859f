import { readFileSync } from 'node:fs';
import { packagesInAbout } from '../build/about-module.mjs';
import { licencesOf, ownLicence, withDependencies } from '../build/licences.mjs';
import { bundledList } from '../build/record-bundled.mjs';
import { readPackage } from '../lib/project.mjs';

/**
 * The licences of all that the last build ships, but Electron's own, which lie beside its program.
 *
 * @returns {string}
 */
export function notices() {
  /** @type {string[]} */
  const files = JSON.parse(readFileSync(bundledList, 'utf8'));
  const names = shippedPackages(Object.keys(readPackage().dependencies), files);
  checkAbout(names, packagesInAbout());
  const own = new Map(files.flatMap((file) => (ownLicence(file) === '' ? [] : [[file, ownLicence(file)]])));
  const withoutText = licencesOf(names).filter(({ text }) => text === '');
  if (withoutText.length > 0)
    throw new Error(`There is no licence text of ${withoutText.map(({ name }) => name).join(', ')}.`);
  return noticesText(licencesOf(names), own, readPackage().productName);
}

/**
 * The packages that the app is installed with, with what they need, and those that the build took files of.
 *
 * @param {string[]} dependencies
 * @param {string[]} files paths from the project
 */
export function shippedPackages(dependencies, files) {
  const bundled = files.map((file) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? '');
  return new Set([...withDependencies(dependencies), ...bundled]);
}

/**
 * The page and the package say the same of what is in them.
 *
 * @param {Set<string>} shipped
 * @param {Set<string>} inAbout
 */
export function checkAbout(shipped, inAbout) {
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
export function noticesText(licences, own, productName) {
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
