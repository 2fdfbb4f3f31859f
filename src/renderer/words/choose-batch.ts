import { countOf } from './count.ts';

/** The dialog to choose a batch for jobs, or one to merge another into. */
export const chooseBatchWords = {
  addJobs: (jobs: number) => `Add ${countOf(jobs, 'job')} to a batch`,
  mergeInto: (name: string) => `Merge “${name}” into another batch`,
  newBatch: 'New batch',
  newName: 'New batch name',
  add: 'Add',
  merge: 'Merge',
};
