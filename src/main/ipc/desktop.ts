import type { EditAction, ExportFormat, Notices, WebPage } from '../../shared/contract.ts';
import type { Outcome } from '../../shared/errors.ts';
import type { LinkHandling } from '../../shared/links.ts';
import type { Settings } from '../../shared/settings.ts';
import type { Command } from '../../shared/hook.ts';
import type { DescribedState } from '../log/diagnostics.ts';

/** What the handlers need of the desktop around the window. */
export interface Desktop {
  /** Fails with `folder-unavailable` where it is not there, `folder-silent` where nothing answers. */
  showInFolder(path: string): Promise<Outcome<null>>;
  copyText(text: string): Promise<void>;
  /** Edits the text of the field of the page that has the keyboard. */
  editText(action: EditAction): void;
  /** Null where the person changed their mind. */
  chooseFolder(current: string): Promise<string | null>;
  /** Opens a folder in the file manager. Fails as {@link Desktop.showInFolder}. */
  openFolder(path: string): Promise<Outcome<null>>;
  /** Null where the person changed their mind. */
  chooseProgram(current: string | null): Promise<string | null>;
  /** Asks in a box of the system's own, which no page can answer, whether this is to be run for each result. */
  confirmCommand(command: Command): Promise<boolean>;
  /** Goes on with a drag that began in the page as one of files. */
  startDrag(paths: readonly string[]): Promise<void>;
  /** Where a file is to be written; null where the person changed their mind. */
  chooseFileToSave(name: string, format: ExportFormat): Promise<string | null>;
  /** The same for a single file of a job. */
  chooseWhereToSave(name: string): Promise<string | null>;
  /** Opens a file with the system's app for it. Fails with `not-opened` where it has none. */
  openFile(path: string): Promise<Outcome<null>>;
  /** A file to read; null where the person changed their mind. */
  chooseFile(): Promise<string | null>;
  /** Has the system start the app at login, or not. */
  startAtLogin(on: boolean): Promise<Outcome<null>>;
  /** Where the system opens links that lead into the app. */
  linkHandling(): Promise<LinkHandling>;
  /** Has the system open them here, or not. Fails with `links-unchanged` where it does not go along. */
  openLinks(isHere: boolean): Promise<Outcome<null>>;
  /** The window was closed for the first time; this is what the person wants of that. */
  closeWindow(keepRunning: boolean): void;
  applyTheme(theme: Settings['theme']): void;
  /** Shows the folder of the log in the file manager. */
  showLogs(): Promise<Outcome<null>>;
  /** Fails with `no-browser` where the system opens no web pages. */
  openWebPage(page: WebPage): Promise<Outcome<null>>;
  /** Which licences lie beside the app. */
  findNotices(): Promise<Notices[]>;
  openNotices(name: Notices): Promise<Outcome<null>>;
  /** Opens the menu of the app at a point of the page, in its pixels. */
  showAppMenu(place: { x: number; y: number }): void;
  /** The same with the log, as it may be made public. */
  report(state: DescribedState): Promise<string>;
  /** What helps somebody else to find a fault, as text. */
  diagnostics(state: DescribedState): Promise<string>;
  /** Ends the app and starts it again. */
  startAgain(how: 'normally' | 'in safe mode'): void;
}
