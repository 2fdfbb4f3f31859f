import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { getRawHeader, statFile } from '@electron/asar';

const execute = promisify(execFile);

/**
 * Makes an older package of one: the same program, which says that it is an older version.
 *
 * @param deb as it was packed
 * @param folder in which to work, empty
 */
export async function packOlder(deb: string, folder: string): Promise<{ deb: string; version: string }> {
  const tree = join(folder, 'older');
  await execute('dpkg-deb', ['-R', deb, tree]);
  const control = join(tree, 'DEBIAN', 'control');
  const fields = await readFile(control, 'utf8');
  const version = olderThan(/^Version: (.+)$/m.exec(fields)?.[1] ?? '');
  await writeFile(control, fields.replace(/^Version: .+$/m, `Version: ${version}`));
  const { stdout } = await execute('find', [tree, '-name', 'app.asar']);
  await renameVersion(stdout.trim(), version);
  const older = join(folder, `older.deb`);
  // Not compressed: nobody downloads it.
  await execute('dpkg-deb', ['-b', '-Znone', '--root-owner-group', tree, older]);
  return { deb: older, version };
}

/** A version before another, from 0.1.0 on, of the same length: it takes its place inside an archive. */
function olderThan(version: string): string {
  const older = `0.0.${'9'.repeat(version.length - '0.0.'.length)}`;
  if (!/^0*[1-9]\d*\.|^0\.[1-9]/.test(version)) throw new Error(`${version} has no version before it.`);
  return older;
}

/** Writes another version into the `package.json` of an app's archive. */
async function renameVersion(asar: string, version: string): Promise<void> {
  const { headerSize } = getRawHeader(asar);
  const entry = statFile(asar, 'package.json');
  if (!('offset' in entry)) throw new Error('package.json is not in the archive.');
  // Behind the header and the two numbers before it.
  const start = 8 + headerSize + Number(entry.offset);
  const content = await readFile(asar);
  const text = content.subarray(start, start + entry.size).toString('utf8');
  const renamed = Buffer.from(text.replace(/("version":\s*")[^"]+"/, `$1${version}"`));
  if (renamed.length !== entry.size || renamed.toString('utf8') === text)
    throw new Error('The version in the archive could not be replaced.');
  renamed.copy(content, start);
  await writeFile(asar, content);
}
