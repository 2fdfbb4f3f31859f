import { workFiles } from './folder-files.ts';

/** Removes a folder with all that is in it, if it is there. */
export const removeFolder = (folder: string): Promise<void> =>
  // Windows refuses while a virus scanner looks at a file that was just written.
  workFiles.rm(folder, { recursive: true, force: true, maxRetries: 5 });
