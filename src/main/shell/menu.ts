import type { MenuItemConstructorOptions } from 'electron';
import type { MenuCommand, WebPage } from '../../shared/contract.ts';
import { menuWords } from '../words/menus.ts';

export interface MenuOptions {
  isMac: boolean;
  /** Whether the developer tools can be opened. */
  hasDevTools: boolean;
  /** Does in the window what its own buttons do. */
  onCommand: (command: MenuCommand) => void;
  /** Opens a page of the service in the browser. */
  onWebPage: (page: WebPage) => void;
  /** Works also while the window does not. */
  onShowLogs: () => void;
}

/** What is in the application menu. */
export function menuTemplate({
  isMac,
  hasDevTools,
  onCommand,
  onWebPage,
  onShowLogs,
}: MenuOptions): MenuItemConstructorOptions[] {
  const settings: MenuItemConstructorOptions = {
    label: menuWords.settings,
    accelerator: 'CmdOrCtrl+,',
    click: () => onCommand('settings'),
  };
  const about: MenuItemConstructorOptions = {
    label: menuWords.about,
    click: () => onCommand('about'),
  };
  return [
    ...(isMac
      ? [
          {
            role: 'appMenu',
            submenu: [
              about,
              { type: 'separator' },
              settings,
              { type: 'separator' },
              { role: 'services' },
              { type: 'separator' },
              { role: 'hide' },
              { role: 'hideOthers' },
              { role: 'unhide' },
              { type: 'separator' },
              { role: 'quit' },
            ],
          } satisfies MenuItemConstructorOptions,
        ]
      : []),
    {
      label: menuWords.file,
      submenu: [
        { label: menuWords.addJobs, accelerator: 'CmdOrCtrl+N', click: () => onCommand('add-jobs') },
        ...(isMac ? [] : [settings]),
        { type: 'separator' },
        isMac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: menuWords.view,
      submenu: [
        { label: menuWords.palette, accelerator: 'CmdOrCtrl+K', click: () => onCommand('palette') },
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        ...(hasDevTools ? [{ role: 'toggleDevTools' } satisfies MenuItemConstructorOptions] : []),
      ],
    },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [
        { label: menuWords.shortcuts, accelerator: 'F1', click: () => onCommand('shortcuts') },
        { type: 'separator' },
        { label: menuWords.webApp, click: () => onWebPage('service') },
        { label: menuWords.documentation, click: () => onWebPage('documentation') },
        { type: 'separator' },
        { label: menuWords.showLogs, click: onShowLogs },
        { label: menuWords.copyDiagnostics, click: () => onCommand('copy-diagnostics') },
        { label: menuWords.saveReport, click: () => onCommand('save-report') },
        ...(isMac ? [] : [{ type: 'separator' } satisfies MenuItemConstructorOptions, about]),
      ],
    },
  ];
}
