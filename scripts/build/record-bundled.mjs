import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inProject } from '../lib/project.mjs';

/** Where a build leaves the list of what it took from packages, by paths from the project. */
export const bundledList = inProject('out', '.bundled.json');

/** @type {Set<string>} of all parts of the build that is running */
const files = new Set();

/**
 * Records the files of packages that a build takes into the app, for the licences of what is shipped: what another file imports but
 * nothing is left of is not among them.
 *
 * @param {string} [list] where to
 * @returns {import('vite').Plugin}
 */
export const recordBundled = (list = bundledList) => ({
  name: 'record-bundled',
  generateBundle(_options, bundle) {
    for (const file of Object.values(bundle)) for (const source of sourcesOf(file)) take(source);
    mkdirSync(path.dirname(list), { recursive: true });
    writeFileSync(list, JSON.stringify([...files].sort(), null, 2));
  },
});

/**
 * @param {import('vite').Rolldown.OutputChunk | import('vite').Rolldown.OutputAsset} file
 * @returns {string[]}
 */
function sourcesOf(file) {
  if (file.type === 'asset')
    return file.originalFileNames.map((name) => path.resolve(inProject('src/renderer'), name));
  return Object.entries(file.modules).flatMap(([id, { renderedLength }]) => (renderedLength > 0 ? [id] : []));
}

/** @param {string} source a path, perhaps with a query and marks of plugins */
function take(source) {
  const name = path.relative(inProject(), source.replace(/^\0+/, '').split('?', 1)[0] ?? '');
  if (name.startsWith(`node_modules${path.sep}`)) files.add(name.split(path.sep).join('/'));
}
