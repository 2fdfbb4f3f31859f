import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runPackage } from '../lib/packages.mjs';
import { inProject } from '../lib/project.mjs';

/** Written when a build is complete, with the time it began. */
const STAMP = ['out', '.built'];

/** What a build is made of. */
const SOURCES = ['src', 'electron.vite.config.ts', 'package.json', 'package-lock.json'];

/**
 * Makes the production build.
 *
 * @returns {Promise<number>} exit code
 */
export async function build() {
  forgetBuild();
  const started = Date.now();
  const { code } = await runPackage('electron-vite', 'electron-vite', ['build']);
  // What changed during the build may not be in it.
  if (code === 0) writeFileSync(inProject(...STAMP), String(started));
  return code;
}

/**
 * To be called by whatever writes something else than a production build in its place.
 *
 * @param {string} [root]
 */
export const forgetBuild = (root = inProject()) => rmSync(path.join(root, ...STAMP), { force: true });

/** Makes the production build unless there is one of the present sources. */
export async function buildIfNeeded() {
  return buildIsCurrent() ? 0 : build();
}

/**
 * Whether the sources are older than the build.
 *
 * @param {string} [root]
 */
export function buildIsCurrent(root = inProject()) {
  const built = readStamp(path.join(root, ...STAMP));
  return SOURCES.every((source) => latestChange(path.join(root, source)) < built);
}

/**
 * The latest change of a file, or of anything in a folder; a removed file changes its folder.
 *
 * @param {string} file
 * @returns {number} milliseconds since 1970, 0 if there is no such file
 */
function latestChange(file) {
  const inside = statSync(file, { throwIfNoEntry: false })?.isDirectory()
    ? readdirSync(file, { recursive: true })
    : [];
  const files = inside.map((name) => path.join(file, String(name)));
  return Math.max(modified(file), ...files.map(modified));
}

/**
 * @param {string} file
 * @returns {number} 0 if there is no complete build
 */
function readStamp(file) {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return 0;
  }
}

/** @param {string} file */
const modified = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
