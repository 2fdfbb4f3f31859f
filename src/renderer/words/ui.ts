import { percentOf } from './count.ts';

/** What pieces of the window say wherever they stand, and how numbers and times are written. */
export const uiWords = {
  cancel: 'Cancel',
  close: 'Close',
  dismiss: 'Dismiss',
  done: 'Done',
  loading: 'Loading…',
  noMatches: 'No matches',
  showMore: 'Show more',
  tryAgain: 'Try again',
  undo: 'Undo',

  /** @param what Begins the sentence: "The sidebar". */
  broken: (what: string) => `${what} can’t be shown. Everything else still works.`,
  actionsFor: (name: string) => `Actions for ${name}`,
  moreFor: (name: string) => `More for ${name}`,
  cancelNamed: (name: string) => `Cancel ${name}`,
  more: (count: number) => `${count.toLocaleString()} more`,
  resizeHint: 'Drag to resize. Double-click to reset.',
  stale: 'Stale',
  staleHint: 'As of Rigyd’s last response',
  /** Said of an entry that is not taken. */
  numberOutOfRange: (min: number, max: number, current: number) =>
    `Enter a whole number from ${min.toLocaleString()} to ${max.toLocaleString()}. Still set to ${current.toLocaleString()}.`,

  messages: {
    title: 'Messages',
    /** The title of those that are shown, but not read out. */
    silentTitle: 'Just now',
    repeated: (text: string, times: number) => `${text} (${times.toLocaleString()} times)`,
    /** @param text The message of what is undone. */
    undone: (text: string) => `Undone: ${text}`,
  },

  /** Stands for a time or a duration that is none. */
  unknown: '–',
  timeUnits: { second: 's', minute: 'min', hour: 'h', day: 'd' },
  byteUnits: ['B', 'KB', 'MB', 'GB', 'TB'],
  /** @param duration `0.1 s`. */
  under: (duration: string) => `under ${duration}`,
  justNow: 'just now',
  percent: percentOf,
  /** Of an estimate, read out. */
  aboutPercent: (percent: number) => `about ${percentOf(percent)}`,
  /** @param duration `42 s`. */
  ago: (duration: string) => `${duration} ago`,
};
