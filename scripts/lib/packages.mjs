import { readFileSync } from 'node:fs';
import path from 'node:path';
import { inProject } from './project.mjs';
import { run } from './run.mjs';

/**
 * The script behind a package's command, to be run with Node (the shims in `.bin` need a shell on Windows).
 *
 * @param {{ bin?: string | Record<string, string> }} manifest the package's package.json
 * @param {string} command
 * @returns {string} path inside the package
 */
export function commandScript(manifest, command) {
  const script = typeof manifest.bin === 'string' ? manifest.bin : manifest.bin?.[command];
  if (script === undefined) throw new Error(`The package has no command called ${command}.`);
  return script;
}

/**
 * The file behind an installed package's command.
 *
 * @param {string} packageName
 * @param {string} command
 */
export function packageScript(packageName, command) {
  const folder = inProject('node_modules', packageName);
  return path.join(
    folder,
    commandScript(JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')), command),
  );
}

/**
 * Runs a command of an installed package in this clone.
 *
 * @param {string} packageName
 * @param {string} command
 * @param {string[]} args
 * @param {import('./run.mjs').RunOptions} [options]
 */
export function runPackage(packageName, command, args, options = {}) {
  return run(process.execPath, [packageScript(packageName, command), ...args], {
    cwd: inProject(),
    ...options,
  });
}
