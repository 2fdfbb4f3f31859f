import type { BrowserWindow } from 'electron';
import { wireName, type PushName } from '../../shared/channels.ts';
import type { Pushes } from '../../shared/contract.ts';

export type Push = <P extends PushName>(name: P, payload: Pushes[P]) => void;

/** Pushes to the window there is; a window that is closed or crashed asks for a snapshot when it is back. */
export function createPush(window: () => BrowserWindow | null): Push {
  return (name, payload) => {
    const contents = window()?.webContents;
    if (contents === undefined || contents.isDestroyed() || contents.isCrashed()) return;
    contents.send(wireName(name), payload);
  };
}
