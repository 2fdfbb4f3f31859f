import { dirname } from 'node:path';
import { failed } from '../../shared/errors.ts';
import { systemCode } from './file-failure.ts';
import { workFiles } from './folder-files.ts';
import { downloadReasons } from '../words/reasons.ts';

/** Bytes this process may still write in a folder; null where the file system does not say. */
export type FreeBytes = (folder: string) => Promise<number | null>;

export const systemFreeBytes: FreeBytes = (folder) => freeAt(folder).catch(() => null);

/** The same for a folder that may not be there yet: then of the first one above it that is. */
export async function freeBytesFor(folder: string): Promise<number | null> {
  try {
    return await freeAt(folder);
  } catch (error) {
    const parent = dirname(folder);
    return systemCode(error) === 'ENOENT' && parent !== folder ? freeBytesFor(parent) : null;
  }
}

async function freeAt(folder: string): Promise<number | null> {
  const { blocks, bavail, bsize } = await workFiles.statfs(folder);
  // Some network and virtual drives report no size at all, which is not the same as being full.
  return blocks === 0 ? null : bavail * bsize;
}

/** A failure if `needed` bytes do not fit, else null. */
export async function lackOfSpace(freeBytes: FreeBytes, folder: string, needed: number) {
  const free = await freeBytes(folder);
  if (free === null || free >= needed) return null;
  return failed('disk-full', downloadReasons.noSpace(megabytes(needed), megabytes(free)));
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
