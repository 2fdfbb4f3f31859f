import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from '../build/build.mjs';
import { declaredVersion } from '../electron/runtime.mjs';
import { electronVersion } from '../electron/version.mjs';
import { filesIn } from '../lib/files.mjs';
import { plainError } from '../lib/plain-error.mjs';
import { inProject } from '../lib/project.mjs';
import { run } from '../lib/run.mjs';
import { appFiles } from './app-files.mjs';
import { appId, fileTypes, programName, windowsSigning } from './application.mjs';
import { commitTime } from './commit-time.mjs';
import { differences } from './compare.mjs';
import { configuration } from './configuration.mjs';
import { contentProblems } from './contents.mjs';
import { ownMetainfo } from './linux/metainfo.mjs';
import { mimeTypes } from './linux/mime-types.mjs';
import { systemTools } from './linux/system-tools.mjs';
import { notices, shippedByBuild } from './notices.mjs';
import { sizeProblems, sizeReport, sizesOf } from './sizes.mjs';

/** @typedef {import('../electron/runtime.mjs').Runtime} Runtime */
/** @typedef {import('./configuration.mjs').Ingredients} Ingredients */

/** What electron-builder adds to the folder of an app when it makes a deb of it. */
const addedForDeb = 'resources/apparmor-profile';

/**
 * Builds the app and makes all its packages for this system. On Linux, where packages are tried, it builds the app once more, for a twin
 * that tests can drive: both are to be the same, and no larger than they may be.
 *
 * @param {Runtime} runtime the Electron of this machine
 * @param {string} output folder
 */
export async function makePackages(runtime, output) {
  // What dpkg-deb and mksquashfs take for the time of everything that they pack.
  process.env['SOURCE_DATE_EPOCH'] = String(await commitTime());
  await buildApp();
  /** @type {Ingredients} */
  const ingredients = {
    output,
    material: writeMaterial(path.join(output, 'material')),
    ...(await electronOf(runtime)),
    windowsSigning: process.env['AZURE_CLIENT_SECRET'] === undefined ? null : windowsSigning,
  };
  if (process.platform === 'linux') await checkMetainfo(ingredients.material.metainfo);
  if (runtime.kind === 'fallback') Object.assign(process.env, await useFallback(ingredients));
  const packed = await pack(configuration(ingredients));

  // Elsewhere it would be signed and notarized with the rest, although it lets anybody in.
  if (process.platform !== 'linux') return;
  await buildApp();
  const twin = await pack(
    configuration({ ...ingredients, output: path.join(output, 'twin'), isTwin: true }),
    'dir',
  );
  await check(packed, twin, path.dirname(runtime.executable));
}

async function buildApp() {
  if ((await build()) !== 0) throw plainError('The app could not be built; the build says why above.');
}

/**
 * Says aloud what these packages are, and has them made by the system's tools.
 *
 * @param {Ingredients} ingredients
 */
async function useFallback({ output, electronVersion: version }) {
  console.log(
    `\nElectron ${declaredVersion()} is not on this machine. These packages hold Electron ${version}, the fallback for tests and the ` +
      'demo: try them, and publish none of them.\n',
  );
  return systemTools(path.join(output, 'tools'));
}

/**
 * @param {import('electron-builder').Configuration} config
 * @param {string} [target] instead of those that the configuration has for this system
 * @returns {Promise<string>} the folder of the app that was packed
 */
async function pack(config, target) {
  const { Platform, archFromString, build: make } = await import('electron-builder');
  const platform = Platform.current();
  const targets =
    target === undefined
      ? platform.createTarget()
      : platform.createTarget(target, archFromString(process.arch));
  await make({ projectDir: inProject(), publish: 'never', config, targets });
  return path.join(config.directories?.output ?? '', `${platform.buildConfigurationKey}-unpacked`);
}

/**
 * Prints how large the app is, and whether two builds of it are the same; fails where something is not as it has to be.
 *
 * @param {string} packed folder
 * @param {string} twin folder
 * @param {string} electron folder
 */
async function check(packed, twin, electron) {
  const files = await appFiles(packed);
  files.delete(addedForDeb);
  const ofElectron = new Set([...filesIn(electron), programName, 'LICENSE.electron.txt']);
  const sizes = sizesOf(files, (name) => ofElectron.has(name));
  console.log(`\n${sizeReport(sizes)}\n`);

  const problems = [
    ...sizeProblems(sizes),
    ...contentProblems(files),
    ...differences(files, await appFiles(twin)),
  ];
  if (problems.length > 0) throw plainError(problems.join('\n'));
  console.log(
    `Two builds are the same in all ${files.size} files, but for the fuse that lets tests into the second.\n`,
  );
}

/**
 * The Electron that packages hold: on Linux the one that set-up left here; on other systems, which are packed for more than one
 * architecture, downloads.
 *
 * @param {Runtime} runtime
 */
async function electronOf(runtime) {
  const version = await electronVersion(runtime);
  return process.platform === 'linux'
    ? { electronVersion: version, electronFolder: path.dirname(runtime.executable) }
    : { electronVersion: version };
}

/**
 * @param {string} folder
 * @returns {import('./configuration.mjs').Material}
 */
function writeMaterial(folder) {
  mkdirSync(folder, { recursive: true });
  const write = (/** @type {string} */ name, /** @type {string | Buffer} */ content) => {
    const file = path.join(folder, name);
    writeFileSync(file, content);
    return file;
  };
  return {
    mimeTypes: write(`${programName}.xml`, mimeTypes(fileTypes)),
    metainfo: write(`${appId}.metainfo.xml`, ownMetainfo()),
    notices: write('THIRD-PARTY-NOTICES.txt', notices(shippedByBuild())),
    changelog: write('changelog.gz', gzipSync(readFileSync(inProject('CHANGELOG.md')), { level: 9 })),
    debType: write('package-type', 'deb'),
  };
}

/** @param {string} file */
async function checkMetainfo(file) {
  const { code, stdout } = await run('appstreamcli', ['validate', '--no-net', file], { capture: true });
  if (code !== 0) throw plainError(`AppStream does not accept what is said of the app:\n${stdout}`);
}
