/** A piece of text in which a person wants job IDs found, and where it came from: a file's name, or one of the below. */
export interface GivenText {
  text: string;
  source: string;
}

/** Sources that are no files, in a person's words; and what a batch from there is called, before the time. */
const plainSources = new Map([
  ['what was typed', 'Typed'],
  ['what was pasted', 'Pasted'],
  ['what was dropped', 'Dropped'],
  ['the command line', 'Command line'],
  ['a link', 'Link'],
  ['a related job', 'Related'],
]);

/** How a source that is no file begins the name of a batch; null for the name of a file. */
export const plainSourceName = (source: string): string | null =>
  source.trim() === '' ? 'Added' : (plainSources.get(source) ?? null);
