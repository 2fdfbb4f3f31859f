import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inProject } from '../lib/project.mjs';

/** What the build takes into the app itself, beside the dependencies that are installed with it. */
const bundled = [
  'svelte',
  'three',
  '@mujoco/mujoco',
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
 * Has the page import the app's version and the licences of all that it ships with, as they are at the build.
 *
 * @returns {import('vite').Plugin}
 */
export const aboutModule = () => ({
  name: 'about',
  resolveId: (id) => (id === moduleName ? `\0${moduleName}` : undefined),
  load: (id) => (id === `\0${moduleName}` ? `export default ${JSON.stringify(aboutApp())};` : undefined),
});

function aboutApp() {
  const { version, dependencies } = readPackage(inProject('.'));
  return { version, licences: licencesOf([...Object.keys(dependencies), ...bundled]) };
}

/**
 * The licences of packages and, where they are installed as they are, of those that they need.
 *
 * @param {readonly string[]} names
 */
function licencesOf(names) {
  const found = new Map();
  /** @param {string} name */
  const take = (name) => {
    if (found.has(name)) return;
    const folder = inProject('node_modules', ...name.split('/'));
    const { version, license, dependencies = {} } = readPackage(folder);
    found.set(name, { name, version, licence: String(license), text: licenceText(folder) });
    if (!bundled.includes(name)) for (const needed of Object.keys(dependencies)) take(needed);
  };
  for (const name of names) take(name);
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

/** @param {string} folder */
const readPackage = (folder) => JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));

/** @param {string} folder */
function licenceText(folder) {
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  return file === undefined ? '' : readFileSync(path.join(folder, file), 'utf8').trim();
}
