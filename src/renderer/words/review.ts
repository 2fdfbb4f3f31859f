import { countOf } from './count.ts';

const inSentence = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1);

/** What the review of results says. Jobs come by their name or number. */
export const reviewWords = {
  standings: { none: 'Not reviewed', approved: 'Approved', rejected: 'Rejected' },
  approved: (jobs: string) => `Approved ${jobs}.`,
  rejected: (jobs: string) => `Rejected ${jobs}.`,
  takenBack: (jobs: string) => `Took back the review of ${jobs}.`,
  reject: {
    title: (jobs: string) => `Reject ${jobs}`,
    choose: 'Why?',
    /** Kept as they stand here. */
    reasons: [
      'Wrong shape',
      'Bad textures',
      'Bad colliders',
      'Wrong mass',
      'Wrong size',
      'Doesn’t match the input',
    ],
    own: 'Your own words',
    yes: 'Reject',
    withoutReason: 'Reject without a reason',
  },
  wall: {
    title: 'Review wall',
    label: 'Results to review',
    /** What was decided, with the reason if there is one. */
    standing: (standing: string, reason: string | null) =>
      reason === null ? standing : `${standing}: ${reason}`,
    /** A result, by its name, what was decided, and what is advised; null where it was not checked. */
    tile: (name: string, standing: string, verdict: string | null) =>
      [name, standing, verdict]
        .flatMap((part, at) => (part === null ? [] : at === 0 ? part : inSentence(part)))
        .join(', '),
    show: 'Show on the wall',
    /** Stand behind how many there are. */
    chips: { none: 'not reviewed', approved: 'approved', rejected: 'rejected' },
    noPicture: 'No picture yet',
    notHere: 'Not downloaded',
    empty: 'No completed jobs here',
    emptyHint: 'The wall shows the completed jobs of the list. Choose another view or clear the filters.',
    /** What is left out of the wall. */
    withoutResult: (jobs: number) => `${countOf(jobs, 'job')} without a result not shown`,
    folded: (jobs: number) => `${countOf(jobs, 'job')} in collapsed groups not shown`,
    counts: (approved: number, rejected: number, left: number) =>
      `${approved.toLocaleString()} approved · ${rejected.toLocaleString()} rejected · ${left.toLocaleString()} not reviewed`,
    keys: 'J and K move, A approves, R rejects, U takes back, Enter opens the details.',
  },
};
