import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = join(dirname(fileURLToPath(import.meta.url)), '../../..');

/**
 * Where real files by others are kept, outside of the project: `RIGYD_SHARED_ASSETS`, or a folder beside the project's. Null
 * where there is none; tests that need them are then skipped.
 */
const folder =
  [process.env['RIGYD_SHARED_ASSETS'], join(project, '../shared/assets')].find(
    (path) => path !== undefined && existsSync(join(path, 'INDEX.md')),
  ) ?? null;

/** For `describe.skipIf`. */
export const hasSharedAssets = folder !== null;

/** What a suite is called that needs the files, so that a run without them says what it skipped. */
export const needingSharedAssets = (what: string): string =>
  hasSharedAssets ? what : `${what} (skipped: no shared assets, set RIGYD_SHARED_ASSETS)`;

/** Where one of them is. Only for tests that are not skipped. */
export function sharedAssetPath(path: string): string {
  if (folder === null) throw new Error('no shared assets');
  return join(folder, path);
}

export const readSharedAsset = (path: string): Uint8Array =>
  new Uint8Array(readFileSync(sharedAssetPath(path)));
