import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/** How long killed processes may take to be gone, in milliseconds. */
const GONE_LIMIT = 3000;

/**
 * The running processes that inherited a certain environment variable, whoever their parents are by now. Linux only.
 *
 * @param {string} name
 * @param {string} value
 * @returns {number[]} their ids, without our own
 */
function processesWith(name, value) {
  const ids = readdirSync('/proc').filter((entry) => /^\d+$/.test(entry));
  return ids
    .filter((id) => hasVariable(readEnvironment(id), name, value))
    .map(Number)
    .filter((id) => id !== process.pid);
}

/**
 * Whether an environment, as `/proc/<pid>/environ` gives it, sets a variable to this value.
 *
 * @param {string} environment
 * @param {string} name
 * @param {string} value
 */
export function hasVariable(environment, name, value) {
  return environment.split('\0').includes(`${name}=${value}`);
}

/**
 * Kills what a session's command left running, and waits until it is gone.
 *
 * @param {string} name
 * @param {string} value
 * @param {number[]} spared
 */
export async function killLeftovers(name, value, spared) {
  const giveUpAt = Date.now() + GONE_LIMIT;
  const find = () => processesWith(name, value).filter((id) => !spared.includes(id));
  for (let ids = find(); ids.length > 0 && Date.now() < giveUpAt; ids = find()) {
    ids.forEach(kill);
    await wait(20);
  }
}

/** @param {number} id */
function kill(id) {
  try {
    process.kill(id, 'SIGKILL');
  } catch {
    // It ended by itself in the meantime.
  }
}

/** @param {string} id */
function readEnvironment(id) {
  try {
    return readFileSync(`/proc/${id}/environ`, 'utf8');
  } catch {
    // It ended in the meantime, or belongs to someone else.
    return '';
  }
}
