import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { plainError } from '../lib/plain-error.mjs';
import { problemsOf, sectionsOf, withRelease } from './changelog.mjs';

/** @param {string} folder @param {string} name */
const read = (folder, name) => readFileSync(path.join(folder, name), 'utf8');

/**
 * What keeps the version of a folder from being released, see {@link problemsOf}.
 *
 * @param {string} folder with package.json
 * @param {string} [tag]
 */
export function releaseProblems(folder, tag) {
  const { version } = JSON.parse(read(folder, 'package.json'));
  const lock = JSON.parse(read(folder, 'package-lock.json'));
  const lockVersions = [lock.version, lock.packages[''].version];
  return problemsOf({ changelog: read(folder, 'CHANGELOG.md'), version, lockVersions, tag });
}

/**
 * Makes the folder the one of a new version: in package.json, its lock, and the changelog, whose unreleased changes become those of the
 * version.
 *
 * @param {string} folder
 * @param {string} version
 * @param {Date} date
 */
export function beginRelease(folder, version, date) {
  const manifest = read(folder, 'package.json');
  const { version: before } = JSON.parse(manifest);
  if (!isLater(version, before))
    throw plainError(`${version} is no version like 1.2.3 that comes after ${before}.`);
  const changelog = read(folder, 'CHANGELOG.md');
  if (sectionsOf(changelog)[0]?.text === '')
    throw plainError('CHANGELOG.md says nothing under “Unreleased”.');
  const lock = JSON.parse(read(folder, 'package-lock.json'));
  lock.version = version;
  lock.packages[''].version = version;
  writeFileSync(path.join(folder, 'package-lock.json'), `${JSON.stringify(lock, null, 2)}\n`);
  writeFileSync(
    path.join(folder, 'package.json'),
    manifest.replace(`"version": "${before}"`, `"version": "${version}"`),
  );
  writeFileSync(
    path.join(folder, 'CHANGELOG.md'),
    withRelease(changelog, version, date.toISOString().slice(0, 10)),
  );
}

/**
 * @param {string} version
 * @param {string} before
 */
function isLater(version, before) {
  if (!/^\d+\.\d+\.\d+$/.test(version)) return false;
  return version.localeCompare(before, 'en', { numeric: true }) > 0;
}
