import { messageOf } from '../../shared/errors.ts';
import type { AskInBox } from './window-troubles.ts';

export interface FailedStartOptions {
  ask: AskInBox;
  startAgain: (how: 'normally' | 'in safe mode') => void;
  showLogs: () => Promise<unknown>;
  quit: () => void;
}

/** Says in a box of the system's own that the app could not start: its window would wait for ever. */
export async function tellFailedStart(error: unknown, options: FailedStartOptions): Promise<void> {
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
