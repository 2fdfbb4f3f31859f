// Electron loads it before the app, which may be a CommonJS one.
// eslint-disable-next-line @typescript-eslint/no-require-imports -- see above
const { app, BrowserWindow } = require('electron');

/** Milliseconds until a window is there and has its rows. */
const shownMs = 5_000;

/** Hides the app's window after a while, from within: a debugger that does so keeps the page drawing for nobody. */
void app.whenReady().then(() => setTimeout(() => BrowserWindow.getAllWindows()[0]?.hide(), shownMs));
