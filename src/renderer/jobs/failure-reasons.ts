import { standingOf } from '../../shared/job/job-status.ts';
import { maxReasonLength } from '../../shared/saved-view.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import { jobsWords } from '../words/jobs.ts';

/** IDs and checksums: words of so many letters and digits with a digit in them. */
const minIdLength = 12;
const words = /[\da-z]+/gi;
const uuids = /\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b/gi;
const numbers = /\b0x[\da-f]+\b|\d+(?:[.,]\d+)*/gi;

/** A text with every number and ID in it as `#`: the same for errors that tell of the same with other numbers. */
export const foldNumbers = (text: string): string =>
  text
    .replaceAll(uuids, '#')
    .replaceAll(words, (word) => (word.length >= minIdLength && /\d/.test(word) ? '#' : word))
    .replaceAll(numbers, '#');

const reasons = new WeakMap<JobRow, string>();

/** Why a job failed, without the numbers in it; empty where the service gave no reason. Made once for each row. */
export function reasonOf(row: JobRow): string {
  const known = reasons.get(row);
  if (known !== undefined) return known;
  const reason = foldNumbers(givenReason(row)).slice(0, maxReasonLength);
  reasons.set(row, reason);
  return reason;
}

/** Why a job failed, as the service has it; empty where it gave no reason. */
export const givenReason = (row: JobRow): string =>
  row.error?.trim() ?? (standingOf(row) === 'cancelled' ? jobsWords.cancelled : '');
