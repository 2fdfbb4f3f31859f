import type { ListedFile } from '../../shared/assets.ts';

/** The files of one asset, wherever they lie. What is not listed cannot be read. */
export interface AssetContent {
  files: readonly ListedFile[];
  /** Whether there are more files than are listed. */
  isCut: boolean;
  /**
   * Opens a listed file; null where it is not listed, or not there any more.
   *
   * @throws what the system reports, or an error where it cannot be unpacked
   */
  open(path: string): Promise<OpenContent | null>;
  /** Nothing is read any more. */
  close(): Promise<void>;
}

/** A file of an asset that is being read. */
export interface OpenContent {
  bytes: number;
  /**
   * The next piece; null at the end, once all `bytes` were read and are what they should be.
   *
   * @throws where the file is damaged, or ends too early
   */
  next(): Promise<Uint8Array | null>;
  close(): Promise<void>;
}

/** The beginning of a file, as much of it as comes in one piece. */
export async function beginningOf(content: AssetContent, path: string): Promise<Uint8Array> {
  const file = await content.open(path);
  if (file === null) return new Uint8Array();
  try {
    return (await file.next()) ?? new Uint8Array();
  } finally {
    await file.close();
  }
}
