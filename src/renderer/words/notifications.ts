import type { LinkProblem } from '../../shared/contract.ts';
import { countOf } from './count.ts';

/** The bell and its list, what is read out, links that cannot be followed, and running without the window. */
export const notificationsWords = {
  title: 'Notifications',
  titleUnread: (unread: number) => `Notifications, ${unread.toLocaleString()} unread`,
  listTitle: 'Notifications, newest first',
  /** In place of a larger number, in a badge. */
  over99: '99+',
  clear: 'Clear',
  empty: 'Nothing yet. You’ll see finished jobs, batches and downloads here.',
  /** Read out after a notification that has not been seen before. */
  isNew: 'New',
  /** A notification in one line. */
  message: (title: string, text: string) => `${title}: ${text}`,
  open: 'Open',

  /** Names what is read out of jobs while the window is used. */
  jobUpdates: 'Job updates',
  /** Read out. At least one of the three is more than none. */
  news: ({ completed, failed, downloaded }: { completed: number; failed: number; downloaded: number }) => {
    const parts = [
      completed > 0 && `${countOf(completed, 'job')} completed`,
      failed > 0 && `${completed > 0 ? failed.toLocaleString() : countOf(failed, 'job')} failed`,
      downloaded > 0 && `${countOf(downloaded, 'result')} downloaded`,
    ];
    return `${parts.filter((part) => part !== false).join(', ')}.`;
  },

  keepRunning: {
    question: 'Keep running in the background?',
    /** What it means, where the window was just closed for the first time. */
    meaning: 'With its window closed, Rigyd Desk can keep watching jobs, finish downloads and notify you.',
    inTray: 'To bring the window back, use the tray icon or start Rigyd Desk again.',
    minimized:
      'Your desktop has no tray, so the window is minimized: bring it back from the taskbar or dock, or start Rigyd Desk again.',
    changeable: 'You can change this in Settings.',
    keep: 'Keep running',
    quit: 'Quit',
  },

  /** Why a rigyd-desk:// link was not followed. */
  linkProblems: {
    'not-a-link':
      'Can’t open this link. Links look like rigyd-desk://job/<ID> or rigyd-desk://watch?ids=<ID>,<ID>.',
    'no-id': 'The link has no job ID. Ask for a new link, or add the ID yourself.',
    'bad-id': 'The link has an invalid job ID, so nothing was added. Add the IDs yourself.',
    'too-many': 'The link has more than 500 jobs. Put the IDs in a file and drop it on the window.',
    'too-long': 'The link is too long. Put the IDs in a file and drop it on the window.',
  } satisfies Record<LinkProblem, string>,
};
