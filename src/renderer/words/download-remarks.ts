import { countOf } from './count.ts';

/** How a result that was downloaded differs from what was expected. */
export const downloadRemarksWords = {
  usdOnly: 'Rigyd has no MJCF package for this job, so only USD was downloaded.',
  renamed: (count: number) => `${countOf(count, 'file or folder', 'files and folders')} renamed`,
  whyRenamed:
    'Not every system allows these names, or they were used twice. Other files may still refer to the old names.',
  renamedFiles: 'Renamed files and folders',
  notListed: (count: number) => `${count.toLocaleString()} more not listed.`,
};
