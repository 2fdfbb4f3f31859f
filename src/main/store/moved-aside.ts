import { readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Damaged databases that are kept; what could be read of the older ones is in the list for long. */
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
