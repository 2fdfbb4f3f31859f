import { dialog } from 'electron';
import type { AskInBox } from './window-troubles.ts';

/** Asks in a box of the system's own. It belongs to no window, because the window may be what is in trouble. */
export const askInBox: AskInBox = async ({ message, detail, choices }, signal) => {
  const { response } = await dialog.showMessageBox({
    type: 'warning',
    title: 'Rigyd Desk',
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
