import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { inProject } from '../../../scripts/lib/project.mjs';

/** Where the packages are that are tried. */
export const packagesFolder = (): string => process.env['RIGYD_PACKAGES'] ?? inProject('dist');

/** The package with this ending; throws where there is not exactly one. */
export function packageNamed(ending: string): string {
  const folder = packagesFolder();
  const found = readdirSync(folder).filter((name) => name.endsWith(ending));
  const [name, second] = found;
  if (name === undefined || second !== undefined)
    throw new Error(`${folder} has ${found.length} packages *${ending}; run \`npm run package\`.`);
  return join(folder, name);
}
