import type { BrowserWindow } from 'electron';
import { wireName } from '../../shared/channels.ts';
import type { Push } from '../state/publisher.ts';

/** Pushes to the open window. A window that was closed or has crashed requests a snapshot when it is back. */
export function createPush(window: () => BrowserWindow | null): Push {
  return (name, payload) => {
    const contents = window()?.webContents;
    if (contents === undefined || contents.isDestroyed() || contents.isCrashed()) return;
    contents.send(wireName(name), payload);
  };
}
