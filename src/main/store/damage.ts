import { toError } from '../../shared/errors.ts';
import { systemCode } from '../files/file-failure.ts';
import { access, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Whether LevelDB failed because of what its files hold, and not because the system would not let it (no room, no
 * permission, in use). Told by codes and by the files themselves: the system's words come in the system's language.
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
  // What LevelDB itself says where `CURRENT` is missing.
  if (code === undefined) return reason.message.endsWith('does not exist (create_if_missing is false)');
  if (code !== 'LEVEL_IO_ERROR') return false;
  // A wrong name in `CURRENT` and a table that ends early look like trouble of the system.
  return during === 'opening' ? isManifestMissing(folder) : isReadable(folder);
}

/** What LevelDB said; classic-level wraps it where opening failed. */
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
