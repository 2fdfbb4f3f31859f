import { failed } from '../../shared/errors.ts';
import { workFiles } from './folder-files.ts';

/** Bytes this process may still write in a folder; null where the file system does not say. */
export type FreeBytes = (folder: string) => Promise<number | null>;

export const systemFreeBytes: FreeBytes = async (folder) => {
  try {
    const { blocks, bavail, bsize } = await workFiles.statfs(folder);
    // Some network and virtual drives report no size at all, which is not the same as being full.
    return blocks === 0 ? null : bavail * bsize;
  } catch {
    return null;
  }
};

/** A failure if `needed` bytes do not fit, else null. */
export async function lackOfSpace(freeBytes: FreeBytes, folder: string, needed: number) {
  const free = await freeBytes(folder);
  if (free === null || free >= needed) return null;
  return failed('disk-full', `${megabytes(needed)} are needed, ${megabytes(free)} are free.`);
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
