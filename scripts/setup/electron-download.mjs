import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { run } from '../lib/run.mjs';

/** A download that brings nothing for this long has failed, in milliseconds. */
const STALL_LIMIT = 30_000;

/** A download is given up after this long in any case, in milliseconds. */
const TIME_LIMIT = 15 * 60_000;

/**
 * Lets the electron package download its program: from where ELECTRON_MIRROR says, else from Electron's releases.
 *
 * @param {object} options
 * @param {string} options.folder the electron package
 * @param {string} options.cache where the unfinished download is kept
 * @param {import('./lock.mjs').Lock} options.lock
 * @param {typeof watchProgress} [options.watch]
 * @returns {Promise<string | null>} why it failed, or null
 */
export async function downloadElectron({ folder, cache, lock, watch: start = watchProgress }) {
  mkdirSync(cache, { recursive: true });
  const temporary = mkdtempSync(path.join(cache, 'unfinished-'));
  const watch = start(() => folderSize(temporary) + folderSize(path.join(folder, 'dist')));
  try {
    const { code, stderr } = await run(process.execPath, [path.join(folder, 'install.js')], {
      env: { ...process.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary },
      capture: true,
      signal: watch.signal,
      onStart: lock.share,
    });
    if (code === 0) return null;
    return watch.signal.aborted ? String(watch.signal.reason) : reasonOf(stderr);
  } finally {
    watch.stop();
    rmSync(temporary, { recursive: true, force: true });
  }
}

/**
 * Aborts its signal once a growing number has stood still, or gone on, for too long.
 *
 * @param {() => number} measure
 * @param {{ stallLimit: number, timeLimit: number, interval: number }} [limits] in milliseconds
 */
export function watchProgress(
  measure,
  { stallLimit, timeLimit, interval } = { stallLimit: STALL_LIMIT, timeLimit: TIME_LIMIT, interval: 1000 },
) {
  const controller = new AbortController();
  const started = Date.now();
  let last = { value: measure(), at: started };
  const timer = setInterval(() => {
    const now = Date.now();
    const value = measure();
    if (value !== last.value) last = { value, at: now };
    if (now - last.at >= stallLimit) controller.abort(`nothing arrived for ${stallLimit / 1000} seconds`);
    else if (now - started >= timeLimit) controller.abort(`it took more than ${timeLimit / 60_000} minutes`);
  }, interval);
  return { signal: controller.signal, stop: () => clearInterval(timer) };
}

/**
 * @param {string} folder
 * @returns {number} bytes of all files in it; 0 if there is no such folder
 */
function folderSize(folder) {
  try {
    const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
    return entries
      .filter((entry) => entry.isFile())
      .reduce((sum, entry) => sum + statSync(path.join(entry.parentPath, entry.name)).size, 0);
  } catch {
    return 0;
  }
}

/**
 * Why the installer failed, in words for the person at the terminal: the first line of the error that it ended with.
 *
 * @param {string} text what it wrote
 */
export function reasonOf(text) {
  const lines = text.trim().split('\n');
  const error = lines.find((line) => /^\w*Error\b/.test(line)) ?? lines[0];
  const reason = error?.replace(/^\w*Error(?: \[\w+\])?: /, '') ?? '';
  return plainReasons.find(([said]) => said.test(reason))?.[1] ?? (reason || 'no reason given');
}

/** What is said in other words where a person should know it. @type {[said: RegExp, plain: string][]} */
const plainReasons = [
  [/^fetch failed$/, 'its server cannot be reached'],
  [/^terminated$/, 'the connection broke'],
  [/did not match expected checksum/, 'what arrived is not what was published, by its checksum'],
  [/^failed to read archive/, 'the archive that arrived is damaged'],
];
