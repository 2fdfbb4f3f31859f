import { join } from 'node:path';
import { app } from 'electron';
import type { App } from '../app/app.ts';
import { autostartFile, loginItem, type LoginStart } from './login-start.ts';

/** How this system starts the app at login. */
export function systemLoginStart(): LoginStart {
  // In development Electron is the program, and the app's folder its first argument.
  const args = app.isPackaged ? [] : [app.getAppPath()];
  if (process.platform !== 'linux') return loginItem(app, args);
  const configFolder = process.env['XDG_CONFIG_HOME'] ?? join(app.getPath('home'), '.config');
  // An AppImage runs from a folder that is gone with it; the variable names the file itself.
  return autostartFile(configFolder, [process.env['APPIMAGE'] ?? process.execPath, ...args]);
}

/** The setting says what really is: the system's own settings may have changed it. */
export async function adoptLoginStart({ preferences, publisher }: App, login: LoginStart): Promise<void> {
  const { startAtLogin: before } = preferences.settings;
  const startAtLogin = await login.isOn();
  // Whoever changed it meanwhile has had it changed in the system as well.
  if (startAtLogin !== null && startAtLogin !== before && preferences.settings.startAtLogin === before)
    publisher.set('settings', preferences.change({ startAtLogin }));
}
