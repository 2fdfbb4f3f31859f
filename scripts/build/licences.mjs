import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inProject } from '../lib/project.mjs';
import { filesIn } from '../lib/files.mjs';

/**
 * A package that is shipped, and what it is licensed under.
 *
 * @typedef {object} Licence
 * @property {string} name
 * @property {string} version
 * @property {string} licence its short name: `MIT`
 * @property {string} text of its licence files; empty where it brings none
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
 * The licences of packages, by name. One that brings no text is under that of another that says the same of itself, where the text of a
 * licence is the same for all.
 *
 * @param {Iterable<string>} names
 * @returns {Licence[]}
 */
export function licencesOf(names) {
  const licences = [...names].map(licenceOf).sort((a, b) => a.name.localeCompare(b.name, 'en'));
  const common = licences.find(({ licence, text }) => licence === 'Apache-2.0' && text !== '')?.text ?? '';
  return licences.map((each) =>
    each.licence === 'Apache-2.0' && each.text === '' ? { ...each, text: common } : each,
  );
}

/** @param {string} name */
function licenceOf(name) {
  const { version, license } = readManifest(name);
  return { name, version, licence: String(license), text: licenceTexts(inProject('node_modules', name)) };
}

/**
 * All licence files of a package, also of the code of others in it.
 *
 * @param {string} folder
 */
function licenceTexts(folder) {
  const files = filesIn(folder).filter(
    (file) =>
      /^(?:licen[cs]e|copying|notices?)(?:\.(?:md|txt))?$/i.test(path.basename(file)) &&
      !file.startsWith('node_modules/'),
  );
  return files.map((file) => readFileSync(path.join(folder, file), 'utf8').trim()).join('\n\n');
}

/**
 * What a file that is shipped says of its own licence beside that of its package, because it is by others: the text that lies with it, or
 * the comment that it begins with.
 *
 * @param {string} file from the project
 */
export function ownLicence(file) {
  const [, inside = ''] = /^node_modules\/(?:@[^/]+\/)?[^/]+\/(.+)$/.exec(file) ?? [];
  const packageFolder = file.slice(0, -inside.length);
  for (
    let folder = path.posix.dirname(file);
    `${folder}/`.length > packageFolder.length;
    folder = path.posix.dirname(folder)
  ) {
    const text = inProject(folder, 'README.md');
    if (existsSync(text)) return readFileSync(text, 'utf8').trim();
  }
  return firstComment(inProject(file));
}

/** @param {string} file */
function firstComment(file) {
  if (!/\.m?js$/.test(file)) return '';
  const [comment = ''] = /^(?:\/\/.*\r?\n)+|^\/\*[\s\S]*?\*\//.exec(readFileSync(file, 'utf8')) ?? [];
  return /copyright/i.test(comment) ? comment.trim() : '';
}

/**
 * @param {string} name
 * @returns {{ version: string, license?: string, dependencies?: Record<string, string> }}
 */
const readManifest = (name) =>
  JSON.parse(readFileSync(inProject('node_modules', name, 'package.json'), 'utf8'));
