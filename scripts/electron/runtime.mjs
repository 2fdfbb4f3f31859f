import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectCache } from '../lib/cache.mjs';
import { inProject } from '../lib/project.mjs';

/** The Electron that is used where the declared one cannot be downloaded. */
export const FALLBACK_VERSION = '33.2.1';

/** Raised whenever the fallback's unpacking changes, so that one made by an older recipe is not used. */
const FALLBACK_RECIPE = 1;

/**
 * @typedef {object} Runtime
 * @property {'declared' | 'fallback'} kind
 * @property {string} executable
 */

/**
 * Where the fallback lives, outside the tree so that all clones share it.
 *
 * @param {string} [cache]
 */
export function fallbackFolder(cache = projectCache()) {
  return path.join(cache, `electron-${FALLBACK_VERSION}-linux-x64-${FALLBACK_RECIPE}`);
}

/** The package of the declared Electron, which downloads its program. */
export const electronPackage = inProject('node_modules/electron');

/**
 * The version of Electron that package-lock.json installs.
 *
 * @param {string} [folder] the electron package
 */
export function declaredVersion(folder = electronPackage) {
  return String(JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')).version);
}

/**
 * The declared Electron's program, if it was downloaded whole: its installer writes `path.txt` last.
 *
 * @param {string} [folder] the electron package
 * @returns {string | null}
 */
export function declaredExecutable(folder = electronPackage) {
  try {
    const executable = path.join(folder, 'dist', readFileSync(path.join(folder, 'path.txt'), 'utf8'));
    const { version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
    const unpacked = readFileSync(path.join(folder, 'dist/version'), 'utf8').trim().replace(/^v/, '');
    return unpacked === version && existsSync(executable) ? executable : null;
  } catch {
    return null;
  }
}

/**
 * The Electron to run: the declared one, else the fallback, else null.
 *
 * @param {{ declared: string | null, fallback: string, exists: (file: string) => boolean }} found
 * @returns {Runtime | null}
 */
export function chooseRuntime({ declared, fallback, exists }) {
  if (declared !== null) return { kind: 'declared', executable: declared };
  return exists(fallback) ? { kind: 'fallback', executable: fallback } : null;
}

/**
 * The Electron that set-up left on this machine, or null.
 *
 * @param {{ folder?: string, cache?: string }} [places] the electron package, and what the project keeps outside its tree
 */
export function findRuntime({ folder = electronPackage, cache = projectCache() } = {}) {
  const fallback = path.join(fallbackFolder(cache), 'electron');
  return chooseRuntime({ declared: declaredExecutable(folder), fallback, exists: existsSync });
}
