import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { markDownloaded } from './mark-downloaded.ts';
import { contentsOf, useTemporaryFolder } from './testing/temporary-folder.ts';

const folder = useTemporaryFolder();

it('marks a file on Windows as come from the Internet, beside its content', async () => {
  const path = join(folder(), 'setup.exe');
  await writeFile(path, 'MZ');
  await markDownloaded(path, 'win32');
  // Elsewhere than on Windows this is a file of its own, and it can be read by the same name.
  expect(await readFile(`${path}:Zone.Identifier`, 'utf8')).toBe('[ZoneTransfer]\r\nZoneId=3\r\n');
  expect(await readFile(path, 'utf8')).toBe('MZ');
});

it('takes a disk that holds no marks as it is', async () => {
  await expect(markDownloaded(join(folder(), 'gone', 'setup.exe'), 'win32')).resolves.toBeUndefined();
});

it.each(['linux', 'darwin'] as const)('leaves files on %s alone', async (platform) => {
  await writeFile(join(folder(), 'chair.glb'), 'glTF');
  await markDownloaded(join(folder(), 'chair.glb'), platform);
  expect(await contentsOf(folder())).toEqual({ 'chair.glb': 'glTF' });
});
