import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { run } from '../lib/run.mjs';
import { firstLine, startDaemon, stopDaemon, whenReady } from './daemon.mjs';
import { displayEnvironment, keychainEnvironment, SESSION_VARIABLE } from './environment.mjs';
import { killLeftovers } from './leftovers.mjs';
import { xauthority } from './xauthority.mjs';

/** @typedef {import('./daemon.mjs').Daemon} Daemon */

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
 * @param {{ keychain: boolean, env?: Record<string, string | undefined> }} options
 * @returns {Promise<Session>}
 */
export async function startSession({ keychain, env = process.env }) {
  const temporary = os.tmpdir().length > LONGEST_TEMPORARY_FOLDER ? '/tmp' : os.tmpdir();
  const folder = mkdtempSync(path.join(temporary, 'rigyd-session-'));
  /** @type {Daemon[]} */
  const daemons = [];
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
    const display = await startDisplay(folder, inside, daemons);
    inside = { ...inside, DISPLAY: display };
    if (keychain) await startKeychain(folder, inside, daemons);
    return { env: inside, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * @param {string} folder
 * @param {Record<string, string>} env
 * @param {Daemon[]} daemons gets what is started, at once, so that it is stopped whatever happens
 * @returns {Promise<string>} the display's name
 */
async function startDisplay(folder, env, daemons) {
  const authority = path.join(folder, 'Xauthority');
  writeFileSync(authority, xauthority(randomBytes(16)), { mode: 0o600 });
  const options = ['-screen', '0', '1920x1200x24', '-nolisten', 'tcp', '-auth', authority];
  // By default the server starts anew when its last client leaves, and turns away who comes in that moment.
  const server = startDaemon('Xvfb', ['-displayfd', '3', '-noreset', ...options], { env, folder });
  daemons.push(server);
  return `:${await firstLine(server, 3)}`;
}

/**
 * @param {string} folder
 * @param {Record<string, string>} env
 * @param {Daemon[]} daemons
 */
async function startKeychain(folder, env, daemons) {
  makeHome(path.join(folder, 'home'));
  mkdirSync(path.join(folder, 'runtime'), { mode: 0o700 });
  const address = `--address=${env['DBUS_SESSION_BUS_ADDRESS']}`;
  const bus = startDaemon('dbus-daemon', ['--session', '--nofork', '--print-address=1', address], {
    env,
    folder,
  });
  daemons.push(bus);
  await firstLine(bus, 1);

  // The empty password: the keyring lives as long as the session, in its folder.
  const options = ['--foreground', '--unlock', '--components=secrets'];
  const keyring = startDaemon('gnome-keyring-daemon', options, { env, folder, input: '\n' });
  daemons.push(keyring);
  await whenReady(keyring, secretServiceIsThere(env, keyring));
}

/**
 * A home as a desktop makes it. Where no file says so, Electron takes the home itself for the folder of downloads.
 *
 * @param {string} home
 */
function makeHome(home) {
  mkdirSync(path.join(home, '.config'), { recursive: true });
  mkdirSync(path.join(home, 'Downloads'));
  writeFileSync(path.join(home, '.config/user-dirs.dirs'), 'XDG_DOWNLOAD_DIR="$HOME/Downloads"\n');
}

/**
 * @param {Record<string, string>} env
 * @param {Daemon} keyring
 */
async function secretServiceIsThere(env, { child }) {
  const destination = ['--dest=org.freedesktop.DBus', '/org/freedesktop/DBus'];
  const question = ['org.freedesktop.DBus.NameHasOwner', 'string:org.freedesktop.secrets'];
  while (child.exitCode === null && child.signalCode === null) {
    const call = ['--session', '--print-reply=literal', ...destination, ...question];
    const { stdout } = await run('dbus-send', call, { env, capture: true });
    if (stdout.includes('true')) return;
    await wait(20);
  }
}
