import { randomBytes } from 'node:crypto';
import { chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { run } from '../lib/run.mjs';
import { firstLine, startDaemon, stopDaemon, whenReady } from './daemon.mjs';
import { displayEnvironment, keychainEnvironment, SESSION_VARIABLE } from './environment.mjs';
import { killLeftovers } from './leftovers.mjs';
import { xauthority } from './xauthority.mjs';

/** @typedef {import('./daemon.mjs').Daemon} Daemon */

/**
 * @typedef {object} Place where a session's daemons run, and as whom
 * @property {string} folder
 * @property {import('../lib/run.mjs').Account | undefined} [account]
 * @property {Daemon[]} daemons gets what is started, at once, so that it is stopped whatever happens
 */

/** Sockets in deeper folders have names too long for Linux (108 bytes). */
const LONGEST_TEMPORARY_FOLDER = 60;

/**
 * @typedef {object} Session
 * @property {Record<string, string>} env for the programs to run inside
 * @property {() => Promise<void>} stop ends everything that runs inside and leaves no trace
 */

/**
 * Starts a display in memory and, if wanted, a D-Bus session with an unlocked keyring, home and settings of its own.
 * Linux only; set-up has installed what it runs.
 *
 * @param {object} options
 * @param {boolean} options.keychain
 * @param {Record<string, string | undefined>} [options.env]
 * @param {import('../lib/run.mjs').Account | undefined} [options.account] whose session it is, by default ours; takes root
 * @returns {Promise<Session>}
 */
export async function startSession({ keychain, env = process.env, account }) {
  const temporary = os.tmpdir().length > LONGEST_TEMPORARY_FOLDER ? '/tmp' : os.tmpdir();
  const folder = mkdtempSync(path.join(temporary, 'rigyd-session-'));
  if (account !== undefined) chownSync(folder, account.uid, account.gid);
  /** @type {Daemon[]} */
  const daemons = [];
  const place = { folder, account, daemons };
  const stop = async () => {
    const ids = daemons.flatMap(({ child }) => child.pid ?? []);
    await killLeftovers(SESSION_VARIABLE, folder, ids);
    // The display goes last. It takes with it every Electron left running: their environment cannot be read.
    for (const daemon of daemons.toReversed()) await stopDaemon(daemon);
    await killLeftovers(SESSION_VARIABLE, folder, []);
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    let inside = displayEnvironment(env, folder);
    if (keychain) inside = keychainEnvironment(inside, folder, os.userInfo().homedir);
    const display = await startDisplay(inside, place);
    inside = { ...inside, DISPLAY: display };
    if (keychain) await startKeychain(inside, place);
    return { env: inside, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * @param {Record<string, string>} env
 * @param {Place} place
 * @returns {Promise<string>} the display's name
 */
async function startDisplay(env, { folder, account, daemons }) {
  const authority = path.join(folder, 'Xauthority');
  writeFileSync(authority, xauthority(randomBytes(16)), { mode: 0o600 });
  if (account !== undefined) chownSync(authority, account.uid, account.gid);
  const options = ['-screen', '0', '1920x1200x24', '-nolisten', 'tcp', '-auth', authority];
  // By default the server starts anew when its last client leaves, and turns away who comes in that moment.
  const server = startDaemon('Xvfb', ['-displayfd', '3', '-noreset', ...options], { env, folder, account });
  daemons.push(server);
  return `:${await firstLine(server, 3)}`;
}

/**
 * @param {Record<string, string>} env
 * @param {Place} place
 */
async function startKeychain(env, { folder, account, daemons }) {
  const owned = makeHome(path.join(folder, 'home'));
  mkdirSync(path.join(folder, 'runtime'), { mode: 0o700 });
  owned.push(path.join(folder, 'runtime'));
  if (account !== undefined) for (const made of owned) chownSync(made, account.uid, account.gid);
  const address = `--address=${env['DBUS_SESSION_BUS_ADDRESS']}`;
  const bus = startDaemon('dbus-daemon', ['--session', '--nofork', '--print-address=1', address], {
    env,
    folder,
    account,
  });
  daemons.push(bus);
  await firstLine(bus, 1);

  // The empty password: the keyring lives as long as the session, in its folder.
  const options = ['--foreground', '--unlock', '--components=secrets'];
  const keyring = startDaemon('gnome-keyring-daemon', options, { env, folder, account, input: '\n' });
  daemons.push(keyring);
  await whenReady(keyring, secretServiceIsThere(env, keyring, account));
}

/**
 * A home as a desktop makes it. Where no file says so, Electron takes the home itself for the folder of downloads.
 *
 * @param {string} home
 * @returns {string[]} all that it made
 */
function makeHome(home) {
  const config = path.join(home, '.config');
  const downloads = path.join(home, 'Downloads');
  const folders = path.join(config, 'user-dirs.dirs');
  mkdirSync(config, { recursive: true });
  mkdirSync(downloads);
  writeFileSync(folders, 'XDG_DOWNLOAD_DIR="$HOME/Downloads"\n');
  return [home, config, downloads, folders];
}

/**
 * @param {Record<string, string>} env
 * @param {Daemon} keyring
 * @param {import('../lib/run.mjs').Account | undefined} [account]
 */
async function secretServiceIsThere(env, { child }, account) {
  const destination = ['--dest=org.freedesktop.DBus', '/org/freedesktop/DBus'];
  const question = ['org.freedesktop.DBus.NameHasOwner', 'string:org.freedesktop.secrets'];
  while (child.exitCode === null && child.signalCode === null) {
    const call = ['--session', '--print-reply=literal', ...destination, ...question];
    const { stdout } = await run('dbus-send', call, { env, capture: true, account });
    if (stdout.includes('true')) return;
    await wait(20);
  }
}
