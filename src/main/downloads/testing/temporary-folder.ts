import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { afterEach, beforeEach } from 'vitest';

/** A new empty folder for each test, gone after it. Its name has a space in it, as people's folders do. */
export function useTemporaryFolder(): () => string {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rigyd desk '));
  });
  afterEach(async () => {
    // What a test left on its way to the disk may arrive while the folder is emptied.
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  return () => folder;
}

/** All that is in a folder: the content of files by their path, and `null` for folders, which end in `/`. */
export async function contentsOf(folder: string): Promise<Record<string, string | null>> {
  const contents: Record<string, string | null> = {};
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = path
      .slice(folder.length + 1)
      .split(sep)
      .join('/');
    if (entry.isDirectory()) contents[`${name}/`] = null;
    else contents[name] = await readFile(path, 'latin1');
  }
  return contents;
}
