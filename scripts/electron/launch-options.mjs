import { isRoot } from '../lib/machine.mjs';
import { plainError } from '../lib/plain-error.mjs';
import { projectRoot } from '../lib/project.mjs';
import { findRuntime } from './runtime.mjs';

/**
 * @typedef {object} Launch everything that starts the app; Playwright's `_electron.launch` takes it as it is
 * @property {string} executablePath
 * @property {string[]} args
 * @property {Record<string, string>} env
 */

/**
 * The switches Chromium needs on this machine.
 *
 * @param {{ root: boolean, platform: NodeJS.Platform, automated: boolean }} machine automated: under Xvfb
 */
export function chromiumSwitches({ root, platform, automated }) {
  const switches = [];
  // Chromium's sandbox refuses to run as root.
  if (root) switches.push('--no-sandbox');
  // From version 38 on Electron prefers Wayland, which Xvfb is not; nor has it a graphics card, which Chromium would
  // first start a process to look for, and then another without.
  if (automated && platform === 'linux') switches.push('--ozone-platform=x11', '--disable-gpu');
  return switches;
}

/**
 * An environment for Electron: without the variable that makes it a plain Node.
 *
 * @param {Record<string, string | undefined>} env
 * @returns {Record<string, string>}
 */
export function electronEnvironment(env) {
  /** @type {Record<string, string>} */
  const result = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && name !== 'ELECTRON_RUN_AS_NODE') result[name] = value;
  }
  return result;
}

/**
 * How to start the app on this machine. Fails if set-up has not run.
 *
 * @param {object} [options]
 * @param {string[]} [options.args] for the app
 * @param {Record<string, string | undefined>} [options.env] the whole environment, by default our own
 * @param {string} [options.appPath] the folder with the app's package.json
 * @param {string | undefined} [options.program] an app that is packed, with its Electron in it, instead
 * @param {boolean} [options.automated] driven by a test under Xvfb, which is the default, not used by a person
 * @returns {Launch}
 */
export function electronLaunch({
  args = [],
  env = process.env,
  appPath = projectRoot,
  automated = true,
  program,
} = {}) {
  const executablePath = program ?? findRuntime()?.executable;
  if (executablePath === undefined)
    throw plainError('There is no Electron on this machine yet. Run `npm run setup` first.');
  const switches = chromiumSwitches({ root: isRoot(), platform: process.platform, automated });
  return {
    executablePath,
    args: [...switches, ...(program === undefined ? [appPath] : []), ...args],
    env: electronEnvironment(env),
  };
}
