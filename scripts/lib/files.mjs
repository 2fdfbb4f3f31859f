import { readdirSync } from 'node:fs';
import path from 'node:path';

/**
 * The files in a folder and those in it, in an order that is the same everywhere.
 *
 * @param {string} folder
 * @returns {string[]} relative, with slashes
 */
export function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
}
