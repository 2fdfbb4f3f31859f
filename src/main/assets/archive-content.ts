import { crc32 } from 'node:zlib';
import { success, type Outcome } from '../../shared/errors.ts';
import { shownName } from '../downloads/file-names.ts';
import { defaultLimits, type ArchiveEntry, type ArchiveLimits } from '../downloads/archive.ts';
import { checkArchive } from '../downloads/check-archive.ts';
import { archiveReasons } from '../words/reasons.ts';
import type { AssetContent, OpenContent } from './asset-content.ts';

/** The files in an archive, each unpacked when it is read and never to the disk. Fails as `openArchive`. */
export async function openArchiveContent(
  path: string,
  limits: ArchiveLimits = defaultLimits,
): Promise<Outcome<AssetContent>> {
  const opened = await checkArchive(path, { limits, freeBytes: async () => null });
  if (!opened.ok) return opened;
  const archive = opened.value;
  const entries = new Map(
    archive.entries.flatMap((entry) => (entry.kind === 'file' ? [[entry.path, entry] as const] : [])),
  );
  return success({
    files: [...entries.values()].map((entry) => ({ path: entry.path, bytes: entry.size })),
    isCut: false,
    open: async (name) => {
      const entry = entries.get(name);
      return entry === undefined ? null : contentOf(entry);
    },
    close: async () => {
      entries.clear();
      await archive.close();
    },
  });
}

function contentOf(entry: ArchiveEntry): OpenContent {
  const pieces = checked(entry);
  return {
    bytes: entry.size,
    async next() {
      const { done, value } = await pieces.next();
      return done === true ? null : value;
    },
    async close() {
      await pieces.return();
    },
  };
}

/**
 * Each piece when the next one is there, and the last when size and checksum are right: whoever has read as many bytes as were
 * announced asks for no more, and would never hear that they are wrong.
 */
async function* checked(entry: ArchiveEntry): AsyncGenerator<Uint8Array, void> {
  const { path, size } = entry;
  let held: Buffer | null = null;
  let bytes = 0;
  let sum = 0;
  for await (const piece of await entry.read()) {
    if (held !== null) yield held;
    held = piece;
    bytes += piece.length;
    sum = crc32(piece, sum);
    if (bytes > size) break;
  }
  if (bytes !== size) throw new Error(archiveReasons.wrongSize(shownName(path)));
  if (sum !== entry.crc32) throw new Error(archiveReasons.wrongChecksum(shownName(path)));
  if (held !== null) yield held;
}
