import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultLimits, openArchive, type ArchiveLimits } from '../archive.ts';

export interface ZipCircumstances {
  limits?: Partial<ArchiveLimits>;
  /** Bytes free on the disk; null where it does not say. */
  free?: number | null;
}

/** Writes the ZIP into the folder and opens it there. */
export async function openZipIn(
  folder: string,
  zip: Buffer,
  { limits = {}, free = 1e12 }: ZipCircumstances = {},
) {
  const path = join(folder, 'result.zip');
  await writeFile(path, zip);
  return openArchive(path, { limits: { ...defaultLimits, ...limits }, freeBytes: async () => free });
}
