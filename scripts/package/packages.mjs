import { readdirSync } from 'node:fs';
import path from 'node:path';
import { inProject } from '../lib/project.mjs';
import { programName } from './application.mjs';

/** Where packages are made. */
export const packagesFolder = inProject('dist');

/** On Linux: the program of the app that tests can drive. */
export const twinProgram = path.join(packagesFolder, 'twin', 'linux-unpacked', programName);

/**
 * The package with this ending; throws where there is not exactly one.
 *
 * @param {string} ending
 */
export function packageNamed(ending) {
  const found = readdirSync(packagesFolder).filter((name) => name.endsWith(ending));
  const [name, second] = found;
  if (name === undefined || second !== undefined)
    throw new Error(`${packagesFolder} has ${found.length} packages *${ending}; run \`npm run package\`.`);
  return path.join(packagesFolder, name);
}
