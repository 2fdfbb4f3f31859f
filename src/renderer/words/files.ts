import type { ErrorCode } from '../../shared/errors.ts';
import { failureWords } from './failures.ts';

/** Why a file cannot be shown, saved, opened or dragged. Stands behind its name, or where it would be shown. */
const reasons: Partial<Record<ErrorCode, string>> = {
  offline: 'Can’t reach the file host.',
  'connection-lost': 'The connection was lost.',
  certificate: 'The file host’s certificate isn’t trusted.',
  timeout: 'The file host took too long to respond.',
  'not-found': 'No longer available.',
  gone: 'No longer available.',
  'link-expired': 'The link has expired, and there is no new one yet.',
  'rate-limited': 'Too many requests.',
  'service-down': 'Server error.',
  rejected: 'Access denied.',
  'not-previewable': 'This file type can’t be shown here.',
  'not-openable': failureWords.ofJob['not-openable'],
  'not-opened': 'Saved, but no app on this computer opens it.',
  'address-refused': 'Blocked: unsafe address.',
  truncated: 'The file is damaged.',
  'bad-answer': 'The file is damaged.',
  'disk-full': 'Not enough disk space.',
  unconfirmed: 'Its job has not been checked yet.',
  'unknown-job': 'Its job is no longer in the list.',
};

/** What is said of single files of jobs that are saved, opened, dragged or shown. */
export const filesWords = {
  saved: (fileName: string) => `Saved ${fileName}.`,
  savedAs: (fileName: string, name: string) => `Saved as ${fileName} because ${name} already exists.`,
  opened: (fileName: string) => `Saved and opened ${fileName}.`,
  openedAs: (fileName: string, name: string) =>
    `Saved and opened as ${fileName} because ${name} already exists.`,
  readyToDrag: (name: string) => `${name} is ready. Drag it again.`,
  failed: (name: string, reason: string) => `${name}: ${reason}`,
  reasons,
  tooLarge: 'Too large to be shown here.',
  /** Where none of the reasons is known. */
  notLoaded: 'The file couldn’t be loaded.',
};
