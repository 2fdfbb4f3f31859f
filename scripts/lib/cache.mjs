import os from 'node:os';
import path from 'node:path';
import { resolveHome } from './home.mjs';

/** @typedef {import('./home.mjs').Environment} Environment */

/**
 * The folder for caches: XDG_CACHE_HOME where it is absolute (the XDG specification says to ignore it otherwise),
 * else `.cache` in the home folder.
 *
 * @param {Environment} env
 * @param {string} accountHome
 */
export function cacheHome(env, accountHome) {
  const xdg = env['XDG_CACHE_HOME'];
  return xdg !== undefined && path.isAbsolute(xdg) ? xdg : path.join(resolveHome(env, accountHome), '.cache');
}

/**
 * What the project keeps outside its tree: the fallback Electron, the set-up lock, remembered failures.
 *
 * @param {Environment} env
 * @param {string} accountHome
 */
export function projectCache(env = process.env, accountHome = os.userInfo().homedir) {
  return path.join(cacheHome(env, accountHome), 'rigyd-desk');
}
