import { messageOf } from '../../shared/errors.ts';
import type { StartMode } from './command-line.ts';
import type { AskInBox } from './dialogs.ts';

export interface FailedStartOptions {
  ask: AskInBox;
  startAgain: (mode: StartMode) => void;
  showLogs: () => Promise<unknown>;
  quit: () => void;
}

/** Says why the app could not start, and asks what to do. In a box of the system: the window waits for a start. */
export async function askAfterFailedStart(error: unknown, options: FailedStartOptions): Promise<void> {
  const reason = messageOf(error);
  for (;;) {
    const choice = await options.ask({
      message: 'Rigyd Desk could not start',
      detail: `${reason}\n\nYour jobs and results are still on disk.`,
      choices: ['Try again', 'Start in safe mode', 'Show logs', 'Quit'],
    });
    if (choice === 'Show logs') {
      await options.showLogs();
      continue;
    }
    if (choice === 'Quit') options.quit();
    else options.startAgain(choice === 'Try again' ? 'normally' : 'in safe mode');
    return;
  }
}
