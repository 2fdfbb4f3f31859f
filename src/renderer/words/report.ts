import { countOf } from './count.ts';

/** A job’s report, as far as its own words do not say it. */
export const reportWords = {
  empty: 'The report is empty.',
  contradictory: 'The report says “passed” but lists a failure.',
  notWhole: 'The report is very large. Some checks may only be found among its values.',
  checks: 'Checks',
  showMoreChecks: 'Show more checks',
  /** What else the report says of a check. */
  details: 'Details',
  /** In place of the name of a check that is about the whole report. */
  overall: 'Overall',
  verdicts: {
    failed: 'Failed',
    warning: 'Warning',
    passed: 'Passed',
    'not-applicable': 'Not applicable',
  },
  /** Parts of a list such as `2 failed, 1 warning`. */
  counts: {
    failed: (count: number) => `${count.toLocaleString()} failed`,
    warning: (count: number) => countOf(count, 'warning'),
    passed: (count: number) => `${count.toLocaleString()} passed`,
    'not-applicable': (count: number) => `${count.toLocaleString()} not applicable`,
  },
};
