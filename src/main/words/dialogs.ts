/** The system's own dialogs and boxes. */
import { countOf } from '../../shared/words/count.ts';

/** Buttons of boxes. */
export const choiceWords = {
  tryAgain: 'Try again',
  reload: 'Reload',
  wait: 'Wait',
  startInSafeMode: 'Start in safe mode',
  startNormally: 'Start normally',
  restartInSafeMode: 'Restart in safe mode',
  showLogs: 'Show logs',
  cancel: 'Cancel',
  quit: 'Quit',
  quitAnyway: 'Quit anyway',
};

export const dialogWords = {
  app: 'Rigyd Desk',
  chooseFolder: 'Choose a folder for results',
  chooseProgram: 'Choose a program to run for each result',
  importJobs: 'Import jobs',
  jobLists: 'Job lists',
  allFiles: 'All files',
  exportJobs: 'Export jobs',
  exportFormats: { csv: 'Table (CSV)', json: 'Everything (JSON)' },
  saveFile: 'Save file',

  /** Asked before a command is set. */
  command: {
    question: 'Run this program for each result?',
    run: 'Run for each result',
    noArguments: 'No arguments.',
    /** Before a list of them. */
    arguments: 'Arguments:',
  },

  /** Asked on quitting. */
  unsaved: {
    /** @param jobs 0 where it is something else that changed. */
    message: (jobs: number) =>
      jobs === 0 ? 'Couldn’t save some changes' : `Couldn’t save changes to ${countOf(jobs, 'job')}`,
    silent: 'The disk with the list of jobs isn’t responding. Check it, then try again.',
    /** @param reason in the system's words; empty for none */
    unwritable: (reason: string) =>
      `Rigyd Desk can’t write to its list on disk${reason === '' ? '' : ` (${reason})`}. Free up disk space, then try again.`,
    lost: 'If you quit anyway, these changes will be lost: they couldn’t be saved anywhere else either.',
    keptIn: (path: string) => `If you quit anyway, the next start restores them from ${path}.`,
    losesInput: 'What you added just now will be lost: add it again after the next start.',
  },

  startFailed: {
    message: 'Rigyd Desk couldn’t start',
    detail: (reason: string) => `${reason}\n\nYour jobs and results are still on disk.`,
  },
  startsFailed: {
    message: (count: number) => `Rigyd Desk didn’t finish starting the last ${count} times`,
    detail:
      'Safe mode starts it with your list alone: without graphics acceleration, previews, checks of results, saved views and everything that starts automatically. Your jobs, results and settings stay as they are.',
  },
  unresponsive: {
    message: 'The window isn’t responding',
    detail:
      'Your jobs are still watched and downloads continue. You can wait or reload the window. Reloading only loses text you’re typing.',
  },
  crashing: {
    message: 'The window keeps crashing',
    detail:
      'Your jobs are still watched and downloads continue. Reload the window, or restart in safe mode, which turns off graphics acceleration, previews, saved views, the account’s jobs and everything that starts automatically.',
  },
};
