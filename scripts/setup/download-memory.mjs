import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** How long a failed download is not tried again, in milliseconds. */
const MEMORY = 24 * 60 * 60 * 1000;

/**
 * Whether a download is worth trying.
 *
 * @param {number | null} failedAt when it last failed, in milliseconds since 1970
 * @param {number} now
 */
export function worthTrying(failedAt, now) {
  if (failedAt === null) return true;
  // A failure in the future means that the clock was put back: the memory says nothing then.
  return failedAt > now || now - failedAt >= MEMORY;
}

/** @typedef {ReturnType<typeof downloadMemory>} DownloadMemory */

/**
 * Remembers, for one version, that its download failed. Times are in milliseconds since 1970.
 *
 * @param {string} cache
 * @param {string} version
 */
export function downloadMemory(cache, version) {
  const file = path.join(cache, `electron-${version}-download-failed`);
  return {
    /** @returns {number | null} */
    failedAt() {
      try {
        const time = Date.parse(readFileSync(file, 'utf8').trim());
        return Number.isNaN(time) ? null : time;
      } catch {
        return null;
      }
    },
    /** @param {number} now */
    remember(now) {
      mkdirSync(cache, { recursive: true });
      writeFileSync(file, `${new Date(now).toISOString()}\n`);
    },
    forget() {
      rmSync(file, { force: true });
    },
  };
}
