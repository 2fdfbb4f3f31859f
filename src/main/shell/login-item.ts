import { join } from 'node:path';
import type { App as Electron } from 'electron';
import { failed, messageOf, success, type Outcome } from '../../shared/errors.ts';
import type { App } from '../app/app.ts';
import { FolderSilentError } from '../files/folder-calls.ts';
import { personFiles, type FolderFiles } from '../files/folder-files.ts';
import { readWhole } from '../files/read-whole.ts';
import { replaceSmallFile } from '../files/replace-file.ts';
import { startedImage } from '../lib/started-image.ts';
import { nameWords } from '../words/names.ts';

/** Whether the system starts the app when the person logs in. */
export interface LoginItem {
  /** Whether it starts this copy of the app, whatever the settings say; null where the disk does not say. */
  isOn(): Promise<boolean | null>;
  set(on: boolean): Promise<Outcome<null>>;
}

/** The switch of a start at login: to the tray. */
export const hiddenSwitch = 'hidden';

/** Bytes of an entry that are read; anything longer is none. */
const maxEntryLength = 64 * 1024;

/** How this system starts the app at login. */
export function systemLoginItem(
  app: Pick<Electron, 'isPackaged' | 'getAppPath' | 'getPath' | keyof LoginItems>,
): LoginItem {
  // In development Electron is the program, and the app's folder its first argument.
  const args = app.isPackaged ? [] : [app.getAppPath()];
  if (process.platform !== 'linux') return loginItem(app, args);
  const configFolder = process.env['XDG_CONFIG_HOME'] ?? join(app.getPath('home'), '.config');
  return autostartFile(configFolder, [
    startedImage(process.env, process.execPath) ?? process.execPath,
    ...args,
  ]);
}

/** Sets the setting to what the system does: its own settings may have changed that. */
export async function adoptLoginItem({ preferences, publisher }: App, item: LoginItem): Promise<void> {
  const { startAtLogin: before } = preferences.settings;
  const startAtLogin = await item.isOn();
  // Whoever changed it meanwhile has had it changed in the system as well.
  if (startAtLogin !== null && startAtLogin !== before && preferences.settings.startAtLogin === before)
    publisher.set('settings', preferences.change({ startAtLogin }));
}

/** A program and its arguments. */
type Command = readonly [string, ...string[]];

/** On Linux: a file in the folder of the desktop's autostart. */
export function autostartFile(
  configFolder: string,
  command: Command,
  files: FolderFiles = personFiles,
): LoginItem {
  const path = join(configFolder, 'autostart', 'rigyd-desk.desktop');
  const started: Command = [...command, `--${hiddenSwitch}`];
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
        return failed(isSilent ? 'folder-silent' : 'folder-unavailable', messageOf(error));
      }
    },
  };
}

/** The file that a desktop on Linux reads at login. Source: the Desktop Application Autostart Specification. */
const autostartEntry = (command: Command): string =>
  [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Rigyd Desk',
    `Comment=${nameWords.loginItem}`,
    // A desktop starts nothing where the app was removed since, and takes the entry for none.
    `TryExec=${command[0].replaceAll('\\', '\\\\')}`,
    execLine(command),
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');

/**
 * Whether a desktop would start this command: a person or the desktop's settings may have switched it off, and the file may
 * name a copy of the app that was moved since.
 */
const isEntryOn = (entry: string, command: readonly string[]): boolean =>
  entry.split(/\r?\n/).includes(execLine(command)) &&
  !/^(?:Hidden\s*=\s*true|X-GNOME-Autostart-enabled\s*=\s*false)\s*$/im.test(entry);

const execLine = (command: readonly string[]): string => `Exec=${command.map(quote).join(' ')}`;

/** An argument as `Exec` takes it: quoted, and with backslashes doubled once more because the value is a string. */
const quote = (argument: string): string =>
  `"${argument.replaceAll(special, '\\$&').replaceAll('\\', '\\\\').replaceAll('%', '%%')}"`;

/** Characters that a quoted argument of `Exec` must escape. Source: the Desktop Entry Specification, "The Exec key". */
const special = /["`$\\]/g;

type LoginItems = Pick<Electron, 'getLoginItemSettings' | 'setLoginItemSettings'>;

/** On macOS and Windows: the system's own list. */
export function loginItem(app: LoginItems, args: string[]): LoginItem {
  const options = { args: [...args, `--${hiddenSwitch}`] };
  return {
    isOn: async () => app.getLoginItemSettings(options).openAtLogin,
    async set(on) {
      app.setLoginItemSettings({ openAtLogin: on, ...options });
      return success(null);
    },
  };
}
