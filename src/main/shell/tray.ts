import { join } from 'node:path';
import { Menu, Tray, type MenuItemConstructorOptions } from 'electron';
import { log } from '../log/log.ts';
import type { TrayAction, TrayMenu } from './tray-menu.ts';

/** What the sign says. */
export interface TrayContent {
  tooltip: string;
  /** Stands beside it; null where there is no place for it. */
  title: string | null;
  menu: TrayMenu;
}

/** The sign in the tray or the menu bar. */
export interface TrayIcon {
  show(content: TrayContent): void;
}

const pictureOf: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'trayTemplate.png',
  linux: 'tray-linux.png',
};

/** Puts the app into the tray. Where there is none, nothing is shown. */
export function createTray(iconFolder: string, act: (action: TrayAction) => void): TrayIcon {
  const tray = openTray(join(iconFolder, pictureOf[process.platform] ?? 'tray.png'));
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

function openTray(picture: string): Tray | null {
  try {
    return new Tray(picture);
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
