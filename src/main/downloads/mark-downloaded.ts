import { workFiles } from '../files/folder-files.ts';

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
