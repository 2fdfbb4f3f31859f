import { app, Menu } from 'electron';
import { menuTemplate, type MenuOptions } from './menu-template.ts';

/** Installs the application menu. */
export function installMenu(options: Pick<MenuOptions, 'onCommand' | 'onShowLogs'>): void {
  const template = menuTemplate({
    ...options,
    isMac: process.platform === 'darwin',
    hasDevTools: !app.isPackaged,
  });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
