import type { ErrorCode, Failure } from '../../shared/errors.ts';

/** What a person reads for each code: what happened and what to do next. */
const sentences: Record<ErrorCode, string> = {
  offline: 'The service cannot be reached. Check the connection; asking goes on by itself.',
  timeout: 'The service did not answer in time. Asking goes on by itself.',
  unauthorized: 'The service refuses this key. Enter a current one; keys are made in the Rigyd web app.',
  forbidden: 'This key may not see that job. Enter the key of the account it belongs to.',
  'payment-required': 'The account has no credits left. Add some in the Rigyd web app.',
  'not-found': 'The service knows no such job, or it belongs to another key.',
  'not-ready': 'The job is not completed yet. Wait until it is.',
  'rate-limited': 'The service asked to slow down. Asking goes on by itself.',
  'service-down': 'The service has trouble of its own. Asking goes on by itself.',
  rejected: 'The service turned the question down.',
  'bad-answer': 'Something answered that is not the Rigyd API. A proxy or a sign-in page may be in between.',
  'no-key': 'There is no key. Enter one in Settings.',
  'key-malformed': 'That does not look like a key. Copy the whole of it: it begins with rgyd_.',
  'keychain-unavailable': 'This system has no keychain that answers, so the key cannot be kept.',
  'keychain-locked': 'The system’s keychain is locked. Unlock it and try again.',
  'keychain-timeout': 'The system’s keychain did not answer. Look for a window that asks to unlock it.',
  'not-completed': 'The job is not completed yet, so there is nothing to download.',
  'mjcf-missing': 'This job has no MJCF package. Choose USD or everything instead.',
  cancelled: 'Cancelled.',
  interrupted: 'The app ended before the download did. Download again to go on.',
  truncated: 'The download broke off. Try again.',
  'archive-damaged': 'What arrived is damaged, so nothing was unpacked. Try again.',
  'archive-unsafe': 'The archive was refused: it holds something that may not be unpacked.',
  'disk-full': 'There is not enough room on the disk. Free some, or choose another folder.',
  'folder-unavailable': 'The folder cannot be used. Choose another one in Settings, or bring it back.',
  'invalid-request': 'That did not work.',
  'unknown-job': 'This job is not in the list any more.',
  storage: 'The database on this machine cannot be used.',
  internal: 'Something went wrong inside the app.',
};

/** Codes whose sentence says all there is to say. */
const selfExplaining = new Set<ErrorCode>([
  'unauthorized',
  'offline',
  'timeout',
  'no-key',
  'not-found',
  'mjcf-missing',
  'cancelled',
  'interrupted',
]);

/** The sentence alone. */
export const failureSentence = (code: ErrorCode): string => sentences[code];

/** The sentence, with the words of whoever reported the failure where they add something. */
export function describeFailure({ code, text }: Failure): string {
  return text === null || selfExplaining.has(code) ? sentences[code] : `${sentences[code]} (${text})`;
}
