import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { rethrowSilence } from '../files/folder-calls.ts';
import { workFiles } from '../files/folder-files.ts';
import { systemCode } from '../files/file-failure.ts';
import { makeFolder } from './hidden-folder.ts';
import { freeName } from './naming.ts';
import type { PartSlot } from './part-slots.ts';

/** What moving a file ends with where its new place is no folder, may not be written to, or lies on another disk. */
const refusals: ReadonlySet<string | null> = new Set([
  'EACCES',
  'EPERM',
  'EROFS',
  'ENOTDIR',
  'ENOENT',
  'ELOOP',
  'EXDEV',
]);

/**
 * The folder of a group in `target`, made if it is missing. Where something has its name that no result can be moved into
 * (a file, a link to another disk), it has the next free number. So it is with what another person made, who could put
 * something else in the place of the result, or have a link lead to any folder that the person who runs this app may write
 * to.
 *
 * @throws what the system reports about `target`
 */
export async function groupFolder(target: string, group: string, slot: PartSlot): Promise<string> {
  const { uid } = await workFiles.lstat(slot.unpacked);
  const taken: string[] = [];
  for (;;) {
    const name = freeName(group, taken);
    const path = join(target, name);
    if (await makeFolder(path)) return path;
    const isOwn = (await workFiles.lstat(path)).uid === uid;
    if (isOwn && (await canMoveInto(path, slot))) return path;
    taken.push(name);
  }
}

/** Tries it with an empty file: no other question has the same answer on every system and share. */
async function canMoveInto(folder: string, slot: PartSlot): Promise<boolean> {
  const file = join(slot.folder, 'probe');
  await workFiles.writeFile(file, '');
  const moved = join(folder, `.${randomUUID()}`);
  try {
    await workFiles.rename(file, moved);
  } catch (error) {
    if (!refusals.has(systemCode(error))) throw error;
    return false;
  }
  await workFiles.rm(moved, { force: true }).catch(rethrowSilence);
  return true;
}
