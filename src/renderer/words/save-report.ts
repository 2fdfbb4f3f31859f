/** The dialog that saves a report of a problem. */
export const saveReportWords = {
  title: 'Save a report',
  what: 'A text file for whoever helps you, with versions, counts, settings and the log. Anything that looks like an API key, a token, an address, a path or a job ID is left out, but a name that looks like an ordinary word can’t be recognized. Read it before you share it. Nothing is sent.',
  text: 'The report',
  preparing: 'Putting the report together…',
  copy: 'Copy',
  copied: 'the report',
  save: 'Save…',
  saved: (fileName: string) => `Saved ${fileName}.`,
};
