import path from 'node:path';

/** @typedef {Record<string, string | undefined>} Environment */

/**
 * The person's home folder. HOME may be unset, empty or relative (then npm would make a folder called "~").
 *
 * @param {Environment} env
 * @param {string} accountHome the home folder in the user database
 */
export function resolveHome(env, accountHome) {
  const home = env['HOME'];
  return home !== undefined && path.isAbsolute(home) ? home : accountHome;
}

/**
 * Gives the environment a usable HOME. What npm derived from an unusable one and handed on is removed.
 *
 * @param {Environment} env changed in place, because children inherit it
 * @param {string} accountHome
 */
export function repairHome(env, accountHome) {
  const given = env['HOME'];
  const home = resolveHome(env, accountHome);
  if (given === home) return;
  env['HOME'] = home;
  if (given === undefined) return;
  delete env['npm_config_cache'];
  delete env['npm_config_userconfig'];
}
