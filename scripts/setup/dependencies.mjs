import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { npm } from '../lib/npm.mjs';
import { plainError } from '../lib/plain-error.mjs';
import { inProject } from '../lib/project.mjs';

const STAMP = ['node_modules', '.rigyd-setup'];

/**
 * What the stamp of a complete installation says: the same lock file installs other binaries on another platform.
 *
 * @param {string} lockFile text of package-lock.json
 * @param {string} platform
 * @param {string} arch
 */
export function stampFor(lockFile, platform, arch) {
  return `${createHash('sha256').update(lockFile).digest('hex')} ${platform}-${arch}\n`;
}

/**
 * Whether node_modules is exactly what the lock file asks for.
 *
 * @param {string} [root]
 */
export function dependenciesAreInstalled(root = inProject()) {
  try {
    return readFileSync(path.join(root, ...STAMP), 'utf8') === currentStamp(root);
  } catch {
    return false;
  }
}

/**
 * Installs what package-lock.json names, running no package's install script. The stamp goes first and comes back
 * last, so an installation that was cut short is never taken for a complete one.
 *
 * @param {import('./lock.mjs').Lock} lock
 */
export async function installDependencies(lock) {
  const root = inProject();
  console.log('Installing the dependencies named in package-lock.json …');
  rmSync(path.join(root, ...STAMP), { force: true });
  const stamp = currentStamp(root);
  const args = ['ci', '--ignore-scripts', '--include=dev', '--include=optional', '--loglevel=error'];
  const { code } = await npm(args, { cwd: root, onStart: lock.share });
  if (code !== 0) {
    throw plainError(
      'The dependencies could not be installed; npm says why above. ' +
        'Check that this machine reaches the npm registry, then run the same command again.',
    );
  }
  mkdirSync(path.join(root, 'node_modules'), { recursive: true });
  writeFileSync(path.join(root, ...STAMP), stamp);
}

/** @param {string} root */
function currentStamp(root) {
  return stampFor(readFileSync(path.join(root, 'package-lock.json'), 'utf8'), process.platform, process.arch);
}
