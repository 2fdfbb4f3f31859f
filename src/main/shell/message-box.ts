import type { Dialog } from 'electron';
import { messageOf } from '../../shared/errors.ts';
import type { StartMode } from './command-line.ts';
import { choiceWords, dialogWords } from '../words/dialogs.ts';

/** A message box for when the window cannot ask. */
export interface Box<Choice extends string> {
  message: string;
  detail: string;
  /** The first is what Enter and closing the box choose. */
  choices: readonly [Choice, ...Choice[]];
}

/** Shows a box, and resolves with what was chosen; with the first choice when `signal` closes it. */
export type AskInBox = <Choice extends string>(box: Box<Choice>, signal?: AbortSignal) => Promise<Choice>;

/**
 * Asks in a box that belongs to no window, because the window may be what has a problem.
 *
 * @param dialog Electron's own
 */
export const askInBox =
  (dialog: Pick<Dialog, 'showMessageBox'>): AskInBox =>
  async ({ message, detail, choices }, signal) => {
    const { response } = await dialog.showMessageBox({
      type: 'warning',
      title: dialogWords.app,
      message,
      detail,
      buttons: [...choices],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
      ...(signal === undefined ? {} : { signal }),
    });
    return choices[response] ?? choices[0];
  };

export interface FailedStartOptions {
  ask: AskInBox;
  startAgain: (mode: StartMode) => void;
  showLogs: () => Promise<unknown>;
  quit: () => void;
}

/** Says why the app could not start, and asks what to do. In a box of the system: the window waits for a start. */
export async function askAfterFailedStart(error: unknown, options: FailedStartOptions): Promise<void> {
  const { tryAgain, startInSafeMode, showLogs, quit } = choiceWords;
  for (;;) {
    const choice = await options.ask({
      message: dialogWords.startFailed.message,
      detail: dialogWords.startFailed.detail(messageOf(error)),
      choices: [tryAgain, startInSafeMode, showLogs, quit],
    });
    if (choice === showLogs) {
      await options.showLogs();
      continue;
    }
    if (choice === quit) options.quit();
    else options.startAgain(choice === tryAgain ? 'normally' : 'in safe mode');
    return;
  }
}

/**
 * Asks how to start after starts that ended before the app was there, so that what makes it crash can be left out. In a box of
 * the system: the window may be what crashes it.
 *
 * @param count of those starts, in a row
 * @returns whether in safe mode; null to quit
 */
export async function askAfterFailedStarts(
  count: number,
  { ask, showLogs: show }: Pick<FailedStartOptions, 'ask' | 'showLogs'>,
): Promise<boolean | null> {
  const { startInSafeMode, startNormally, showLogs, quit } = choiceWords;
  for (;;) {
    const choice = await ask({
      message: dialogWords.startsFailed.message(count),
      detail: dialogWords.startsFailed.detail,
      choices: [startInSafeMode, startNormally, showLogs, quit],
    });
    if (choice === quit) return null;
    if (choice !== showLogs) return choice === startInSafeMode;
    await show();
  }
}
