import { dirname, join } from 'node:path';
import type { Notices } from '../../shared/contract.ts';

/** Where the app and its Electron are. */
export interface AppPlaces {
  platform: NodeJS.Platform;
  resourcesPath: string;
  execPath: string;
}

/**
 * Where packages have the licences of what they are made of (`scripts/package/configuration.mjs`, and electron-builder for Electron's). A
 * clone has Chromium's alone, beside its Electron, and on macOS none.
 */
export function noticeFiles({ platform, resourcesPath, execPath }: AppPlaces): Record<Notices, string> {
  const besideElectron = platform === 'darwin' ? resourcesPath : dirname(execPath);
  return {
    app: join(resourcesPath, 'THIRD-PARTY-NOTICES.txt'),
    chromium: join(besideElectron, 'LICENSES.chromium.html'),
  };
}
