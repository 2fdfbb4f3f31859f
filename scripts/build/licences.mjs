import { readFileSync } from 'node:fs';
import path from 'node:path';
import { inProject } from '../lib/project.mjs';
import { filesIn } from '../lib/files.mjs';
import { components, componentsIn, textOf } from './compiled-in.mjs';

/** @typedef {import('./compiled-in.mjs').Component} Component */

/**
 * A package that is shipped, and what it is licensed under.
 *
 * @typedef {object} Licence
 * @property {string} name
 * @property {string} version
 * @property {string} licence its short name: `MIT`
 * @property {string} text of its licence files and of what is compiled into it; empty where there is none
 */

/**
 * The packages that these names and, recursively, their dependencies stand for.
 *
 * @param {Iterable<string>} names
 * @returns {Set<string>}
 */
export function withDependencies(names) {
  /** @type {Set<string>} */
  const found = new Set();
  /** @param {string} name */
  const take = (name) => {
    if (found.has(name)) return;
    found.add(name);
    for (const needed of Object.keys(readManifest(name).dependencies ?? {})) take(needed);
  };
  for (const name of names) take(name);
  return found;
}

/**
 * The licences of packages, by name, each with those of the code of others that is in it. Nothing is borrowed: a package that brings no
 * text, and of which none is kept, has none, whatever is in it.
 *
 * @param {Iterable<string>} names
 * @param {Component[]} [known] the code of others
 * @returns {Licence[]}
 */
export const licencesOf = (names, known = components) =>
  [...names]
    .map((name) => licenceOf(name, componentsIn(name, known)))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'));

/**
 * @param {string} name
 * @param {Component[]} inside
 * @returns {Licence}
 */
function licenceOf(name, inside) {
  const { version, license } = readManifest(name);
  const own = licenceText(name, inside);
  const isKnown = own !== '' || inside.some(({ isPackage }) => isPackage);
  const others = inside.map(
    (component) => `${component.name} (${component.licence})\n${component.source}\n\n${textOf(component)}`,
  );
  const text = [own, ...others].filter((each) => each !== '').join(`\n\n${'-'.repeat(40)}\n\n`);
  return { name, version, licence: String(license), text: isKnown ? text : '' };
}

/**
 * What the licence files of a package say, but those of components that are named by themselves.
 *
 * @param {string} name
 * @param {Component[]} inside
 */
function licenceText(name, inside) {
  const folder = `node_modules/${name}`;
  const named = new Set(inside.flatMap(({ texts }) => texts));
  const files = filesIn(inProject(folder)).filter(
    (file) =>
      /^(?:licen[cs]e|copying|notices?)(?:\.(?:md|txt))?$/i.test(path.basename(file)) &&
      !file.startsWith('node_modules/') &&
      !named.has(`${folder}/${file}`),
  );
  return files.map((file) => readFileSync(inProject(folder, file), 'utf8').trim()).join('\n\n');
}

/**
 * What a script that is shipped says of its own licence beside that of its package, because it is by others: the comment that it begins
 * with.
 *
 * @param {string} file from the project
 */
export function ownLicence(file) {
  if (!/\.m?js$/.test(file)) return '';
  const [comment = ''] =
    /^(?:\/\/.*\r?\n)+|^\/\*[\s\S]*?\*\//.exec(readFileSync(inProject(file), 'utf8')) ?? [];
  return /copyright/i.test(comment) ? comment.trim() : '';
}

/**
 * @param {string} name
 * @returns {{ version: string, license?: string, dependencies?: Record<string, string> }}
 */
const readManifest = (name) =>
  JSON.parse(readFileSync(inProject('node_modules', name, 'package.json'), 'utf8'));
