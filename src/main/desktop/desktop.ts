import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { app, clipboard, dialog, nativeTheme, shell } from 'electron';
import { dragIcon } from './drag-icon.ts';
import type { Desktop } from '../ipc/desktop.ts';
import { chooseFile, chooseFileToSave } from './file-dialogs.ts';
import { confirmCommand } from './confirm-command.ts';
import type { LoginStart } from './login-start.ts';
import type { MainWindow } from './main-window.ts';
import { diagnosticsOf, showLogs } from './support.ts';

/** The system's file manager, clipboard, folder dialog and theme, as far as the app uses them. */
export const createDesktop = (
  window: MainWindow,
  login: LoginStart,
  startAgain: Desktop['startAgain'],
): Desktop => ({
  showLogs,
  diagnostics: diagnosticsOf,
  startAgain,

  async showInFolder(path) {
    const isThere = await stat(path).then(
      () => true,
      () => false,
    );
    if (isThere) shell.showItemInFolder(path);
    return isThere;
  },

  // Asynchronous since Electron 44, and harmless to await before.
  copyText: async (text) => {
    await clipboard.writeText(text);
  },

  async chooseFolder(current) {
    const parent = window.current;
    const options = {
      title: 'Where should results go?',
      defaultPath: current,
      properties: ['openDirectory' as const, 'createDirectory' as const],
    };
    const answer = await (parent === null
      ? dialog.showOpenDialog(options)
      : dialog.showOpenDialog(parent, options));
    return answer.filePaths[0] ?? null;
  },

  async openFolder(path) {
    // On macOS a folder that is called like a program (chair.app) is one to the system: opening it would start it.
    const isProgram = process.platform === 'darwin' && extname(path) !== '';
    const isFolder = await stat(path).then(
      (stats) => stats.isDirectory(),
      () => null,
    );
    if (isFolder === null) return false;
    if (isFolder && !isProgram) return (await shell.openPath(path)) === '';
    shell.showItemInFolder(path);
    return true;
  },

  async chooseProgram(current) {
    const parent = window.current;
    const options = {
      title: 'Which program should run for each result?',
      ...(current === null ? {} : { defaultPath: current }),
      properties: ['openFile' as const],
    };
    const answer = await (parent === null
      ? dialog.showOpenDialog(options)
      : dialog.showOpenDialog(parent, options));
    return answer.filePaths[0] ?? null;
  },

  confirmCommand: (command) => confirmCommand(window.current, command),

  async startDrag(paths) {
    const [file = ''] = paths;
    const icon = await dragIcon(file);
    window.current?.webContents.startDrag({ file, files: [...paths], icon });
  },

  startAtLogin: (on) => login.set(on),

  closeWindow(goOn) {
    if (goOn) window.agreeToGoOn();
    else app.quit();
  },

  chooseFileToSave: (name, format) => chooseFileToSave(window.current, name, format),
  chooseFile: () => chooseFile(window.current),

  applyTheme(theme) {
    nativeTheme.themeSource = theme;
  },
});
