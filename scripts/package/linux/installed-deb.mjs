import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { projectCache } from '../../lib/cache.mjs';
import { isRoot } from '../../lib/machine.mjs';
import { plainError } from '../../lib/plain-error.mjs';
import { waitForLock } from '../../setup/lock.mjs';
import { programName } from '../application.mjs';

const execute = promisify(execFile);

/**
 * Runs a program as root: as we are, or in CI through sudo, which asks nobody there.
 *
 * @param {string} command
 * @param {string[]} args
 */
export async function asRoot(command, ...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' };
  if (isRoot()) await execute(command, args, { env });
  else await execute('sudo', ['-n', command, ...args], { env });
}

/**
 * Runs dpkg, which itself does not wait for another one to be done: the system's daily update, say.
 *
 * @param {string[]} args
 */
async function dpkg(...args) {
  for (;;) {
    const failure = await asRoot('dpkg', ...args).then(
      () => null,
      (/** @type {unknown} */ error) => error,
    );
    if (failure === null) return;
    if (!String(failure).includes('lock was locked by another process')) throw failure;
    await pause(500);
  }
}

/**
 * Whether packages can be installed here, without asking anybody for a password.
 *
 * @returns {Promise<boolean>}
 */
export async function canInstall() {
  if (isRoot()) return true;
  return (
    process.env['CI'] !== undefined &&
    asRoot('true').then(
      () => true,
      () => false,
    )
  );
}

/**
 * Keeps all others from installing the app, until it is released: it is one machine for all clones on it. Fails where the app is
 * installed already.
 */
export async function reserveMachine() {
  const lock = await waitForLock(join(projectCache(), 'installed.lock'), () => {
    process.stdout.write('Another clone tries its packages; waiting for it.\n');
  });
  const installed = await installedVersion();
  if (installed === null) return lock;
  lock.release();
  throw plainError(`Rigyd Desk ${installed} is installed here. Remove it first: dpkg --purge ${programName}`);
}

/**
 * Installs a package with nothing but the system's own tool, which fetches nothing that it lacks. It does not wait for the disk: what
 * a power cut leaves of it is of no interest here.
 *
 * @param {string} deb
 */
export const install = (deb) => dpkg('--force-unsafe-io', '-i', deb);

/** Removes it, with all that it set. */
export const uninstall = () => dpkg('--purge', programName);

/**
 * The version that is installed; null if none is.
 *
 * @returns {Promise<string | null>}
 */
export async function installedVersion() {
  const query = ['-W', '-f', '${db:Status-Status} ${Version}', programName];
  const { stdout } = await execute('dpkg-query', query).catch(() => ({ stdout: '' }));
  const [status, version = ''] = stdout.split(' ');
  return status === undefined || status === '' || status === 'not-installed' ? null : version;
}

/**
 * The files that are not as the package has them, by their paths.
 *
 * @returns {Promise<string[]>}
 */
export async function changedFiles() {
  const { stdout } = await execute('dpkg', ['--verify', programName]);
  const lines = stdout.split('\n').filter((line) => line !== '');
  return lines.map((line) => line.slice(line.indexOf('/')));
}
