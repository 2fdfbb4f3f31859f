import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { filesIn } from '../lib/files.mjs';

/** @typedef {{ size: number, hash: string }} PackedFile size in bytes, hash SHA-256 */

/**
 * An entry of an archive: a folder, a file, or a link, which has neither.
 *
 * @typedef {{ files?: Record<string, Archived>, size?: number, unpacked?: boolean, integrity?: { hash: string } }} Archived
 */

/**
 * Every file of a packed app, also those in its archive, by path.
 *
 * @param {string} folder `linux-unpacked` and its like
 * @returns {Promise<Map<string, PackedFile>>}
 */
export async function appFiles(folder) {
  const { getRawHeader } = await import('@electron/asar');
  /** @type {Map<string, PackedFile>} */
  const found = new Map();
  for (const name of filesIn(folder)) {
    const file = path.join(folder, name);
    if (name.endsWith('.asar')) addArchived(found, name, getRawHeader(file).header);
    else found.set(name, described(readFileSync(file)));
  }
  return found;
}

/**
 * An archive names the hash of each file in it. What lies beside it is among the files of the folder.
 *
 * @param {Map<string, PackedFile>} found
 * @param {string} name
 * @param {Archived} entry
 */
function addArchived(found, name, { files = {}, size = 0, unpacked, integrity }) {
  if (integrity !== undefined && unpacked !== true) found.set(name, { size, hash: integrity.hash });
  for (const [inside, entry] of Object.entries(files)) addArchived(found, `${name}/${inside}`, entry);
}

/** What Electron's fuses lie behind in its program, see its documentation, "Electron Fuses"; then their version and number. */
const sentinel = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX');

/**
 * Fuses do not count: they are all that an app differs in from its twin.
 *
 * @param {Buffer} content which is changed
 * @returns {PackedFile}
 */
export function described(content) {
  for (let at = content.indexOf(sentinel); at >= 0; at = content.indexOf(sentinel, at + 1)) {
    const start = at + sentinel.length + 2;
    content.fill(0, start, start + (content[start - 1] ?? 0));
  }
  return { size: content.length, hash: createHash('sha256').update(content).digest('hex') };
}
