import { app, BrowserWindow } from 'electron';

/** The least that an Electron app can be: one window with one word in it. Electron is ready only after this module has ended. */
void app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1_200, height: 800 });
  app.on('window-all-closed', () => app.quit());
  return window.loadFile(new URL('page.html', import.meta.url).pathname);
});
