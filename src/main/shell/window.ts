import { app, BrowserWindow, nativeTheme } from 'electron';
import { minSize, type Placement } from './window-state.ts';

export interface WindowOptions {
  preload: string;
  url: string;
  /** Path of the picture that stands for the app. */
  icon: string;
  placement: Placement;
  /** Not shown once it is ready. */
  hidden: boolean;
}

/** The colour before the first paint; the same as `--surface` in the renderer's tokens.css. */
const background = { light: '#fbfbfc', dark: '#16181d' };

/** Opens the window: sandboxed and isolated. That it goes nowhere but to its own page holds for every page, see session-security.ts. */
export function openWindow({ preload, url, icon, placement, hidden }: WindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    ...placement.size,
    ...placement.position,
    minWidth: minSize.width,
    minHeight: minSize.height,
    icon,
    title: 'Rigyd Desk',
    show: false,
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? background.dark : background.light,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  });
  // Either of these would show it.
  window.once('show', () => {
    if (placement.isMaximized) window.maximize();
    if (placement.isFullScreen) window.setFullScreen(true);
  });
  if (!hidden) window.once('ready-to-show', () => window.show());
  void window.loadURL(url);
  return window;
}
