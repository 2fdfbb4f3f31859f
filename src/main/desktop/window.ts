import { BrowserWindow, nativeTheme } from 'electron';

export interface WindowOptions {
  preload: string;
  url: string;
}

/** The colour before the first paint; the same as `--surface` in the renderer's tokens.css. */
const background = { light: '#fbfbfc', dark: '#16181d' };

/** Opens the window: sandboxed, isolated, and unable to go anywhere but to its own page. */
export function openWindow({ preload, url }: WindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 720,
    minHeight: 480,
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
    },
  });
  const { webContents } = window;
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  webContents.on('will-navigate', (event) => event.preventDefault());
  webContents.on('will-attach-webview', (event) => event.preventDefault());
  window.once('ready-to-show', () => window.show());
  void window.loadURL(url);
  return window;
}

/** Brings the window to the person who just asked for the app again. */
export function bringForward(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
