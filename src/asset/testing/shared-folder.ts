import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = join(dirname(fileURLToPath(import.meta.url)), '../../..');

/**
 * Where real files by others are kept, outside of the project: `RIGYD_SHARED_ASSETS`, or a folder beside the project's. Null
 * where there is none; the tests that read them are then left out, and the run says so.
 */
export const sharedFolder =
  [process.env['RIGYD_SHARED_ASSETS'], join(project, '../shared/assets')].find(
    (path) => path !== undefined && existsSync(join(path, 'INDEX.md')),
  ) ?? null;
