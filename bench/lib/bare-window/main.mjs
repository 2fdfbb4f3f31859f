import { app, BrowserWindow } from 'electron';

/** The least that an Electron app can be: one window with one word in it. */
await app.whenReady();
const window = new BrowserWindow({ width: 1_200, height: 800 });
await window.loadFile(new URL('page.html', import.meta.url).pathname);
app.on('window-all-closed', () => app.quit());
