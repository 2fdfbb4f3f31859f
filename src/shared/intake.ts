import type { Failure } from './errors.ts';

/** A piece of text in which a person wants job IDs found, and where it came from: a file's name, or one of the below. */
export interface GivenText {
  text: string;
  source: string;
  /** Set where the encoding of a file had to be guessed. */
  encoding?: 'windows-1252' | undefined;
}

/**
 * Who gave it. Any web page can open a link, so what comes by one is watched and no more: it starts no download, and with
 * that no command, whatever the settings say of new batches.
 */
export type GivenBy = 'person' | 'link';

export const linkSource = 'a link';

/** Sources that are no files, in a person's words; and what a batch from there is called, before the time. */
const plainSources = new Map([
  ['what was typed', 'Typed'],
  ['what was pasted', 'Pasted'],
  ['what was dropped', 'Dropped'],
  ['the command line', 'Command line'],
  [linkSource, 'Link'],
  ['a related job', 'Related'],
]);

/** How a source that is no file begins the name of a batch; null for the name of a file. */
export const plainSourceName = (source: string): string | null =>
  source.trim() === '' ? 'Added' : (plainSources.get(source) ?? null);

/** Asked before many jobs are added, since each is asked for at the service again and again. */
export interface AddQuestion {
  /** Of this question, for the answer to it. */
  number: number;
  by: GivenBy;
  /** How many jobs would be new on the list. */
  jobs: number;
  /** Where they come from, in a person's words. */
  source: string;
}

/** A file that a person named, and why it could not be read. */
export interface UnreadFile {
  source: string;
  failure: Failure;
}

/** Something in a file that was not taken, and is still in the file. */
export interface LeftInFile {
  id: string;
  /** `job` stands for all of it: there is a record of it that only a later version of the app can read. */
  what: 'note' | 'tags' | 'batches' | 'job';
}

/** What became of a batch that a file names. */
export interface ImportedBatch {
  /** As the file calls it. */
  wanted: string;
  /** As it is called here: with a number after it where another batch has the name. */
  name: string;
  /** It was not here before. */
  isNew: boolean;
  /** It was made for the jobs that are not in the batch of the file here, as that one collects. */
  isStandIn: boolean;
  /** How many jobs have come into it. */
  joined: number;
}

/** What came of bringing exported jobs back, beside those that were added. */
export interface ImportReport {
  /** How many jobs that were in the list have got tags or a note. */
  merged: number;
  /** How many entries of the file are no job. */
  unreadable: number;
  /** The first of what was left in the file, and how many more there are. */
  left: LeftInFile[];
  leftBeyond: number;
  batches: ImportedBatch[];
  /** The file is one of a later version of the app: only the IDs in it were read. */
  isNewer: boolean;
}

/** What came of looking for job IDs in something a person gave. Nothing of it is lost: it is here, or it is watched. */
export interface AddReport {
  source: string;
  /** IDs watched from now on. */
  added: string[];
  /** IDs that were watched already. */
  known: string[];
  /** Lines in which nothing was recognised, with their number in what was given. */
  notUnderstood: { line: number; text: string }[];
  /** How many further lines were not understood, beyond those listed. */
  notUnderstoodBeyond: number;
  /** How many IDs were left out because there were too many at once. */
  leftOut: number;
  /** What was given is not text. */
  binary: boolean;
  /** An API key stood in it; it was not used and is not repeated here. */
  containedKey: boolean;
  /** What was given together is one; not new where the very same IDs were given before. Null where there is none. */
  batch: { id: string; name: string; isNew: boolean } | null;
  /** Set where what was added is in effect, but could not be written to disk yet; saving is tried again. */
  isUnsaved?: true;
  /** Set where so many jobs would have been new that the person was asked, and said no: nothing was added. */
  declined?: number;
  /** Set where the encoding of these files had to be guessed. */
  guessedEncoding?: string[];
  /** Set where some of the files could not be read. */
  unread?: UnreadFile[];
  /** Set where it was a file that this app exported. */
  imported?: ImportReport;
}

/** The report on something in which there was nothing. */
export const emptyAddReport = (source: string): AddReport => ({
  source,
  added: [],
  known: [],
  notUnderstood: [],
  notUnderstoodBeyond: 0,
  leftOut: 0,
  binary: false,
  containedKey: false,
  batch: null,
});
