import type { Unsaved } from '../persistence/persistence.ts';

/** What whoever quits reads where changes cannot be saved: what happened, what can be done, and what becomes of them. */
export function describeUnsaved({ jobs, reason, keptIn, losesGiven }: Unsaved): {
  message: string;
  detail: string;
} {
  const what = jobs === 0 ? 'Some changes' : `Changes to ${jobs === 1 ? '1 job' : `${jobs} jobs`}`;
  const cause = reason === '' ? '' : ` (${reason})`;
  const trouble =
    reason === null
      ? 'The disk with the list of Rigyd Desk does not answer. Check it, then try again.'
      : `Rigyd Desk cannot write to its list on disk${cause}. Make room on the disk, then try again.`;
  return {
    message: `${what} could not be saved`,
    detail: [
      trouble,
      keptIn === null
        ? 'If you quit anyway, these changes will be lost: they could not be kept anywhere else either.'
        : `If you quit anyway, the next start takes them from ${keptIn}.`,
      ...(losesGiven
        ? ['What you gave Rigyd Desk just now would be lost: give it again after the next start.']
        : []),
    ].join('\n\n'),
  };
}
