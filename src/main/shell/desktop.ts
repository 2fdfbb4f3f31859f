import { extname } from 'node:path';
import { app, clipboard, Menu, nativeImage, nativeTheme, shell, type NativeImage } from 'electron';
import { failed, success, type Outcome } from '../../shared/errors.ts';
import { fileFailure } from '../files/file-failure.ts';
import { personFiles, type FileStats } from '../files/folder-files.ts';
import type { Desktop } from '../ipc/desktop.ts';
import type { Dialogs } from './dialogs.ts';
import type { LinkHandler } from './link-handler.ts';
import type { LoginItem } from './login-item.ts';
import type { MainWindow } from './main-window.ts';
import { diagnosticsOf, reportOf } from './app-report.ts';
import { showLogs } from './support.ts';
import { findNotices, openNotices } from './notices.ts';
import { openWebPage } from './web-pages.ts';

export interface DesktopOptions {
  window: MainWindow;
  dialogs: Dialogs;
  loginItem: LoginItem;
  links: LinkHandler;
  /** What the app needs of Electron, see self-check.ts. */
  selfCheck: () => Promise<string[]>;
  startAgain: Desktop['startAgain'];
}

/** The system's file manager, clipboard, dialogs and theme, as far as the app uses them. */
export const createDesktop = ({
  window,
  dialogs,
  loginItem,
  links,
  selfCheck,
  startAgain,
}: DesktopOptions): Desktop => ({
  showLogs,
  openWebPage,
  findNotices,
  openNotices,

  showAppMenu({ x, y }) {
    const shown = window.current;
    if (shown === null) return;
    const zoom = shown.webContents.getZoomFactor();
    Menu.getApplicationMenu()?.popup({ window: shown, x: Math.round(x * zoom), y: Math.round(y * zoom) });
  },

  diagnostics: async (state) => diagnosticsOf(state, await selfCheck()),
  report: async (state) => reportOf(state, await selfCheck()),
  startAgain,

  async showInFolder(path) {
    const found = await statOf(path);
    if (!found.ok) return found;
    shell.showItemInFolder(path);
    return success(null);
  },

  // Asynchronous since Electron 44, and harmless to await before.
  copyText: async (text) => {
    await clipboard.writeText(text);
  },

  editText: (action) => window.current?.webContents[action](),

  async openFolder(path) {
    // On macOS a folder that is called like a program (chair.app) is one to the system: opening it would start it.
    const isProgram = process.platform === 'darwin' && extname(path) !== '';
    const found = await statOf(path);
    if (!found.ok) return found;
    if (found.value.isDirectory() && !isProgram) {
      const problem = await shell.openPath(path);
      return problem === '' ? success(null) : failed('folder-unavailable', path);
    }
    shell.showItemInFolder(path);
    return success(null);
  },

  async openFile(path) {
    const problem = await shell.openPath(path);
    return problem === '' ? success(null) : failed('not-opened', problem);
  },

  chooseFolder: (current) => dialogs.chooseFolder(current),
  chooseProgram: (current) => dialogs.chooseProgram(current),
  chooseFile: () => dialogs.chooseFile(),
  chooseFileToSave: (name, format) => dialogs.chooseFileToSave(name, format),
  chooseWhereToSave: (name) => dialogs.chooseWhereToSave(name),
  confirmCommand: (command) => dialogs.confirmCommand(command),

  async startDrag(paths) {
    const [file = ''] = paths;
    const icon = await dragIcon(file);
    window.current?.webContents.startDrag({ file, files: [...paths], icon });
  },

  startAtLogin: (on) => loginItem.set(on),
  linkHandling: () => links.handling(),
  openLinks: (isHere) => links.open(isHere),

  closeWindow(keepRunning) {
    if (keepRunning) window.agreeToKeepRunning();
    else app.quit();
  },

  applyTheme(theme) {
    nativeTheme.themeSource = theme;
  },
});

/** What lies at a path. The system's own functions would wait for a drive that is away as long as it is. */
async function statOf(path: string): Promise<Outcome<FileStats>> {
  try {
    return success(await personFiles.stat(path));
  } catch (error) {
    const { code } = fileFailure(error);
    return failed(code === 'folder-silent' ? code : 'folder-unavailable', path);
  }
}

/** Pixels of a side. */
const iconSize = 32;
/** Blue, green, red and alpha, as bitmaps are laid out. */
const accent = [0xd9, 0x5f, 0x2b, 0xff];

/** What is shown under the pointer while a result is dragged: the system's icon of its folder, or a plain one. */
async function dragIcon(path: string): Promise<NativeImage> {
  const icon = await app.getFileIcon(path, { size: 'normal' }).catch(() => nativeImage.createEmpty());
  return icon.isEmpty() ? plainFolder() : icon;
}

/** A folder with its tab. Some systems refuse a drag without an icon. */
function plainFolder(): NativeImage {
  const bitmap = Buffer.alloc(iconSize * iconSize * 4);
  for (let y = 0; y < iconSize; y += 1)
    for (let x = 0; x < iconSize; x += 1) {
      const isTab = y >= 6 && y < 10 && x >= 3 && x < 14;
      const isBody = y >= 10 && y < 26 && x >= 3 && x < 29;
      if (isTab || isBody) bitmap.set(accent, (y * iconSize + x) * 4);
    }
  return nativeImage.createFromBitmap(bitmap, { width: iconSize, height: iconSize });
}
