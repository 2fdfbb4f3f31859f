import { extname } from 'node:path';
import { app, clipboard, dialog, nativeTheme, shell } from 'electron';
import { failed, success, type Outcome } from '../../shared/errors.ts';
import { personFiles, type FileStats } from '../files/folder-files.ts';
import { fileFailure } from '../files/file-failure.ts';
import { dragIcon } from './drag-icon.ts';
import type { Desktop } from '../ipc/desktop.ts';
import { chooseFile, chooseFileToSave } from './file-dialogs.ts';
import { confirmCommand } from './confirm-command.ts';
import type { LoginStart } from './login-start.ts';
import type { MainWindow } from './main-window.ts';
import { diagnosticsOf, showLogs } from './support.ts';

/** What lies at a path. The system's own functions would wait for a drive that is away as long as it is. */
async function lookAt(path: string): Promise<Outcome<FileStats>> {
  try {
    return success(await personFiles.stat(path));
  } catch (error) {
    const { code } = fileFailure(error);
    return failed(code === 'folder-silent' ? code : 'folder-unavailable', path);
  }
}

/** Where a dialog begins; it would hold up the whole app in a folder that does not answer. */
async function startingAt(path: string | null): Promise<{ defaultPath?: string }> {
  if (path === null) return {};
  const found = await lookAt(path);
  return found.ok || found.failure.code !== 'folder-silent' ? { defaultPath: path } : {};
}

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
    const found = await lookAt(path);
    if (!found.ok) return found;
    shell.showItemInFolder(path);
    return success(null);
  },

  // Asynchronous since Electron 44, and harmless to await before.
  copyText: async (text) => {
    await clipboard.writeText(text);
  },

  async chooseFolder(current) {
    const parent = window.current;
    const options = {
      title: 'Where should results go?',
      ...(await startingAt(current)),
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
    const found = await lookAt(path);
    if (!found.ok) return found;
    if (found.value.isDirectory() && !isProgram) {
      const problem = await shell.openPath(path);
      return problem === '' ? success(null) : failed('folder-unavailable', path);
    }
    shell.showItemInFolder(path);
    return success(null);
  },

  async chooseProgram(current) {
    const parent = window.current;
    const options = {
      title: 'Which program should run for each result?',
      ...(await startingAt(current)),
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
