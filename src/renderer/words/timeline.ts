import { countOf, percentOf } from './count.ts';

/** How a job’s time was spent, and what is usual. Times and lengths of time come formatted, as `9:28 PM` and `42 s`. */
export const timelineWords = {
  title: 'Timeline',
  none: 'No timing available.',
  segments: {
    submitted: 'Submitted',
    preprocessing: 'Preprocessing',
    queued: 'Queued',
    running: 'Running',
    download: 'Download',
    downloadFailed: 'Download failed',
    downloadCancelled: 'Download cancelled',
  },
  /** @param isSeen Whether the app saw its start or end, which makes it a little inexact. @param isOpen Whether it is in progress. */
  duration: (duration: string, isSeen: boolean, isOpen: boolean) =>
    `${isSeen ? 'about ' : ''}${duration}${isOpen ? ' so far' : ''}`,
  span: (from: string, to: string) => `${from} to ${to}`,
  since: (from: string) => `since ${from}`,
  /** @param duration `about 18 s so far`. @param span `9:28 PM to 9:29 PM`. */
  row: (label: string, duration: string, span: string, isSeen: boolean) =>
    `${label}: ${duration}, ${span}${isSeen ? ', as seen by Rigyd Desk' : ''}`,
  total: (duration: string, span: string) => `Total: ${duration}, ${span}`,
  /** A wait that is cut out of the axis, at the place of the cut. */
  cut: (duration: string) => `// ${duration}`,
  cutExplained: (duration: string) => `A wait of ${duration} is drawn shorter than it was (//).`,
  clocksDiffer: (duration: string) =>
    `This computer’s clock and Rigyd’s clock are ${duration} apart, so only Rigyd’s own times are shown.`,

  exactTimes: 'Exact times',
  seen: 'Seen by Rigyd Desk',

  /** How long similar jobs take. */
  usual: {
    about: (duration: string) => `about ${duration}`,
    range: (low: string, high: string) => `${low} to ${high}`,
    similarJobs: (count: number) => countOf(count, 'similar job'),
    /** Similar in their type alone. */
    jobsOfType: (count: number) => countOf(count, 'job of this type', 'jobs of this type'),
    /** @param jobs `34 similar jobs`. */
    ofRun: (range: string, jobs: string) => `Usually takes ${range}, based on ${jobs}.`,
    ofWhole: (range: string, jobs: string) =>
      `Usually completes ${range} after it is submitted, based on ${jobs}.`,
  },
  /** @param isOver Whether the job has finished; one that has not may become slower still. */
  comparison: {
    fastest: 'The fastest of its kind so far.',
    slowerThanAll: (count: number, isOver: boolean) =>
      `${isOver ? 'Slower' : 'Already slower'} than all ${countOf(count, 'similar job')}.`,
    slowerThanMost: (percent: number, isOver: boolean) =>
      `${isOver ? 'Slower' : 'Already slower'} than ${percentOf(percent)} of similar jobs.`,
  },
};
