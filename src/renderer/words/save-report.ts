/** The dialog that saves a report of a problem. */
export const saveReportWords = {
  title: 'Save a report',
  what: 'A text for whoever helps you: versions, counts, settings and the log. API keys, tokens, addresses, paths, and the IDs, names and files of jobs are left out. Read it before you share it; nothing is sent.',
  text: 'The report',
  preparing: 'Putting the report together…',
  copy: 'Copy',
  copied: 'the report',
  save: 'Save…',
  saved: (fileName: string) => `Saved ${fileName}.`,
};
