import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { electronVersion } from '../electron/version.mjs';
import { declaredVersion } from '../electron/runtime.mjs';
import { inProject, readPackage } from '../lib/project.mjs';
import { appId, fileTypes, programName } from './application.mjs';
import { commitTime } from './commit-time.mjs';
import { configuration } from './configuration.mjs';
import { metainfo } from './linux/metainfo.mjs';
import { mimeTypes } from './linux/mime-types.mjs';
import { systemTools } from './linux/system-tools.mjs';

/** @typedef {import('../electron/runtime.mjs').Runtime} Runtime */
/** @typedef {import('./configuration.mjs').Ingredients} Ingredients */

/**
 * Makes all packages of the build for this system, and of the same code an app that tests can drive.
 *
 * @param {Runtime} runtime the Electron of this machine
 * @param {string} output folder
 */
export async function makePackages(runtime, output) {
  const time = await commitTime();
  // What dpkg-deb and mksquashfs take for the time of everything that they pack.
  process.env['SOURCE_DATE_EPOCH'] = String(time);
  const linux = writeLinuxFiles(path.join(output, 'material'), new Date(time * 1000));
  const ingredients = { output, linux, ...(await electronOf(runtime)) };
  if (runtime.kind === 'fallback') {
    console.log(
      `\nElectron ${declaredVersion()} is not on this machine. These packages hold Electron ${ingredients.electronVersion}, the ` +
        'fallback for tests and the demo: try them, and publish none of them.\n',
    );
    Object.assign(process.env, await systemTools(path.join(output, 'tools')));
  }
  await pack(configuration(ingredients));
  await pack(configuration({ ...ingredients, output: path.join(output, 'twin'), isTwin: true }), 'dir');
}

/**
 * @param {import('electron-builder').Configuration} config
 * @param {string} [target] instead of those that the configuration has for this system
 */
async function pack(config, target) {
  const { Platform, archFromString, build } = await import('electron-builder');
  const targets =
    target === undefined
      ? Platform.current().createTarget()
      : Platform.current().createTarget(target, archFromString(process.arch));
  await build({ projectDir: inProject(), publish: 'never', config, targets });
}

/**
 * The Electron that packages hold: the one that set-up left here, for other architectures a download of its own.
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
 * @param {Date} date of the release
 * @returns {import('./configuration.mjs').LinuxFiles}
 */
function writeLinuxFiles(folder, date) {
  const { productName, version, license = 'UNLICENSED' } = readPackage();
  mkdirSync(folder, { recursive: true });
  const write = (/** @type {string} */ name, /** @type {string} */ content) => {
    const file = path.join(folder, name);
    writeFileSync(file, content);
    return file;
  };
  return {
    mimeTypes: write(`${programName}.xml`, mimeTypes(fileTypes)),
    metainfo: write(
      `${appId}.metainfo.xml`,
      metainfo({ productName, version, date: date.toISOString().slice(0, 10), license }),
    ),
  };
}
