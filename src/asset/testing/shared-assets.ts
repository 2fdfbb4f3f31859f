import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from 'vitest';
import { sharedFolder } from './shared-folder.ts';

/** A suite that reads real files by others. Where they are not there, there is no suite. */
export function describeSharedAssets(what: string, suite: () => void): void {
  if (sharedFolder !== null) describe(what, suite);
}

/** Where one of them is. Only for tests of such a suite. */
export function sharedAssetPath(path: string): string {
  if (sharedFolder === null) throw new Error('no shared assets');
  return join(sharedFolder, path);
}

export const readSharedAsset = (path: string): Uint8Array =>
  new Uint8Array(readFileSync(sharedAssetPath(path)));
