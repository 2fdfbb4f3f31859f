import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'electron';
import { failed, success, type Outcome } from '../../shared/errors.ts';
import { autostartEntry, isEntryOn } from './autostart-entry.ts';
import { replaceSmallFile } from './small-file.ts';

/** Whether the system starts the app when the person logs in. */
export interface LoginStart {
  /** What really is, whatever the settings say. */
  isOn(): boolean;
  set(on: boolean): Outcome<null>;
}

/** The switch with which it is started then: to the tray. */
export const hiddenSwitch = 'hidden';

/** On Linux: a file in the folder of the desktop's autostart. */
export function autostartFile(configFolder: string, command: readonly string[]): LoginStart {
  const path = join(configFolder, 'autostart', 'rigyd-desk.desktop');
  return {
    isOn() {
      try {
        return isEntryOn(readFileSync(path, 'utf8'));
      } catch {
        return false;
      }
    },
    set(on) {
      try {
        if (on) replaceSmallFile(path, autostartEntry([...command, `--${hiddenSwitch}`]));
        else rmSync(path, { force: true });
        return success(null);
      } catch (error) {
        return failed('folder-unavailable', error instanceof Error ? error.message : String(error));
      }
    },
  };
}

type LoginItems = Pick<App, 'getLoginItemSettings' | 'setLoginItemSettings'>;

/** On macOS and Windows: the system's own list. */
export function loginItem(app: LoginItems, args: string[]): LoginStart {
  const options = { args: [...args, `--${hiddenSwitch}`] };
  return {
    isOn: () => app.getLoginItemSettings(options).openAtLogin,
    set(on) {
      app.setLoginItemSettings({ openAtLogin: on, ...options });
      return success(null);
    },
  };
}
