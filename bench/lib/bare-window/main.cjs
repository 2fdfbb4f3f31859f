// An ES module would be ready later.
// eslint-disable-next-line @typescript-eslint/no-require-imports -- see above
const { app, BrowserWindow } = require('electron');

/** The least that an Electron app can be, and the soonest that it can be there: one window with one word in it. */
void app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1_280, height: 800, show: false });
  window.once('ready-to-show', () => window.show());
  app.on('window-all-closed', () => app.quit());
  return window.loadFile('page.html');
});
