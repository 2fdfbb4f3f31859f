import { decodeText, type Decode } from '../../shared/lib/decode-text.ts';
import type { WindowText } from '../../shared/intake.ts';
import { fileSource } from '../../shared/source.ts';

/** Bytes of a file that are read at most; no list of job IDs comes near. */
export const maxFileBytes = 32 * 1024 * 1024;

/** What is read at most of files that come together, and as much again of the folders beside them. */
export const readLimits = { files: 1_000, bytes: 64 * 1024 * 1024 } as const;

/** The text of a file. @param name under which it is known */
export async function textOf(file: Pick<File, 'arrayBuffer'>, name: string): Promise<WindowText> {
  const content = new Uint8Array(await file.arrayBuffer());
  return { ...decodeText(content, decode), source: fileSource(name) };
}

const decode: Decode = (bytes, encoding) => new TextDecoder(encoding).decode(bytes);
