import { chmodSync, copyFileSync, cpSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createHash } from 'node:crypto';
import { run } from '../../lib/run.mjs';
import { filesIn } from '../../lib/files.mjs';

/**
 * Makes a deb, packed fast rather than small.
 *
 * @param {import('./fpm-arguments.mjs').DebRequest} request
 * @param {string} folder empty, for its content until it is packed
 * @returns {Promise<number>} exit code
 */
export async function buildDeb({ file, fields, scripts, content }, folder) {
  chmodSync(folder, 0o755);
  for (const { source, target } of content) place(source, path.join(folder, target));
  const names = filesIn(folder);
  setModes(folder, names);

  const entries = names.filter((name) => name.endsWith('.desktop')).map((name) => path.join(folder, name));
  if ((await run('desktop-file-validate', entries)).code !== 0) return 1;

  const control = path.join(folder, 'DEBIAN');
  mkdirSync(control);
  const size = names.reduce((sum, name) => sum + Math.ceil(statSync(path.join(folder, name)).size / 1024), 0);
  writeFileSync(path.join(control, 'control'), controlFile({ ...fields, 'Installed-Size': String(size) }));
  writeFileSync(path.join(control, 'md5sums'), names.map((name) => sumLine(folder, name)).join(''));
  for (const [name, script] of Object.entries(scripts)) {
    copyFileSync(script, path.join(control, name));
    chmodSync(path.join(control, name), 0o755);
  }
  const args = ['--root-owner-group', '-Zzstd', '-z1', '--build', folder, file];
  const { code } = await run('dpkg-deb', args);
  return code;
}

/**
 * @param {string} source
 * @param {string} target
 */
function place(source, target) {
  mkdirSync(path.dirname(target), { recursive: true });
  if (source.endsWith('/')) cpSync(source, target, { recursive: true, verbatimSymlinks: true });
  else copyFileSync(source, target);
}

/**
 * What somebody else may read, whatever this machine's umask is.
 *
 * @param {string} folder
 * @param {string[]} names
 */
function setModes(folder, names) {
  for (const name of names) {
    const file = path.join(folder, name);
    chmodSync(file, (statSync(file).mode & 0o100) === 0 ? 0o644 : 0o755);
    for (let parent = path.dirname(file); parent !== folder; parent = path.dirname(parent))
      chmodSync(parent, 0o755);
  }
}

/** @param {Record<string, string>} fields */
const controlFile = (fields) =>
  Object.entries(fields)
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('');

/**
 * @param {string} folder
 * @param {string} name
 */
const sumLine = (folder, name) =>
  `${createHash('md5')
    .update(readFileSync(path.join(folder, name)))
    .digest('hex')}  ${name}\n`;
