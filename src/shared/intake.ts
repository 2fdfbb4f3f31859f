import type { Failure } from './errors.ts';
import type { Source, Sources, WindowSource } from './source.ts';

/** A text in which job IDs are looked for. */
export interface SourceText {
  text: string;
  source: Source;
  /** The name of the folder that was given, where it is one of the files in it. */
  folder?: string | undefined;
  /** Set where the encoding of a file had to be guessed. */
  encoding?: 'windows-1252' | undefined;
}

/** A text that the window sends. */
export type WindowText = SourceText & { source: WindowSource };

/** Characters of a text in which IDs are looked for, at most; a list of 100,000 IDs with a line of log each fits. */
export const maxTextLength = 32 * 1024 * 1024;

/**
 * Who adds jobs. Any web page can open a link, so what comes by one is watched and no more: it starts no download, and with
 * that no command, whatever the settings say of new batches.
 */
export type AddedBy = 'person' | 'link';

/** Asks the person to confirm that many jobs are added, since each is requested from the service again and again. */
export interface AddConfirmation {
  /** Identifies the confirmation in the answer to it. */
  number: number;
  by: AddedBy;
  /** How many jobs would be new on the list. */
  jobs: number;
  /** How many further IDs are left out because there were too many at once. */
  leftOut: number;
  source: Sources;
}

/** How far an addition is. */
export interface AddProgress {
  /** Identifies the addition when it is cancelled. */
  number: number;
  /** How many of its jobs are on the list. */
  done: number;
  /** How many it has; null while IDs are still being looked for. */
  total: number | null;
}

/** A file that could not be read, and why. */
export interface UnreadFile {
  name: string;
  failure: Failure;
}

/** A file in a folder from which no job came, and why. */
export interface SkippedFile {
  /** Its path from the folder on. */
  name: string;
  /** `model`: a model or a picture, by its name. `beyond-limit`: as much had been read of the folder as is at all. */
  why: 'no-id' | 'model' | 'not-text' | 'too-large' | 'unreadable' | 'beyond-limit';
}

/** Something in a file that was not taken, and is still in the file. */
export interface LeftInFile {
  id: string;
  /**
   * `review` for a decision where another was made here; `job` stands for all of it: there is a record of it that only a later
   * version of the app can read.
   */
  what: 'note' | 'tags' | 'review' | 'batches' | 'job';
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
  /** How many jobs that were in the list have got tags, a note or a review. */
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

/** The outcome of adding jobs. Nothing of the input is lost: it is reported here, or it is watched. */
export interface AddReport {
  source: Sources;
  /** IDs watched from now on. */
  added: string[];
  /** IDs that were watched already. */
  known: string[];
  /** Lines in which nothing was recognised, with their number in the text. */
  notUnderstood: { line: number; text: string }[];
  /** How many further lines were not understood, beyond those listed. */
  notUnderstoodBeyond: number;
  /** How many IDs were left out because there were too many at once. */
  leftOut: number;
  /** The input is not text. */
  binary: boolean;
  /** An API key stood in it; it was not used and is not repeated here. */
  containedKey: boolean;
  /** The batch of these jobs; not new where the very same IDs were added before. Null where there is none. */
  batch: { id: string; name: string; isNew: boolean } | null;
  /** Set where what was added is in effect, but could not be written to disk yet; saving is tried again. */
  isUnsaved?: true;
  /** Set where so many jobs would have been new that the person had to confirm, and declined: nothing was added. */
  declined?: number;
  /** Set where the person cancelled: how many of the IDs were not added by then. */
  notAdded?: number;
  /** Set where the encoding of these files had to be guessed. */
  guessedEncoding?: string[];
  /** Set where some of the files could not be read. */
  unread?: UnreadFile[];
  /** Set where from some of the files in a folder no job came. */
  skipped?: SkippedFile[];
  /** Set where it was a file that this app exported. */
  imported?: ImportReport;
}

/** The report on something in which there was nothing. */
export const emptyAddReport = (source: Sources): AddReport => ({
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
