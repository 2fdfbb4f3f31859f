import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { electronPackage } from '../electron/runtime.mjs';
import { isInRange, lowestOf } from '../lib/node-version.mjs';
import { inProject, readPackage } from '../lib/project.mjs';

/** The one statement of the Node that the project takes; everything else repeats it. */
const declared = readPackage().engines.node;
const lowest = lowestOf(declared);

/** @type {{ packages: Record<string, { engines?: { node?: string }, optional?: boolean }> }} */
const lock = JSON.parse(readFileSync(inProject('package-lock.json'), 'utf8'));

/**
 * Packages that ask for a newer Node than the oldest that is declared, and run on it all the same. Those of Electron need 22.12
 * for `require` of ES modules, which 20.19 has as well; scripts/setup/electron-mirror.test.mjs has them download on the Node that
 * runs it. Electron's rebuild, with what it knows of versions, belongs to the packager, which compiles nothing here. The last
 * reads comments for a rule of the lint, which is a part of `npm test`.
 */
const askForMore = [
  '@electron-internal/extract-zip',
  '@electron/get',
  '@electron/rebuild',
  'electron',
  'node-abi',
  'jsdoc-type-pratt-parser',
];

describe('the Node that is declared', () => {
  it('stands in the README in words', () => {
    const readme = readFileSync(inProject('README.md'), 'utf8');
    const [oldest = '', next = '', newest = ''] = lowest.map((version) => version.replace(/\.0$/, ''));
    expect(readme).toContain(
      `You need Node ${oldest} (or a later 20), ${next} (or a later 22), or ${newest.replace(/\.0$/, '')} and newer, and npm.`,
    );
  });

  it('stands in the lock file as in package.json', () => {
    expect(lock.packages['']?.engines?.node).toBe(declared);
  });

  it('is what every workflow runs on, and each part of it is run at its beginning', () => {
    const folder = inProject('.github', 'workflows');
    const run = readdirSync(folder).flatMap((name) => {
      const text = readFileSync(`${folder}/${name}`, 'utf8');
      const lists = [...text.matchAll(/\b(?:node|node-version|NODE_VERSION): (\[[^\]]*\]|\S+)/g)];
      return lists.flatMap(([, list = '']) =>
        [...list.matchAll(/\d+(?:\.\d+)?/g)].flatMap(([version]) => lowestOf(version)),
      );
    });
    expect(run.filter((version) => !isInRange(declared, version))).toEqual([]);
    expect([...new Set(run)].toSorted()).toEqual([...lowest].toSorted());
  });

  it('is enough for every package but those that are known to ask for more than they need', () => {
    const demanding = Object.entries(lock.packages).filter(
      ([place, { engines = {}, optional = false }]) =>
        place !== '' && !optional && lowest.some((version) => !isInRange(engines.node ?? '*', version)),
    );
    const names = demanding.map(([place]) => place.replace(/^.*node_modules\//, ''));
    expect([...new Set(names)].toSorted()).toEqual(askForMore.toSorted());
  });

  it('is said beside what Electron’s own package asks for', () => {
    const { engines } = JSON.parse(readFileSync(`${electronPackage}/package.json`, 'utf8'));
    const [asked = ''] = lowestOf(engines.node);
    const readme = readFileSync(inProject('README.md'), 'utf8');
    expect(readme).toContain(`Electron’s own package asks for Node ${asked.replace(/\.0$/, '')}`);
  });
});
