import type { ErrorCode, Failure } from '../../shared/errors.ts';
import { failureWords } from '../words/failures.ts';

/** Codes whose sentence needs no further words. */
const selfExplaining = new Set<ErrorCode>([
  'unauthorized',
  'keychain-unavailable',
  'offline',
  'connection-lost',
  'timeout',
  'no-key',
  'not-found',
  'mjcf-missing',
  'cancelled',
  'interrupted',
]);

/** What was requested when something failed. */
type Subject = 'job' | 'ended-job' | 'listed-job' | 'result';

const sentencesOf: Record<Subject, Partial<Record<ErrorCode, string>>> = {
  job: failureWords.ofJob,
  'ended-job': failureWords.ofFinishedJob,
  'listed-job': failureWords.ofListedJob,
  result: failureWords.ofResult,
};

/** The sentence only. */
export const failureSentence = (code: ErrorCode, subject: Subject = 'job'): string =>
  sentencesOf[subject][code] ?? failureWords.ofJob[code];

/** The sentence, with the words of the failure itself if they add something. */
export function describeFailure({ code, text }: Failure, subject: Subject = 'job'): string {
  const sentence = failureSentence(code, subject);
  return text === null || selfExplaining.has(code) ? sentence : failureWords.withReason(sentence, text);
}
