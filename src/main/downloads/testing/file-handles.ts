import { open, type FileHandle } from 'node:fs/promises';

/** The prototype of open files, to see or spoil what is done with them. `folder` is any that exists. */
export async function fileHandles(folder: string): Promise<FileHandle> {
  const handle = await open(folder, 'r');
  await handle.close();
  return Object.getPrototypeOf(handle) as FileHandle;
}
