import { existsSync } from 'node:fs';
import path from 'node:path';
import { run } from './run.mjs';

/** @typedef {import('./home.mjs').Environment} Environment */

/**
 * How to start npm without a shell: the npm that runs us, else the one installed with Node.
 *
 * @param {{ env: Environment, platform: NodeJS.Platform, node: string, exists: (file: string) => boolean }} machine
 * @returns {{ command: string, args: string[] }}
 */
export function npmCommand({ env, platform, node, exists }) {
  const running = env['npm_execpath'];
  if (running !== undefined && path.basename(running) === 'npm-cli.js' && exists(running)) {
    return { command: node, args: [running] };
  }
  // Windows has npm only as a batch file, which Node does not start without a shell.
  if (platform === 'win32') {
    return { command: node, args: [path.join(path.dirname(node), 'node_modules/npm/bin/npm-cli.js')] };
  }
  return { command: 'npm', args: [] };
}

/**
 * Runs npm.
 *
 * @param {string[]} args
 * @param {import('./run.mjs').RunOptions} [options]
 */
export function npm(args, options = {}) {
  const machine = {
    env: process.env,
    platform: process.platform,
    node: process.execPath,
    exists: existsSync,
  };
  const start = npmCommand(machine);
  const env = { ...(options.env ?? process.env), npm_config_update_notifier: 'false' };
  return run(start.command, [...start.args, ...args], { ...options, env });
}
