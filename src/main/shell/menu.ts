import type { MenuItemConstructorOptions } from 'electron';
import type { MenuCommand, WebPage } from '../../shared/contract.ts';

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
    label: 'Settings…',
    accelerator: 'CmdOrCtrl+,',
    click: () => onCommand('settings'),
  };
  const about: MenuItemConstructorOptions = {
    label: 'About Rigyd Desk',
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
      label: '&File',
      submenu: [
        { label: 'Add job IDs…', accelerator: 'CmdOrCtrl+N', click: () => onCommand('add-jobs') },
        ...(isMac ? [] : [settings]),
        { type: 'separator' },
        isMac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        { label: 'Command palette…', accelerator: 'CmdOrCtrl+K', click: () => onCommand('palette') },
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
        { label: 'Keyboard shortcuts', accelerator: 'F1', click: () => onCommand('shortcuts') },
        { type: 'separator' },
        { label: 'Rigyd web app', click: () => onWebPage('service') },
        { label: 'Rigyd documentation', click: () => onWebPage('documentation') },
        { type: 'separator' },
        { label: 'Show logs', click: onShowLogs },
        { label: 'Copy diagnostics', click: () => onCommand('copy-diagnostics') },
        ...(isMac ? [] : [{ type: 'separator' } satisfies MenuItemConstructorOptions, about]),
      ],
    },
  ];
}
