import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { log } from '../log.ts';
import { readSmallFile } from './small-file.ts';

/**
 * What tells this copy of the app, with its list, from every other one: chosen at its first start, and kept in a file. Waits
 * for the disk: for the start alone.
 *
 * @returns an empty text where it cannot be kept
 */
export function copyId(path: string): string {
  const kept = readSmallFile(path);
  if (typeof kept === 'string' && /^[0-9a-f]{32}$/.test(kept)) return kept;
  const id = randomBytes(16).toString('hex');
  try {
    writeFileSync(path, JSON.stringify(id), { mode: 0o600 });
    return id;
  } catch (error) {
    log('The ID of this copy of the app could not be kept', error);
    return '';
  }
}
