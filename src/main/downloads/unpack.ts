import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { failed, type Failure, type Outcome, success } from '../../shared/errors.ts';
import { workFiles } from '../files/folder-files.ts';
import { type Archive, type ArchiveEntry, readFailure } from './archive.ts';
import { fileFailure } from '../files/file-failure.ts';
import { shownName } from './file-names.ts';
import { stopFailure } from './receive-body.ts';
import { syncFolder } from '../files/sync-folder.ts';

/**
 * Unpacks an archive into a new folder, each file read back against its size and CRC-32 and written through to the
 * disk, nothing executable, all marked as downloaded. Whatever goes wrong, aborting included, the folder is gone again
 * afterwards.
 *
 * @param folder does not exist yet; its parent does
 */
export async function unpack(
  archive: Archive,
  folder: string,
  signal: AbortSignal,
  platform = process.platform,
): Promise<Outcome<null>> {
  try {
    await workFiles.mkdir(folder);
  } catch (error) {
    return { ok: false, failure: fileFailure(error) };
  }
  const failure = await writeAll(archive, folder, signal, platform).catch(fileFailure);
  if (failure === null) return success(null);
  await workFiles.rm(folder, { recursive: true, force: true, maxRetries: 5 });
  return { ok: false, failure };
}

async function writeAll(
  archive: Archive,
  folder: string,
  signal: AbortSignal,
  platform: NodeJS.Platform,
): Promise<Failure | null> {
  const folders = new Set([folder]);
  for (const entry of archive.entries) {
    const target = join(folder, entry.path);
    const parent = entry.kind === 'folder' ? target : dirname(target);
    await workFiles.mkdir(parent, { recursive: true });
    for (let each = parent; !folders.has(each); each = dirname(each)) folders.add(each);
    if (entry.kind === 'folder') continue;
    const failure = await writeFile(entry, target, signal);
    if (failure !== null) return failure;
    await markDownloaded(target, platform);
  }
  for (const each of folders) await syncFolder(each);
  return null;
}

async function writeFile(entry: ArchiveEntry, target: string, signal: AbortSignal): Promise<Failure | null> {
  const file = await workFiles.open(target, 'wx', 0o644);
  try {
    let size = 0;
    let checksum = 0;
    for await (const chunk of await entry.read()) {
      if (signal.aborted) return stopFailure(signal);
      size += chunk.length;
      if (size > entry.size) break;
      checksum = crc32(chunk, checksum);
      await file.writeFile(chunk);
    }
    if (size !== entry.size)
      return failed('archive-damaged', `${shownName(entry.path)} is not as large as declared.`).failure;
    if (checksum !== entry.crc32)
      return failed('archive-damaged', `${shownName(entry.path)} does not match its checksum.`).failure;
    await file.sync();
    return null;
  } catch (error) {
    return readFailure(error, entry.path);
  } finally {
    await file.close();
  }
}

/** The zone "Internet". Source: Microsoft, [MS-FSCC], "Zone.Identifier Stream Name". */
const mark = '[ZoneTransfer]\r\nZoneId=3\r\n';

/**
 * Marks a file as downloaded, as a browser does: Windows then checks a program before it starts one, and Office opens a
 * document in Protected View. On macOS the system marks what an app writes whose package asks for it, and on Linux there
 * is no such mark.
 */
export async function markDownloaded(
  path: string,
  platform: NodeJS.Platform = process.platform,
): Promise<void> {
  if (platform !== 'win32') return;
  try {
    await workFiles.writeFile(`${path}:Zone.Identifier`, mark);
  } catch {
    // A disk in another format than NTFS holds no marks; a browser's downloads have none there either.
  }
}
