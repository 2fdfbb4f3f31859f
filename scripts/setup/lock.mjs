import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { interruption } from '../lib/interruption.mjs';
import { processIdentity } from './process-identity.mjs';

/**
 * @typedef {object} Lock
 * @property {(pid: number) => void} share the lock stays held for as long as this process runs, even if we are killed
 * @property {() => void} release
 */

/**
 * Whether any of the processes named in a lock file still runs.
 *
 * @param {string} text one identity a line
 * @param {(pid: number) => string | null} identify
 */
export function isHeld(text, identify) {
  const holders = text.split('\n').filter((line) => line !== '');
  return holders.some((holder) => identify(Number.parseInt(holder, 10)) === holder);
}

/**
 * Takes the lock if it is free or its holders are dead.
 *
 * @param {string} file
 * @param {(pid: number) => string | null} [identify]
 * @returns {Lock | null} null while another process holds it
 */
export function tryLock(file, identify = processIdentity) {
  const me = `${identify(process.pid) ?? process.pid}\n`;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  // Written aside and linked into place, so that no one ever reads a lock without its holder.
  const draft = `${file}.${process.pid}`;
  fs.writeFileSync(draft, me);
  try {
    if (!link(draft, file)) {
      const found = readText(file);
      if (found === null || isHeld(found, identify)) return null;
      if (!removeUnchanged(file, found, `${draft}.stale`) || !link(draft, file)) return null;
    }
  } finally {
    fs.rmSync(draft, { force: true });
  }
  return {
    share: (pid) => fs.appendFileSync(file, `${identify(pid) ?? pid}\n`),
    release: () => fs.rmSync(file, { force: true }),
  };
}

const shortPause = () => wait(200, undefined, { signal: interruption });

/**
 * Waits for the lock.
 *
 * @param {string} file
 * @param {() => void} onWait called once if the lock is not free at once
 * @param {() => Promise<unknown>} [pause] between two looks at it
 * @returns {Promise<Lock>}
 */
export async function waitForLock(file, onWait, pause = shortPause) {
  let lock = tryLock(file);
  if (lock === null) onWait();
  while (lock === null) {
    await pause();
    lock = tryLock(file);
  }
  return lock;
}

/**
 * @param {string} from
 * @param {string} to
 * @returns {boolean} false if there is such a file already
 */
function link(from, to) {
  try {
    fs.linkSync(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Removes a dead lock. Between reading and removing it, another process may have put its own in place: that one stays.
 *
 * @param {string} file
 * @param {string} expected
 * @param {string} aside
 */
function removeUnchanged(file, expected, aside) {
  try {
    fs.renameSync(file, aside);
  } catch {
    return false;
  }
  const unchanged = readText(aside) === expected;
  if (!unchanged) link(aside, file);
  fs.rmSync(aside, { force: true });
  return unchanged;
}

/** @param {string} file */
function readText(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
