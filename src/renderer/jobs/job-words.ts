import { isResultHere } from '../../shared/downloads.ts';
import {
  isKnownStatus,
  isTerminal,
  isUnknownJob,
  outcomeOf,
  plainStatus,
  refusalOf,
  standingOfStatus,
  type Standing,
} from '../../shared/job/job-status.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import { jobsWords } from '../words/jobs.ts';

export interface StatusWords {
  label: string;
  /** What its shape and colour follow from. */
  tone: Standing;
}

/**
 * A status in words. An unknown one is shown as the service wrote it: as in progress, or as the end that it reads as.
 */
export function statusWords(status: string): StatusWords {
  const plain = plainStatus(status);
  const tone = standingOfStatus(status);
  if (isKnownStatus(plain)) return { label: jobsWords.statuses[plain], tone };
  return { label: sentenceCase(outcomeOf(status) === null ? status : plain), tone };
}

/** What the list says of a job's state, also before the service has answered. */
export function stateOf(row: JobRow): StatusWords {
  if (isUnknownJob(row)) return { label: unknownWords(row).label, tone: 'unknown' };
  if (row.status !== null) return statusWords(row.status);
  return { label: row.failure === null ? jobsWords.notChecked : jobsWords.noResponse, tone: 'waiting' };
}

interface UnknownWords {
  label: string;
  /** Why, in one line. */
  why: string;
}

const refusals = new Map<ErrorCode, UnknownWords>([
  ['forbidden', jobsWords.unknown.forbidden],
  ['gone', jobsWords.unknown.gone],
]);

/** What is said of an unknown job (`isUnknownJob`). */
export function unknownWords({ fetchedAt, failure, download }: JobRow): UnknownWords {
  const refused = refusals.get(refusalOf(failure) ?? 'not-found');
  // A job whose result was downloaded was known once, even if its answers were lost with a damaged database.
  return (
    refused ??
    (fetchedAt === null && !isResultHere(download) ? jobsWords.unknown.id : jobsWords.unknown.notFound)
  );
}

const types = new Map(Object.entries(jobsWords.types));

/** A job type in words; one the app has never heard of as the service wrote it. */
export const typeWords = (type: string): string => types.get(type) ?? sentenceCase(type);

/** A free text of the service (`collision_decompose`, `collisionDecompose`) as words. For display only. */
export function sentenceCase(text: string): string {
  const words = text
    .replaceAll('_', ' ')
    .replaceAll(
      /([a-z\d])([A-Z])(?![A-Z])/g,
      (_match, end: string, start: string) => `${end} ${start.toLowerCase()}`,
    );
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * Whether what is shown may have changed since: the last request failed, or none is sent at the moment.
 *
 * @param isOffline whether the service is out of reach for all jobs
 */
export const isStale = (row: JobRow, isOffline: boolean): boolean =>
  row.status !== null && !isTerminal(row.status) && (isOffline || row.failure !== null);
