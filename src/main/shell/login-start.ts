import { join } from 'node:path';
import type { App } from 'electron';
import { failed, success, type Outcome, messageOf } from '../../shared/errors.ts';
import { FolderSilentError } from '../files/folder-calls.ts';
import { personFiles, type FolderFiles } from '../files/folder-files.ts';
import { readWhole } from '../files/read-whole.ts';
import { autostartEntry, isEntryOn } from './autostart-entry.ts';
import { replaceSmallFile } from '../files/replace-file.ts';

/** Whether the system starts the app when the person logs in. */
export interface LoginStart {
  /** Whether it starts this copy of the app, whatever the settings say; null where that cannot be told. */
  isOn(): Promise<boolean | null>;
  set(on: boolean): Promise<Outcome<null>>;
}

/** The switch with which it is started then: to the tray. */
export const hiddenSwitch = 'hidden';

/** Bytes of an entry that are read; anything longer is none. */
const maxEntryLength = 64 * 1024;

/** On Linux: a file in the folder of the desktop's autostart. */
export function autostartFile(
  configFolder: string,
  command: readonly string[],
  files: FolderFiles = personFiles,
): LoginStart {
  const path = join(configFolder, 'autostart', 'rigyd-desk.desktop');
  const started = [...command, `--${hiddenSwitch}`];
  return {
    async isOn() {
      try {
        const entry = await readWhole(path, maxEntryLength, files);
        return typeof entry !== 'string' && isEntryOn(entry.toString('utf8'), started);
      } catch (error) {
        return error instanceof FolderSilentError ? null : false;
      }
    },
    async set(on) {
      try {
        if (on) await replaceSmallFile(path, autostartEntry(started), files);
        else await files.rm(path, { force: true });
        return success(null);
      } catch (error) {
        const isSilent = error instanceof FolderSilentError;
        const text = messageOf(error);
        return failed(isSilent ? 'folder-silent' : 'folder-unavailable', text);
      }
    },
  };
}

type LoginItems = Pick<App, 'getLoginItemSettings' | 'setLoginItemSettings'>;

/** On macOS and Windows: the system's own list. */
export function loginItem(app: LoginItems, args: string[]): LoginStart {
  const options = { args: [...args, `--${hiddenSwitch}`] };
  return {
    isOn: async () => app.getLoginItemSettings(options).openAtLogin,
    async set(on) {
      app.setLoginItemSettings({ openAtLogin: on, ...options });
      return success(null);
    },
  };
}
