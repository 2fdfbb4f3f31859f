/** Names that the app gives to batches, files and folders where nobody else did. */
import type { SourceKind } from '../../shared/source.ts';

export const nameWords = {
  /** The process that checks results, in the system's list of processes. */
  judgeProcess: 'Rigyd Desk Checks',
  /** The folder of all results, in the person's downloads. */
  results: 'Rigyd',
  /** What the system lists among the apps that start at login. */
  loginItem: 'Watch Rigyd conversions',
  batch: 'Batch',
  /** Of the batch of several files, by the first of them. */
  batchOfFiles: (first: string, others: number) => `${first} and ${others.toLocaleString()} more`,
  /** Of a batch, by how and when its jobs were added. */
  batchFrom: (source: SourceKind, when: string) => `${sources[source]} ${when}`,
  job: (id: string) => `Job ${id}`,
  /** The folder of results that belong in no other. */
  otherResults: 'Other',
  file: 'File',
  exportedList: (day: string) => `Rigyd jobs ${day}`,
  report: (day: string) => `Rigyd Desk report ${day}.txt`,
};

const sources: Record<SourceKind, string> = {
  typed: 'Typed',
  pasted: 'Pasted',
  dropped: 'Dropped',
  'command-line': 'Command line',
  link: 'Link',
  related: 'Related',
  account: 'Account',
  // Of a file with a blank name.
  file: 'Added',
};
