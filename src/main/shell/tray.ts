import { join } from 'node:path';
import { app, Menu, Tray, type MenuItemConstructorOptions } from 'electron';
import type { App } from '../app/app.ts';
import { systemClock } from '../lib/clock.ts';
import { log } from '../log/log.ts';
import type { MainWindow } from './main-window.ts';
import type { TrayAction, TrayMenu } from './tray-menu.ts';
import { blockedBy, trayStatusOf } from './tray-status.ts';
import { TrayUpdater, type TrayIcon } from './tray-updater.ts';

export interface TrayOptions {
  iconFolder: string;
  window: MainWindow;
  act: (action: TrayAction) => void;
}

/** Shows the app in the tray, on the taskbar and on the dock. */
export function showInTray(core: App, { iconFolder, window, act }: TrayOptions): TrayUpdater {
  return new TrayUpdater({
    clock: systemClock,
    platform: process.platform,
    status: () => {
      const { batches, session } = core.publisher.state;
      return trayStatusOf(core.jobs.status, batches, blockedBy(session));
    },
    unread: () => core.notifications.log.unread,
    downloadsPaused: () => core.preferences.settings.downloadsPaused,
    tray: createTray(iconFolder, act),
    showIndicators: ({ progress, badge }) => {
      window.current?.setProgressBar(progress);
      app.setBadgeCount(badge);
    },
  });
}

const iconNames: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'trayTemplate.png',
  linux: 'tray-linux.png',
};

/** Where there is no tray, nothing is shown. */
function createTray(iconFolder: string, act: (action: TrayAction) => void): TrayIcon {
  const tray = openTray(join(iconFolder, iconNames[process.platform] ?? 'tray.png'));
  // On macOS a click opens the menu.
  if (process.platform !== 'darwin') tray?.on('click', () => act({ kind: 'show', target: null }));
  return {
    show({ tooltip, title, menu }) {
      tray?.setToolTip(tooltip);
      if (title !== null) tray?.setTitle(title);
      tray?.setContextMenu(Menu.buildFromTemplate(templateOf(menu, act)));
    },
  };
}

function openTray(icon: string): Tray | null {
  try {
    return new Tray(icon);
  } catch (error) {
    log('There is no tray', error);
    return null;
  }
}

const templateOf = (menu: TrayMenu, act: (action: TrayAction) => void): MenuItemConstructorOptions[] =>
  menu.flatMap((group, index) => [
    ...(index === 0 ? [] : [{ type: 'separator' as const }]),
    ...group.map(({ label, action }) => ({
      label,
      enabled: action !== null,
      click: () => {
        if (action !== null) act(action);
      },
    })),
  ]);
