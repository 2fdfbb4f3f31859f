import { readFileSync } from 'node:fs';

/**
 * The start time out of a line of `/proc/<pid>/stat`, in clock ticks since boot.
 *
 * @param {string} stat
 */
export function startTime(stat) {
  // The second field is the program's name in brackets and may itself hold blanks and brackets.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[19] ?? '';
}

/**
 * A name for a running process that no later process gets, even if it is given the same number; null if no such
 * process runs. Outside Linux it is the number alone.
 *
 * @param {number} pid
 * @returns {string | null}
 */
export function processIdentity(pid) {
  if (process.platform === 'linux') {
    try {
      return `${pid}@${startTime(readFileSync(`/proc/${pid}/stat`, 'utf8'))}`;
    } catch {
      return null;
    }
  }
  try {
    process.kill(pid, 0);
    return `${pid}@`;
  } catch (error) {
    // EPERM: it runs, but belongs to someone else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM' ? `${pid}@` : null;
  }
}
