import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { log } from '../log.ts';
import { systemCode } from '../results/file-failure.ts';

/**
 * What tells this copy of the app, with its list, from every other one: chosen at its first start, and kept in a file. Waits
 * for the disk: for the start alone.
 *
 * @param read reads a text file, for tests
 * @returns an empty text where it cannot be kept, or cannot be read now: one that may be there is not replaced
 */
export function copyId(path: string, read: Read = (file) => readFileSync(file, 'utf8')): string {
  try {
    const kept = keptId(path, read);
    if (kept !== null) return kept;
    const id = randomBytes(16).toString('hex');
    writeFileSync(path, JSON.stringify(id), { mode: 0o600 });
    return id;
  } catch (error) {
    log('The ID of this copy of the app could not be read or kept', error);
    return '';
  }
}

type Read = (path: string) => string;

/** Null where there is none, or nothing that makes sense. */
function keptId(path: string, read: Read): string | null {
  try {
    return /^"([0-9a-f]{32})"$/.exec(read(path))?.[1] ?? null;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  }
}
