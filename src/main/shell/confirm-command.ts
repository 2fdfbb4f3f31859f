import { dialog, type BrowserWindow } from 'electron';
import type { Command } from '../../shared/settings.ts';
import { commandQuestion } from './command-question.ts';

/** Asks whether a command is to be run for each result. */
export async function confirmCommand(window: BrowserWindow | null, command: Command): Promise<boolean> {
  const question = {
    type: 'question' as const,
    buttons: ['Cancel', 'Run for each result'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
    ...commandQuestion(command),
  };
  const { response } = await (window === null
    ? dialog.showMessageBox(question)
    : dialog.showMessageBox(window, question));
  return response === 1;
}
