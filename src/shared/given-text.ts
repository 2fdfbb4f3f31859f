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
