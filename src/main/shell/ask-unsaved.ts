import { dialog, type BrowserWindow } from 'electron';
import type { Unsaved } from '../persistence/persistence.ts';
import { describeUnsaved } from './unsaved-words.ts';

/** In the order of the buttons. */
const answers = ['try-again', 'quit', 'stay'] as const;
export type QuitAnswer = (typeof answers)[number];

/** Asks whoever quits what to do about changes that cannot be saved. In a box of the system: the window may be gone. */
export async function askUnsaved(window: BrowserWindow | null, unsaved: Unsaved): Promise<QuitAnswer> {
  const box = {
    type: 'warning' as const,
    ...describeUnsaved(unsaved),
    buttons: ['Try Again', 'Quit Anyway', 'Cancel'],
    defaultId: 0,
    cancelId: 2,
    noLink: true,
  };
  const isVisible = window !== null && !window.isDestroyed() && window.isVisible();
  const { response } = await (isVisible ? dialog.showMessageBox(window, box) : dialog.showMessageBox(box));
  return answers[response] ?? 'stay';
}
