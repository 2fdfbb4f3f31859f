import { countOf } from './count.ts';

/** The table of the reports of several jobs. */
export const compareWords = {
  title: (reports: number) => `Compare ${countOf(reports, 'report')}`,
  onlyDifferences: 'Only differences',
  withoutReport: (jobs: number) => `${countOf(jobs, 'job')} without a report not shown`,
  leftOut: (jobs: number) => `${countOf(jobs, 'more job')} not shown`,
  copyTable: 'Copy table',
  /** What was copied. */
  table: 'the table',
  noReports: 'These jobs have no reports.',
  noDifferences: 'No differences.',
  values: 'Report values',
  /** Heads of the column of what is compared. */
  value: 'Value',
  job: 'Job',
};
