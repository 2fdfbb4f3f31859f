import { readingFile, type FolderFiles } from './folder-files.ts';

/** Bytes that are read at once, so that a slow share answers before the timeout. */
const maxAtOnce = 1024 * 1024;

/**
 * The content of a file.
 *
 * @param maxBytes it may have
 * @returns `no-file` for a folder, a pipe or anything else that is not one
 * @throws what the system reports
 */
export async function readWhole(
  path: string,
  maxBytes: number,
  files: FolderFiles,
): Promise<Buffer | 'no-file' | 'too-large'> {
  const file = await files.open(path, readingFile);
  try {
    const stats = await file.stat();
    if (!stats.isFile()) return 'no-file';
    if (stats.size > maxBytes) return 'too-large';
    const content = Buffer.alloc(stats.size);
    let size = 0;
    while (size < content.length) {
      const length = Math.min(maxAtOnce, content.length - size);
      const { bytesRead } = await file.read(content, size, length, size);
      if (bytesRead === 0) break;
      size += bytesRead;
    }
    return content.subarray(0, size);
  } finally {
    await file.close();
  }
}
