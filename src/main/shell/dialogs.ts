import type {
  BrowserWindow,
  Dialog,
  MessageBoxOptions,
  OpenDialogOptions,
  SaveDialogOptions,
} from 'electron';
import { commandLimit, shownCommand, type Command } from '../../shared/hook.ts';
import type { ExportFormat } from '../../shared/contract.ts';
import { personFiles } from '../files/folder-files.ts';
import { fileFailure } from '../files/file-failure.ts';
import type { Unsaved } from '../persistence/persistence.ts';

/** In the order of the buttons. */
const quitAnswers = ['try-again', 'quit', 'stay'] as const;
export type QuitAnswer = (typeof quitAnswers)[number];

const exportFormats: Record<ExportFormat, string> = { csv: 'Table (CSV)', json: 'Everything (JSON)' };

/** The system's own dialogs. Those of the window lie over it, while it is there. */
export class Dialogs {
  readonly #dialog: Pick<Dialog, 'showMessageBox' | 'showOpenDialog' | 'showSaveDialog'>;
  readonly #window: () => BrowserWindow | null;

  /** @param dialog Electron's own */
  constructor(
    dialog: Pick<Dialog, 'showMessageBox' | 'showOpenDialog' | 'showSaveDialog'>,
    window: () => BrowserWindow | null,
  ) {
    this.#dialog = dialog;
    this.#window = window;
  }

  /** Asks whoever quits what to do about changes that cannot be saved. */
  async askUnsaved(unsaved: Unsaved): Promise<QuitAnswer> {
    const window = this.#window();
    const isVisible = window !== null && !window.isDestroyed() && window.isVisible();
    const response = await this.#ask(isVisible ? window : null, {
      type: 'warning',
      ...describeUnsaved(unsaved),
      buttons: ['Try Again', 'Quit Anyway', 'Cancel'],
      cancelId: 2,
    });
    return quitAnswers[response] ?? 'stay';
  }

  /** Asks whether a command is to be run for each result. No page can answer for the person. */
  async confirmCommand(command: Command): Promise<boolean> {
    const response = await this.#ask(this.#window(), {
      type: 'question',
      ...commandQuestion(command),
      buttons: ['Cancel', 'Run for each result'],
      cancelId: 0,
    });
    return response === 1;
  }

  /** @returns null where the person changed their mind, as with all that follow */
  chooseFolder(current: string): Promise<string | null> {
    return this.#open(current, {
      title: 'Where should results go?',
      properties: ['openDirectory', 'createDirectory'],
    });
  }

  chooseProgram(current: string | null): Promise<string | null> {
    return this.#open(current, {
      title: 'Which program should run for each result?',
      properties: ['openFile'],
    });
  }

  /** A file with jobs: an exported list, or any text with job IDs. */
  chooseFile(): Promise<string | null> {
    return this.#open(null, {
      title: 'Import jobs',
      properties: ['openFile'],
      filters: [
        { name: 'Lists of jobs', extensions: ['json', 'csv', 'txt', 'log', 'tsv'] },
        { name: 'All files', extensions: ['*'] },
      ],
    });
  }

  /** Where to write an exported list. The system asks before it replaces a file. */
  chooseFileToSave(name: string, format: ExportFormat): Promise<string | null> {
    return this.#save({
      title: 'Export jobs',
      defaultPath: name,
      filters: [{ name: exportFormats[format], extensions: [format] }],
    });
  }

  /** Where to save a single file of a job. */
  chooseWhereToSave(name: string): Promise<string | null> {
    return this.#save({ title: 'Save file', defaultPath: name });
  }

  async #save(options: SaveDialogOptions): Promise<string | null> {
    const window = this.#window();
    const answer = await (window === null
      ? this.#dialog.showSaveDialog(options)
      : this.#dialog.showSaveDialog(window, options));
    return answer.canceled || answer.filePath === '' ? null : answer.filePath;
  }

  async #ask(window: BrowserWindow | null, box: MessageBoxOptions): Promise<number> {
    const options = { defaultId: 0, noLink: true, ...box };
    const { response } = await (window === null
      ? this.#dialog.showMessageBox(options)
      : this.#dialog.showMessageBox(window, options));
    return response;
  }

  async #open(startAt: string | null, dialog: OpenDialogOptions): Promise<string | null> {
    const window = this.#window();
    const options = { ...dialog, ...(await startingAt(startAt)) };
    const answer = await (window === null
      ? this.#dialog.showOpenDialog(options)
      : this.#dialog.showOpenDialog(window, options));
    return answer.filePaths[0] ?? null;
  }
}

/** Where a dialog opens. A folder that does not answer would hold up the whole app. */
async function startingAt(path: string | null): Promise<{ defaultPath?: string }> {
  if (path === null) return {};
  try {
    await personFiles.stat(path);
  } catch (error) {
    if (fileFailure(error).code === 'folder-silent') return {};
  }
  return { defaultPath: path };
}

/** What a person reads before a command is set: all of it. One too long for the box does not get here. */
export function commandQuestion(command: Command): { message: string; detail: string } {
  const [program = '', ...args] = shownCommand(command);
  return {
    message: 'Run this program for each result?',
    detail: [
      program,
      '',
      args.length === 0 ? 'It gets no arguments.' : 'It gets these arguments:',
      ...args,
      '',
      commandLimit,
    ].join('\n'),
  };
}

/** Why changes cannot be saved, what can be done about it, and what becomes of them. */
export function describeUnsaved({ jobs, reason, keptIn, losesInput }: Unsaved): {
  message: string;
  detail: string;
} {
  const what = jobs === 0 ? 'Some changes' : `Changes to ${jobs === 1 ? '1 job' : `${jobs} jobs`}`;
  const cause = reason === '' ? '' : ` (${reason})`;
  const problem =
    reason === null
      ? 'The disk with the list of Rigyd Desk does not answer. Check it, then try again.'
      : `Rigyd Desk cannot write to its list on disk${cause}. Make room on the disk, then try again.`;
  return {
    message: `${what} could not be saved`,
    detail: [
      problem,
      keptIn === null
        ? 'If you quit anyway, these changes will be lost: they could not be kept anywhere else either.'
        : `If you quit anyway, the next start takes them from ${keptIn}.`,
      ...(losesInput
        ? ['What you gave Rigyd Desk just now would be lost: give it again after the next start.']
        : []),
    ].join('\n\n'),
  };
}
