import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { plainError } from '../../lib/plain-error.mjs';
import { findCommand } from '../../setup/system-commands.mjs';
import { buildRuntime } from './build-runtime.mjs';

/**
 * Has electron-builder use the system's own programs where it would download its own, which takes more hosts than the npm registry.
 *
 * They pack fast rather than small, since what they make is tried and not published: at the usual levels packing takes minutes.
 *
 * @param {string} folder for what is put together here
 * @returns {Promise<Record<string, string>>} the variables by which electron-builder finds them
 */
export async function systemTools(folder) {
  console.log(
    'electron-builder’s own tools are not downloaded either: the system’s 7za, mksquashfs and dpkg-deb serve in their place, and the ' +
      'AppImage begins with a runtime of our own, which always unpacks itself and never mounts.\n',
  );
  const appImage = path.join(folder, 'appimage');
  for (const name of ['runtimes', 'lib/x64']) mkdirSync(path.join(appImage, name), { recursive: true });
  symlinkSync(neededProgram('desktop-file-validate'), path.join(appImage, 'desktop-file-validate'));
  const packer = `#!/bin/sh\nexec '${neededProgram('mksquashfs')}' "$@" -Xcompression-level 1\n`;
  writeFileSync(path.join(appImage, 'mksquashfs'), packer, { mode: 0o755 });
  await buildRuntime(path.join(appImage, 'runtimes', 'runtime-x64'));
  return {
    CUSTOM_FPM_PATH: fileURLToPath(new URL('fpm.mjs', import.meta.url)),
    APPIMAGE_TOOLS_PATH: appImage,
    ELECTRON_BUILDER_7ZIP_PATH: neededProgram('7za', '7z'),
    ELECTRON_BUILDER_COMPRESSION_LEVEL: '1',
  };
}

/**
 * Where the first program of these names is that this machine has.
 *
 * @param {...string} names
 */
function neededProgram(...names) {
  const [found] = names.flatMap((name) => findCommand(name) ?? []);
  if (found === undefined) throw plainError(`${names.join(' or ')} is missing. Run \`npm run setup\`.`);
  return found;
}
