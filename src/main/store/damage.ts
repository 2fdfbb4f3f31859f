import { toError } from '../../shared/errors.ts';
import { systemCode } from '../files/file-failure.ts';
import { access, readdir, readFile, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Whether LevelDB failed because of what its files hold, and not because the system would not let it (no room, no
 * permission, in use). Decided by codes and by the files themselves: messages are in the system's language.
 *
 * @param error what opening LevelDB or reading its rows threw
 */
export async function isDamage(
  error: unknown,
  during: 'opening' | 'reading',
  folder: string,
): Promise<boolean> {
  const reason = reasonOf(error);
  const code = 'code' in reason ? reason.code : undefined;
  if (code === 'LEVEL_CORRUPTION') return true;
  // LevelDB's own message where `CURRENT` is missing.
  if (code === undefined) return reason.message.endsWith('does not exist (create_if_missing is false)');
  if (code !== 'LEVEL_IO_ERROR') return false;
  // A wrong name in `CURRENT` and a truncated table look like errors of the system.
  return during === 'opening' ? isManifestMissing(folder) : isReadable(folder);
}

/** What LevelDB reported; classic-level wraps it where opening failed. */
export function reasonOf(error: unknown): Error {
  const whole = toError(error);
  return whole.cause instanceof Error ? whole.cause : whole;
}

async function isManifestMissing(folder: string): Promise<boolean> {
  try {
    const current = await readFile(join(folder, 'CURRENT'), 'utf8');
    await access(join(folder, current.trim()));
    return false;
  } catch (error) {
    return systemCode(error) === 'ENOENT';
  }
}

async function isReadable(folder: string): Promise<boolean> {
  try {
    for (const name of await readdir(folder)) await readFile(join(folder, name));
    return true;
  } catch {
    return false;
  }
}

/** Damaged databases that are kept. */
const maxKept = 3;

/** A time, in milliseconds since the epoch, as it can stand in a file's name on every system. */
export const timeInName = (at: number): string => new Date(at).toISOString().replaceAll(/[:.]/g, '-');

/** Where a damaged database is moved. */
export const asidePath = (folder: string, now: number): string => `${folder}-damaged-${timeInName(now)}`;

/** Removes all but the newest of the damaged databases that lie beside a healthy one. */
export async function removeOldest(folder: string): Promise<void> {
  try {
    const names = await readdir(dirname(folder));
    // Their names are in the order of time.
    const aside = names.filter((name) => name.startsWith(`${basename(folder)}-damaged-`)).sort();
    for (const name of aside.slice(0, -maxKept))
      await rm(join(dirname(folder), name), { recursive: true, force: true });
  } catch {
    // They take up room and do no other harm; the next start tries again.
  }
}
