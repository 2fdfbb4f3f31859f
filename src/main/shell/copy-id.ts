import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { replaceFile } from '../files/replace-file.ts';
import { log } from '../log/log.ts';
import { systemCode } from '../files/file-failure.ts';

/** Tells this copy of the app, with its list, from every other one. */
interface CopyId {
  /** Made at its first start. Empty where it cannot be kept, or cannot be read now: one that may exist is not replaced. */
  id: string;
  /** The machine's ID; empty where none is known. */
  hardware: string;
}

const idSchema = z.string().regex(/^[0-9a-f]{32}$/);
/** Without a hardware ID, the file has the copy's own alone. */
const keptSchema = z.union([
  idSchema.transform((id): CopyId => ({ id, hardware: '' })),
  z.object({ id: idSchema, hardware: idSchema }),
]);

/**
 * Reads the ID of this copy of the app from its file, and writes one if there is none.
 *
 * @param hardware the machine's ID, according to the system. If that is empty, which may be so for a moment, the kept one is
 * used: with another one, unfinished downloads would not be this copy's any more.
 * @param read reads a text file, for tests
 */
export async function copyIdOf(path: string, hardware: string, read = readText): Promise<CopyId> {
  const before = await keptIn(path, read).catch((error: unknown) => {
    log('The ID of this copy of the app could not be read', error);
    return 'unreadable' as const;
  });
  if (before === 'unreadable') return { id: '', hardware };
  const copy: CopyId = {
    id: before?.id ?? randomBytes(16).toString('hex'),
    hardware: hardware === '' ? (before?.hardware ?? '') : hardware,
  };
  if (before !== null && before.hardware === copy.hardware) return copy;
  try {
    const kept = copy.hardware === '' ? copy.id : copy;
    await replaceFile(path, JSON.stringify(kept), { mode: 0o600, ending: '.new' });
    return copy;
  } catch (error) {
    log('The ID of this copy of the app could not be kept', error);
    return { ...copy, id: before?.id ?? '' };
  }
}

const readText = (path: string): Promise<string> => readFile(path, 'utf8');

/** Null where there is none that makes sense. */
async function keptIn(path: string, read: (path: string) => Promise<string>): Promise<CopyId | null> {
  try {
    return keptSchema.parse(JSON.parse(await read(path)));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError || systemCode(error) === 'ENOENT')
      return null;
    throw error;
  }
}
