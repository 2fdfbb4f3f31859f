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
import { choiceWords, dialogWords } from '../words/dialogs.ts';

/** In the order of the buttons. */
const quitAnswers = ['try-again', 'quit', 'stay'] as const;
export type QuitAnswer = (typeof quitAnswers)[number];

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
      buttons: [choiceWords.tryAgain, choiceWords.quitAnyway, choiceWords.cancel],
      cancelId: 2,
    });
    return quitAnswers[response] ?? 'stay';
  }

  /** Asks whether a command is to be run for each result. No page can answer for the person. */
  async confirmCommand(command: Command): Promise<boolean> {
    const response = await this.#ask(this.#window(), {
      type: 'question',
      ...commandQuestion(command),
      buttons: [choiceWords.cancel, dialogWords.command.run],
      cancelId: 0,
    });
    return response === 1;
  }

  /** @returns null where the person changed their mind, as with all that follow */
  chooseFolder(current: string): Promise<string | null> {
    return this.#open(current, {
      title: dialogWords.chooseFolder,
      properties: ['openDirectory', 'createDirectory'],
    });
  }

  chooseProgram(current: string | null): Promise<string | null> {
    return this.#open(current, {
      title: dialogWords.chooseProgram,
      properties: ['openFile'],
    });
  }

  /** A file with jobs: an exported list, or any text with job IDs. */
  chooseFile(): Promise<string | null> {
    return this.#open(null, {
      title: dialogWords.importJobs,
      properties: ['openFile'],
      filters: [
        { name: dialogWords.jobLists, extensions: ['json', 'csv', 'txt', 'log', 'tsv'] },
        { name: dialogWords.allFiles, extensions: ['*'] },
      ],
    });
  }

  /** Where to write an exported list. The system asks before it replaces a file. */
  chooseFileToSave(name: string, format: ExportFormat): Promise<string | null> {
    return this.#save({
      title: dialogWords.exportJobs,
      defaultPath: name,
      filters: [{ name: dialogWords.exportFormats[format], extensions: [format] }],
    });
  }

  /** Where to save a single file of a job. */
  chooseWhereToSave(name: string): Promise<string | null> {
    return this.#save({ title: dialogWords.saveFile, defaultPath: name });
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
    message: dialogWords.command.question,
    detail: [
      program,
      '',
      args.length === 0 ? dialogWords.command.noArguments : dialogWords.command.arguments,
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
  const words = dialogWords.unsaved;
  return {
    message: words.message(jobs),
    detail: [
      reason === null ? words.silent : words.unwritable(reason),
      keptIn === null ? words.lost : words.keptIn(keptIn),
      ...(losesInput ? [words.losesInput] : []),
    ].join('\n\n'),
  };
}
