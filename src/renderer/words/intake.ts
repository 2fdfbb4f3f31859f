import type { SourceKind } from '../../shared/source.ts';
import { countOf } from './count.ts';

/** What is said of jobs that come into the list, or leave it as a file. A `source` reads as in `intakeWords.sources`. */
export const intakeWords = {
  dropToWatch: 'Drop to watch these jobs',
  dropFiles: 'Drop to watch jobs or view 3D files',

  /** Where job IDs came from; stands in a sentence, and as a value. */
  sources: {
    typed: 'the text you entered',
    pasted: 'the pasted text',
    dropped: 'the dropped text',
    related: 'a related job',
    link: 'a link',
    'command-line': 'the command line',
    account: 'your account',
    several: 'what you added',
  } satisfies Record<Exclude<SourceKind, 'file'> | 'several', string>,
  sourceFiles: (count: number) => countOf(count, 'file'),
  sourceFolder: (name: string) => `the folder “${name}”`,

  adding: {
    title: 'Adding jobs',
    looking: 'Looking for job IDs…',
    progress: (done: number, total: number) => `Adding ${done.toLocaleString()} of ${countOf(total, 'job')}…`,
  },

  added: {
    nothing: 'No jobs were added.',
    watching: (jobs: number) => `Watching ${countOf(jobs, 'new job')}.`,
    watchingInBatch: (jobs: number, batch: string) =>
      `Watching ${countOf(jobs, 'new job')} in batch “${batch}”.`,
    known: (jobs: number) => `${countOf(jobs, 'job was', 'jobs were')} already in the list.`,
    newBatch: (batch: string) => `Saved as batch “${batch}”.`,
    knownBatch: (batch: string) => `Same jobs as batch “${batch}”.`,
    cancelled: (ids: number) => `Cancelled: ${countOf(ids, 'ID was', 'IDs were')} not added.`,
    beyondLimit: (ids: number) =>
      `${countOf(ids, 'ID was', 'IDs were')} not added: the limit is ${(100_000).toLocaleString()} at a time.`,
    noneFound: (source: string) => `No job IDs found in ${source}.`,
    notText: (source: string) => `Not a text file: ${source}. Add a list of job IDs, a log, CSV or JSON.`,
    key: 'An API key was found and not used. Add API keys in Settings.',
    guessedEncoding: (files: readonly string[]) =>
      `Read as Windows-1252: ${files.join(', ')}. If characters look wrong, save as “CSV UTF-8” and add again.`,
    linesWithoutId: (lines: number) => `${countOf(lines, 'line has', 'lines have')} no job ID.`,
    skippedFiles: (files: number) => `Skipped ${countOf(files, 'file')}.`,
    skippedLinesAndFiles: (lines: number, files: number) =>
      `Skipped ${countOf(lines, 'line')} and ${countOf(files, 'file')}.`,
    fileLimit: 'Only the first 1,000 files or 64 MB are read at once.',
    showFiles: 'Show files',
    showLines: 'Show lines',
    showDetails: 'Show details',
    show: 'Show',
  },

  unread: {
    tooLarge: (file: string) => `${file} is larger than 32 MB. Use “Import…” for files up to 256 MB.`,
    /** @param folder where it was looked for, if that is known */
    missing: (file: string, folder: string | null) =>
      folder === null ? `${file} was not found.` : `${file} was not found in ${folder}.`,
    folderSilent: (file: string) =>
      `${file}: the folder isn’t responding. If it is on a network drive, check the connection, then try again.`,
    /** @param reason what the system says, if anything */
    failed: (file: string, reason: string | null) =>
      `${file} can’t be read${reason === null ? '' : ` (${reason})`}.`,
    moved: (file: string) => `${file} can’t be read. It may have been moved or renamed.`,
    textTooLong:
      'Nothing was added: the text is larger than 32 MB. Add it in parts, or save it as a file and use “Import…” for up to 256 MB.',
  },

  imported: {
    none: 'No new jobs.',
    jobs: (count: number) => `Imported ${countOf(count, 'job')}.`,
    merged: (count: number) => `${countOf(count, 'of them has', 'of them have')} new tags, notes or reviews.`,
    unreadable: (entries: number) => `${countOf(entries, 'entry', 'entries')} could not be read.`,
    newerFile: 'The file is from a newer Rigyd Desk: only its job IDs were imported.',
    addedToBatch: (jobs: number, batch: string) => `Added ${countOf(jobs, 'job')} to batch “${batch}”.`,
    addedToBatches: (batches: number) =>
      `Added jobs to ${countOf(batches, 'existing batch', 'existing batches')}.`,
    renamedBatch: (wanted: string, name: string) =>
      `Batch “${wanted}” was renamed to “${name}” because that name is taken.`,
    renamedBatches: (batches: number) =>
      `${countOf(batches, 'batch was', 'batches were')} renamed because their names are taken.`,
    standInBatch: (jobs: number, wanted: string, name: string) =>
      `${countOf(jobs, 'job is', 'jobs are')} in the new batch “${name}” because “${wanted}” downloads automatically.`,
    partsLeft: (jobs: number) => `Parts of ${countOf(jobs, 'job')} were not imported.`,
    notesOrTagsLeft: (jobs: number) =>
      `Notes or tags of ${countOf(jobs, 'job')} were not imported: there is no room for them.`,
    notesTagsOrBatchesLeft: (jobs: number) =>
      `Notes, tags or batches of ${countOf(jobs, 'job')} were not imported: there is no room for them.`,
  },

  /** The answer to models and pictures. @param file the first @param more how many there are beside it */
  models: {
    appearsAutomatically: (file: string, more: number) =>
      `Rigyd Desk watches conversions. Convert ${fileAndMore(file, more)} in the Rigyd web app or with a script, and ${more === 0 ? 'it shows' : 'they show'} up here automatically.`,
    addByHand: (file: string, more: number) =>
      `Rigyd Desk watches conversions. Convert ${fileAndMore(file, more)} in the Rigyd web app or with a script, then add the job ID here.`,
    openWebApp: 'Open web app',
  },

  files: {
    menu: 'Export and import',
    exportCsv: (jobs: number) => `Export ${countOf(jobs, 'job')} as CSV…`,
    exportJson: (jobs: number) => `Export ${countOf(jobs, 'job')} as JSON…`,
    copyTable: (jobs: number) => `Copy ${countOf(jobs, 'job')} as table`,
    import: 'Import…',
    recentlyRemoved: 'Recently removed…',
    noJobs: 'No jobs shown',
    exported: (jobs: number, file: string) => `Exported ${countOf(jobs, 'job')} to ${file}.`,
    shortened: (jobs: number) =>
      `${countOf(jobs, 'job was', 'jobs were')} exported without Rigyd’s data, which is loaded again after an import.`,
    copiedTable: (jobs: number) => `Copied ${countOf(jobs, 'job')} as table.`,
  },
};

const fileAndMore = (file: string, more: number): string =>
  more === 0 ? file : `${file} and ${more.toLocaleString()} more`;
