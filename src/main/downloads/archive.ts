import { isUtf8 } from 'node:buffer';
import { dirname } from 'node:path';
import { getFileNameLowLevel, type Entry, type ZipFile } from 'yauzl';
import type { RenamedEntry } from '../../shared/downloads.ts';
import { failed, success, type Failure, type Outcome, messageOf } from '../../shared/errors.ts';
import { FolderSilentError } from '../files/folder-calls.ts';
import { workFiles, type OpenFile } from '../files/folder-files.ts';
import { lackOfSpace, type FreeBytes } from '../files/disk-space.ts';
import { openContent, type EntryFacts } from './entry-content.ts';
import { createEntryTree, type EntryKind } from './entry-tree.ts';
import { fileFailed, fileFailure, systemCode } from '../files/file-failure.ts';
import { shownName } from './file-names.ts';
import { openZipFile } from './zip-file.ts';
import { archiveReasons } from '../words/reasons.ts';

export interface ArchiveLimits {
  /** Files and folders, those included that are only named in the path of another. */
  entries: number;
  /** Bytes of all files, unpacked. */
  totalBytes: number;
  /** How many times larger than the archive its files may be, once they are larger than `ratioFromBytes`. */
  ratio: number;
  ratioFromBytes: number;
}

/** Far above any real result: the largest input the service takes is 500 MB. */
export const defaultLimits: ArchiveLimits = {
  entries: 20_000,
  totalBytes: 16 * 1024 ** 3,
  ratio: 100,
  ratioFromBytes: 64 * 1024 ** 2,
};

export interface ArchiveEntry extends EntryFacts {
  /** Relative, `/` between its parts, safe on every system. */
  path: string;
  kind: EntryKind;
  /** As `openContent`. */
  read(buffer?: Buffer): Promise<AsyncIterable<Buffer>>;
}

/** A ZIP whose directory has been checked, and whose contents have not. */
export interface Archive {
  entries: readonly ArchiveEntry[];
  /** Those that are called otherwise than in it. */
  renamed: readonly RenamedEntry[];
  close(): Promise<void>;
}

export interface ArchiveOptions {
  limits: ArchiveLimits;
  freeBytes: FreeBytes;
}

/** What a file takes on disk beyond its bytes, rounded up. */
export const bytesPerEntry = 4096;

/** Bit 11 of an entry's flags: its name is UTF-8, not code page 437 (APPNOTE 4.4.4). */
const utf8Flag = 0x800;

const typeBits = 0o170000;
const regularFile = 0o100000;
const directory = 0o040000;
const symbolicLink = 0o120000;

/**
 * Opens a ZIP and checks all that can be known before unpacking it beside itself. Fails with `archive-damaged` where it
 * is not a ZIP or is not whole, `archive-unsupported` where it is encrypted or packed in a way unknown here,
 * `archive-unsafe` where unpacking could do harm, `disk-full` where it would not fit.
 */
export async function openArchive(path: string, options: ArchiveOptions): Promise<Outcome<Archive>> {
  let handle: OpenFile;
  try {
    handle = await workFiles.open(path, 'r');
  } catch (error) {
    return fileFailed(error);
  }
  let checked: Outcome<Omit<Archive, 'close'>>;
  try {
    checked = await checkDirectory(handle, options, dirname(path));
  } catch (error) {
    checked = { ok: false, failure: readFailure(error) };
  }
  if (checked.ok) return success({ ...checked.value, close: () => handle.close() });
  await handle.close();
  return checked;
}

/**
 * Tells what the system reports about a file, or that its folder does not answer, from what is wrong inside it. `name` is
 * the entry's, where there is one.
 */
export function readFailure(error: unknown, name?: string): Failure {
  if (systemCode(error) !== null || error instanceof FolderSilentError) return fileFailure(error);
  const reason = messageOf(error);
  return { code: 'archive-damaged', text: name === undefined ? reason : `${shownName(name)}: ${reason}` };
}

async function checkDirectory(
  handle: OpenFile,
  { limits, freeBytes }: ArchiveOptions,
  folder: string,
): Promise<Outcome<Omit<Archive, 'close'>>> {
  const zip = await openZipFile(handle);
  if (zip.entryCount > limits.entries)
    return failed('archive-unsafe', archiveReasons.tooManyEntries(zip.entryCount, limits.entries));

  const tree = createEntryTree();
  const entries: ArchiveEntry[] = [];
  let packedBytes = 0;
  let totalBytes = 0;
  for await (const entry of zip.eachEntry()) {
    const { generalPurposeBitFlag: flags, fileNameRaw } = entry;
    // Many packers write UTF-8 without saying so. A \ becomes a /: some .NET versions separate folders with it.
    const name = getFileNameLowLevel(
      isUtf8(fileNameRaw) ? flags | utf8Flag : flags,
      fileNameRaw,
      entry.extraFields,
      false,
    );
    const placed = tree.add(name);
    if ('reason' in placed) return failed('archive-unsafe', placed.reason);
    if (tree.size > limits.entries)
      return failed('archive-unsafe', archiveReasons.tooManyFiles(limits.entries));
    const failure = checkEntry(entry, name, placed.kind);
    if (failure !== null) return { ok: false, failure };
    packedBytes += entry.compressedSize;
    totalBytes += entry.uncompressedSize;
    if (totalBytes > limits.totalBytes)
      return failed('archive-unsafe', archiveReasons.tooLarge(shownName(name), limits.totalBytes));
    if (placed.path === '') continue;
    const facts = factsOf(entry);
    entries.push({ ...placed, ...facts, read: (buffer) => openEntry(zip, handle, entry, facts, buffer) });
  }

  const { size: archiveBytes } = await handle.stat();
  if (!entries.some((entry) => entry.kind === 'file'))
    return failed('archive-damaged', archiveReasons.noFiles);
  if (packedBytes > archiveBytes) return failed('archive-unsafe', archiveReasons.overlapping);
  if (totalBytes > limits.ratioFromBytes && totalBytes > limits.ratio * archiveBytes)
    return failed('archive-unsafe', archiveReasons.growsTooMuch(archiveBytes, totalBytes));
  const lack = await lackOfSpace(freeBytes, folder, totalBytes + tree.size * bytesPerEntry);
  return lack ?? success({ entries, renamed: tree.renamed });
}

const factsOf = (entry: Entry): EntryFacts => ({
  headerAt: entry.relativeOffsetOfLocalHeader,
  isPacked: entry.isCompressed(),
  packedSize: entry.compressedSize,
  size: entry.uncompressedSize,
  crc32: entry.crc32,
});

function checkEntry(entry: Entry, name: string, kind: EntryKind): Failure | null {
  const shown = shownName(name);
  const type = (entry.externalFileAttributes >>> 16) & typeBits;
  if (type === symbolicLink) return { code: 'archive-unsafe', text: archiveReasons.symbolicLink(shown) };
  if (type !== 0 && type !== regularFile && type !== directory)
    return { code: 'archive-unsafe', text: archiveReasons.neither(shown) };
  if (kind === 'folder' ? entry.uncompressedSize > 0 : type === directory)
    return { code: 'archive-unsafe', text: archiveReasons.both(shown) };
  if (entry.isEncrypted()) return { code: 'archive-unsupported', text: archiveReasons.encrypted(shown) };
  if (!entry.canDecodeFileData())
    return {
      code: 'archive-unsupported',
      text: archiveReasons.unknownMethod(shown, entry.compressionMethod),
    };
  return null;
}

async function openEntry(
  zip: ZipFile,
  handle: OpenFile,
  entry: Entry,
  facts: EntryFacts,
  buffer?: Buffer,
): Promise<AsyncIterable<Buffer>> {
  // Also refuses an entry whose bytes would lie beyond the end of the archive.
  const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
  return openContent(handle, facts, fileDataStart, buffer);
}
