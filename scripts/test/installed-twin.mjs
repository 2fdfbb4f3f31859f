import { realpath } from 'node:fs/promises';
import { plainError } from '../lib/plain-error.mjs';
import { programName } from '../package/application.mjs';
import { asRoot, changedFiles, install, reserveMachine, uninstall } from '../package/linux/installed-deb.mjs';

/**
 * Installs a deb, puts the program that tests can drive into the place of the one that is shipped, which differs from it by a fuse,
 * and puts that back; then removes the package. Fails where anything else of the package is not as it was packed.
 *
 * @template T
 * @param {string} deb
 * @param {string} twin the program that tests can drive
 * @param {(program: string) => Promise<T>} use is called while it is there
 * @returns {Promise<T>}
 */
export async function withTwinInstalled(deb, twin, use) {
  const lock = await reserveMachine();
  try {
    await install(deb);
    const program = await realpath(`/usr/bin/${programName}`);
    const shipped = `${program}.shipped`;
    await expectChanged([]);
    await asRoot('mv', program, shipped);
    try {
      await asRoot('cp', twin, program);
      await expectChanged([program]);
      const result = await use(program);
      await expectChanged([program]);
      return result;
    } finally {
      await asRoot('mv', '-f', shipped, program);
      await expectChanged([]);
    }
  } finally {
    await uninstall();
    lock.release();
  }
}

/** @param {string[]} expected paths of files that are not as they were packed */
async function expectChanged(expected) {
  const changed = await changedFiles();
  if (changed.join('\n') !== expected.join('\n'))
    throw plainError(
      `Of what is installed, this is not as it was packed: ${changed.join(', ') || 'nothing'}.`,
    );
}
