import { execFileSync } from 'node:child_process';
import { inProject, readPackage } from '../lib/project.mjs';
import { licencesOf, withDependencies } from './licences.mjs';

/**
 * What the build takes into the app itself, beside the dependencies that are installed with it. The page says so before anybody can know
 * what a build took, so that it stands here; `npm run package` makes no package where it is not what the build recorded.
 */
const bundled = [
  'svelte',
  'clsx',
  'three',
  '@mujoco/mujoco',
  'fflate',
  'gltf-validator',
  'zod',
  'ipaddr.js',
  '@lucide/svelte',
  '@fontsource-variable/inter',
  '@fontsource-variable/jetbrains-mono',
];

/** The name under which the page imports what it says of itself. */
const moduleName = 'virtual:about';

/**
 * Has the page import the app's version, its commit and the licences of all that it ships with, as they are at the build.
 *
 * @returns {import('vite').Plugin}
 */
export const aboutModule = () => ({
  name: 'about',
  resolveId: (id) => (id === moduleName ? `\0${moduleName}` : undefined),
  load: (id) => (id === `\0${moduleName}` ? `export default ${JSON.stringify(aboutApp())};` : undefined),
});

function aboutApp() {
  return { version: readPackage().version, commit: commitOf(), licences: licencesOf(packagesInAbout()) };
}

/** What this clone is at; empty where it is no clone. Changes that are not committed are not told of. */
function commitOf() {
  try {
    const args = ['rev-parse', '--short=10', 'HEAD'];
    return execFileSync('git', args, { cwd: inProject(), encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch {
    return '';
  }
}

/** The packages that the page names, which are to be all that are shipped. */
export const packagesInAbout = () =>
  new Set([...withDependencies(Object.keys(readPackage().dependencies)), ...bundled]);
