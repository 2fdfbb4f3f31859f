import type { LeftInFile, SkippedFile } from '../../shared/intake.ts';
import { countOf } from './count.ts';

/** The dialogs of adding: entering IDs, confirming many, and what was left out. */
export const addDialogsWords = {
  add: {
    title: 'Add job IDs',
    ids: 'Job IDs',
    placeholder: 'One ID or thousands of lines',
    hint: 'Paste links, command-line output, a log, CSV or JSON: job IDs are found automatically. You can also drop files or folders anywhere in the window.',
    chooseFile: 'Choose file…',
    /** The field of the chosen files, for screen readers. */
    files: 'Files with job IDs',
    /** Behind the label of a field. */
    optional: '(optional)',
    batchPlaceholder: 'Keeps these jobs together',
    submit: 'Watch jobs',
  },
  /** What is found while a person types. */
  found: {
    title: 'Found',
    long: 'Long text: job IDs are counted when you add it.',
    none: 'No job IDs found yet.',
    ids: (count: number) => `${countOf(count, 'job ID')} found.`,
    someKnown: (count: number) => `${countOf(count, 'is', 'are')} already in the list.`,
    oneKnown: 'It is already in the list.',
    allKnown: 'All are already in the list.',
    key: 'The text contains an API key, which won’t be used.',
  },
  confirm: {
    title: (jobs: number) => `Watch ${countOf(jobs, 'job')}?`,
    linkTitle: (jobs: number) => `Watch ${countOf(jobs, 'job')} from a link?`,
    text: (jobs: number, source: string) =>
      `${countOf(jobs, 'new job ID was', 'new job IDs were')} found in ${source}. With this many, updates take longer to arrive.`,
    leftOut: (ids: number) =>
      `${countOf(ids, 'more ID is', 'more IDs are')} left out: the limit is ${(100_000).toLocaleString()} at a time. Add them afterwards.`,
    linkText: (jobs: number) =>
      `A web page or another app opened a link with ${countOf(jobs, 'job ID')} that ${jobs === 1 ? 'isn’t' : 'aren’t'} in your list. Watch them only if you expected this. No results are downloaded until you ask for them.`,
    yes: (jobs: number) => `Watch ${countOf(jobs, 'job')}`,
  },
  /** Files of one’s own that can be shown in 3D. */
  look: {
    title: (name: string, others: number) =>
      others === 0 ? `View ${name} in 3D?` : `View ${name} and ${countOf(others, 'other file')} in 3D?`,
    folderTitle: (name: string) => `View the folder “${name}” in 3D?`,
    text: 'Nothing is uploaded. To convert a model, submit it in the Rigyd web app.',
    yes: 'View',
    addJobs: (ids: number) => `Watch ${countOf(ids, 'job')}`,
  },
  /** What was left out of an addition or an import. */
  report: {
    notImported: 'Not imported',
    notImportedHint: 'Resolve these, then import the file again. Nothing is imported twice.',
    moreNotImported: (count: number) => `and ${count.toLocaleString()} more`,
    whyNotImported: {
      note: 'Note: longer than 20,000 characters together with the one here',
      tags: 'Some tags: a job can have 20, of up to 40 characters each',
      review: 'Review: yours is different; take yours back to import it',
      batches: 'Some batches: an import can have 2,000, and a job can be in 100',
      job: 'Everything: this job was saved by a newer Rigyd Desk',
    } satisfies Record<LeftInFile['what'], string>,
    files: 'Files without a job ID',
    moreFiles: (count: number) => `and ${countOf(count, 'more file')}`,
    whySkipped: {
      'no-id': 'No job ID',
      model: 'Model or image',
      'not-text': 'Not a text file',
      'too-large': 'Larger than 32 MB',
      unreadable: 'Can’t be read',
      'beyond-limit': 'Beyond 1,000 files or 64 MB',
    } satisfies Record<SkippedFile['why'], string>,
    lines: 'Lines without a job ID',
    linesHint: (source: string) =>
      `No job ID was found in these lines of ${source}. Everything else is being watched.`,
    moreLines: (count: number) => `and ${countOf(count, 'more line')}`,
    copyLines: 'Copy lines',
    /** What was copied: “Copied the lines.” */
    theLines: 'the lines',
  },
};
