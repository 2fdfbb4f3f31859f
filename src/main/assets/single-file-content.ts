import { readingFile, type FolderFiles } from '../files/folder-files.ts';
import type { AssetContent } from './asset-content.ts';
import { contentOf } from './folder-content.ts';

/** An asset that is one file, kept under a name of this app's own. @param name that it has in the asset */
export const singleFileContent = (
  file: { path: string; bytes: number },
  name: string,
  files: FolderFiles,
): AssetContent => ({
  files: [{ path: name, bytes: file.bytes }],
  isCut: false,
  open: async (path) =>
    path === name ? contentOf(await files.open(file.path, readingFile), file.bytes) : null,
  close: async () => {},
});
