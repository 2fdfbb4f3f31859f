import path from 'node:path';
import {
  declaredExecutable,
  declaredVersion,
  electronPackage,
  fallbackFolder,
  findRuntime,
} from '../electron/runtime.mjs';
import { projectCache } from '../lib/cache.mjs';
import { isRoot } from '../lib/machine.mjs';
import { plainError } from '../lib/plain-error.mjs';
import { findMissingPackages, installPackages } from './debian-packages.mjs';
import { dependenciesAreInstalled, installDependencies } from './dependencies.mjs';
import { downloadMemory, worthTrying } from './download-memory.mjs';
import { downloadElectron } from './electron-download.mjs';
import { installFallback } from './electron-fallback.mjs';
import { waitForLock } from './lock.mjs';
import { checkCommands } from './system-commands.mjs';

/** @typedef {import('../electron/runtime.mjs').Runtime} Runtime */
/** @typedef {import('./debian-packages.mjs').Purpose} Purpose */

/**
 * Puts everything in place that the project's commands need, and says so where there was something to do.
 *
 * @param {Purpose & { retry?: boolean }} options retry: try a download again that failed before
 * @returns {Promise<Runtime>} the Electron to run
 */
export async function setUp({ retry = false, ...purpose }) {
  await setUpMachine(purpose);
  return setUpElectron({ retry });
}

/**
 * All of it but Electron.
 *
 * @param {Purpose} purpose
 */
export async function setUpMachine(purpose) {
  await setUpSystem(purpose);
  await setUpDependencies();
}

/** Installs the dependencies if they are not there. */
export async function setUpDependencies() {
  if (dependenciesAreInstalled()) return;
  await underLock(async (lock) => {
    if (!dependenciesAreInstalled()) await installDependencies(lock);
  });
}

/**
 * Installs the packages of the system that are missing, on Linux.
 *
 * @param {Purpose} purpose
 */
export async function setUpSystem(purpose) {
  if (process.platform !== 'linux') return;
  const missing = await findMissingPackages(purpose);
  if (missing === null) checkCommands(purpose);
  else if (missing.length > 0) await underLock(() => installPackages(missing, isRoot()));
}

/**
 * Electron alone, once the dependencies are there.
 *
 * @param {object} [options]
 * @param {boolean} [options.retry] try a download again that failed before
 * @param {string} [options.folder] the electron package
 * @param {string} [options.cache] what the project keeps outside its tree
 * @param {typeof import('./electron-download.mjs').watchProgress} [options.watch]
 * @returns {Promise<Runtime>} the one to run
 */
export async function setUpElectron({
  retry = false,
  folder = electronPackage,
  cache = projectCache(),
  watch,
} = {}) {
  const memory = downloadMemory(cache, declaredVersion(folder));
  if (retry) memory.forget();
  const find = () => findRuntime({ folder, cache });
  const isSettled = () => declaredExecutable(folder) !== null || !worthTrying(memory.failedAt(), Date.now());
  if (!isSettled() || find() === null) {
    await underLock(async (lock) => {
      if (!isSettled()) await tryDownload();
      if (find() === null) await useFallback(cache);

      async function tryDownload() {
        console.log(`Downloading Electron ${declaredVersion(folder)} …`);
        const options = { folder, cache, lock, ...(watch === undefined ? {} : { watch }) };
        const failure = await downloadElectron(options);
        if (failure === null) return;
        memory.remember(Date.now());
        console.log(`It could not be downloaded: ${failure}. \`npm run setup -- --retry\` tries again.`);
      }
    }, cache);
  }
  const runtime = find();
  if (runtime === null)
    throw new Error(`No Electron in ${path.dirname(fallbackFolder(cache))} after set-up.`);
  return runtime;
}

/** @param {string} cache */
async function useFallback(cache) {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw plainError(
      `Electron ${declaredVersion()} could not be downloaded, and only Linux on x64 has another way to get one. ` +
        'Check the network connection, then run `npm run setup -- --retry`.',
    );
  }
  await installFallback(cache);
}

/**
 * @template T
 * @param {(lock: import('./lock.mjs').Lock) => Promise<T>} work
 * @param {string} [cache] where the lock is
 * @returns {Promise<T>}
 */
async function underLock(work, cache = projectCache()) {
  const file = path.join(cache, 'setup.lock');
  const lock = await waitForLock(file, () => {
    console.log(`Another set-up is at work; waiting for it. (If there is none, delete ${file})`);
  });
  try {
    return await work(lock);
  } finally {
    lock.release();
  }
}
