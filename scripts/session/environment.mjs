import path from 'node:path';
import { cacheHome } from '../lib/cache.mjs';

/** Names the session that a process belongs to, by its folder. */
export const SESSION_VARIABLE = 'RIGYD_SESSION';

/** What would lead a program out of the session: to the person's own display, bus, keyring or folders. */
const OUTSIDE = [
  'DBUS_SESSION_BUS_ADDRESS',
  'GNOME_KEYRING_CONTROL',
  'GNOME_KEYRING_PID',
  'SSH_AUTH_SOCK',
  'XDG_CONFIG_HOME',
  'XDG_DATA_HOME',
  'XDG_RUNTIME_DIR',
  'XDG_STATE_HOME',
];

/**
 * The environment inside a session with a display of its own.
 *
 * @param {Record<string, string | undefined>} env
 * @param {string} folder the session's
 * @returns {Record<string, string>} without DISPLAY, which is known when the server runs
 */
export function displayEnvironment(env, folder) {
  /** @type {Record<string, string>} */
  const inside = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && name !== 'DISPLAY' && name !== 'WAYLAND_DISPLAY') inside[name] = value;
  }
  return {
    ...inside,
    XAUTHORITY: path.join(folder, 'Xauthority'),
    XDG_SESSION_TYPE: 'x11',
    [SESSION_VARIABLE]: folder,
  };
}

/**
 * The environment inside a session with a keyring of its own: a person's keyring, settings and downloads are out of
 * reach. Only the cache stays, since Electron is found through it.
 *
 * @param {Record<string, string>} env
 * @param {string} folder the session's
 * @param {string} accountHome
 * @returns {Record<string, string>}
 */
export function keychainEnvironment(env, folder, accountHome) {
  const inside = Object.fromEntries(Object.entries(env).filter(([name]) => !OUTSIDE.includes(name)));
  const runtime = path.join(folder, 'runtime');
  return {
    ...inside,
    HOME: path.join(folder, 'home'),
    XDG_CACHE_HOME: cacheHome(env, accountHome),
    XDG_RUNTIME_DIR: runtime,
    DBUS_SESSION_BUS_ADDRESS: `unix:path=${path.join(runtime, 'bus')}`,
  };
}
