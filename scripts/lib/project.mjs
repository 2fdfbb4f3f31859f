import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this clone. */
export const projectRoot = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/**
 * A path inside this clone.
 *
 * @param {...string} parts
 */
export const inProject = (...parts) => path.join(projectRoot, ...parts);

/**
 * The project's package.json.
 *
 * @returns {{ name: string, productName: string, version: string, description: string, license?: string, dependencies: Record<string, string>, scripts: Record<string, string>, engines: { node: string } }}
 */
export const readPackage = () => JSON.parse(readFileSync(inProject('package.json'), 'utf8'));
