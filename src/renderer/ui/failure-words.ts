import type { ErrorCode, Failure } from '../../shared/errors.ts';

/** For each code: what happened and what to do next. */
const sentences: Record<ErrorCode, string> = {
  offline: 'The service cannot be reached. Check the connection; asking goes on by itself.',
  'connection-lost': 'The connection broke before the answer was complete. It is asked again by itself.',
  certificate:
    'The service’s certificate is not trusted, so nothing was sent to it. Check the clock of this machine, and whether a proxy or security software sits in between.',
  timeout: 'The service did not answer in time. Asking goes on by itself.',
  unauthorized: 'The service refuses this key. Enter a current one; keys are made in the Rigyd web app.',
  forbidden: 'This key may not see that job. Enter the key of the account it belongs to.',
  'payment-required': 'The account has no credits left. Add some in the Rigyd web app.',
  'not-found': 'The service knows no such job, or it belongs to another key. Check the ID, or remove it.',
  gone: 'The service has deleted this. Keep what is here, or remove it from the list.',
  'not-ready': 'The job is not completed yet. Wait until it is.',
  'rate-limited': 'The service asked to slow down. Asking goes on by itself.',
  'service-down': 'The service has trouble of its own. Asking goes on by itself.',
  rejected: 'The service turned the question down. Its reason is in brackets; asking goes on by itself.',
  'bad-answer':
    'Something answered that is not the Rigyd API. Look for a proxy or a sign-in page in between.',
  'answer-too-large':
    'The service’s answer is too large to be read. Tell the service about it; what was read before stays as it is.',
  'no-key': 'There is no key. Enter one in Settings.',
  'key-malformed': 'That does not look like a key. Copy the whole of it: it begins with rgyd_.',
  'cli-key-gone': 'The command line has no key any more, or another one. Look at the question again.',
  'keychain-unavailable':
    'This system has no keychain that answers, so a key is used for this session only. On Linux, install gnome-keyring or KWallet to have it kept, or set RIGYD_API_KEY.',
  'keychain-locked': 'The system’s keychain is locked. Unlock it and try again.',
  'keychain-timeout':
    'The system’s keychain did not answer. Look for a window that asks to unlock it; the key is taken from it then.',
  'address-refused':
    'The service points to an address that is not fetched from, such as one in a private network. Tell the service about it.',
  'not-completed': 'The job is not completed yet, so there is nothing to download.',
  'mjcf-missing': 'This job has no MJCF package. Choose USD or everything instead.',
  cancelled: 'Cancelled.',
  interrupted: 'The app ended before the download did. Download again to go on.',
  truncated: 'The download broke off. Try again.',
  'archive-damaged': 'What arrived is damaged, so nothing was unpacked. Try again.',
  'link-expired':
    'The file host refused every address that the service gave for this result. Try again later.',
  'archive-unsupported': 'The archive cannot be unpacked here. Tell the service about it.',
  'archive-unsafe':
    'The archive was refused, because it holds something that could do harm. Tell the service about it.',
  'disk-full': 'There is not enough room on the disk. Free some, or choose another folder.',
  'folder-unavailable': 'The folder cannot be used. Choose another one in Settings, or bring it back.',
  'folder-missing': 'The folder is not there. Connect its drive, or choose another folder in Settings.',
  'folder-silent':
    'The folder does not answer. If it is on a network drive, check the connection to it, then try again.',
  'export-too-large': 'That is too much for one file. Export it in parts, a batch at a time for one.',
  'file-unusable': 'The file cannot be used. Choose another one, or drop it onto the window.',
  'file-missing': 'There is no such file. Check its name and the folder.',
  'too-large': 'The file is too large to be shown here. Download the result to look at it.',
  'not-previewable': 'The file cannot be shown here. Download the result to look at it.',
  'not-openable':
    'Files of this kind are not opened from here, because they might run something. Save it instead.',
  'not-opened':
    'The system has no app that opens this file. It is saved: choose an app for it in its folder.',
  unconfirmed: 'The service has not answered for this job yet. Try again later.',
  'no-result': 'Nothing of this job is where it was put. Download it again, or bring its folder back.',
  'command-unusable': 'That cannot be run. Choose a program that runs by itself.',
  'command-argument': 'An argument cannot be used.',
  'too-many-views':
    'There are 50 saved views already, which safe mode does not show. Restart normally and delete one first.',
  'no-browser': 'No browser could be opened. The address is in brackets.',
  'invalid-request': 'That could not be understood. Try it with less at once.',
  'unknown-job': 'This job is not in the list any more. Add its ID again to watch it.',
  'unknown-batch': 'This batch is not in the list any more. Drop its file again to have it back.',
  storage: 'The database on this machine cannot be used. Make room on the disk, then start the app anew.',
  'not-saved': 'The change could not be saved yet. It will be tried again; keep the app open until then.',
  internal: 'Something went wrong inside the app. Try again, or start the app anew; nothing is lost.',
};

/** What a failure means for a result, if that differs from a job. */
const sentencesOfResults: Partial<Record<ErrorCode, string>> = {
  offline: 'The service could not be reached. Check the connection, then try again.',
  timeout: 'Nothing came for too long. Try again later.',
  forbidden:
    'The service does not hand out this result. Check the plan of the account, and the key in Settings.',
  'not-found': 'The service has no result for this job. Look at the job in the Rigyd web app.',
  gone: 'The service has deleted this result. Run the job again in the Rigyd web app if you still need it.',
  'not-completed': 'The service has not finished preparing this result. Try again in a few minutes.',
  'rate-limited': 'The service asked to slow down. Try again later.',
  'service-down': 'The service could not hand out the result. Try again later.',
  rejected: 'The service refused to hand out the result. Look at the job in the Rigyd web app.',
};

/** What it means for a job that has ended and is no longer polled. */
const sentencesOfEnded: Partial<Record<ErrorCode, string>> = {
  offline:
    'The service could not be reached when this job was checked. Check the connection, then check the job again.',
  'connection-lost': 'The connection broke when this job was checked. Check it again.',
  timeout: 'The service did not answer in time when this job was checked. Check it again.',
  'rate-limited': 'The service asked to slow down when this job was checked. Check it again later.',
  'service-down': 'The service had trouble of its own when this job was checked. Check it again later.',
  rejected: 'The service turned the question down when this job was checked. Its reason is in brackets.',
};

const refusedButListed =
  'The service does not show this job by itself, but it is in the account’s list. What the list says of it is shown; asking for the job goes on by itself.';

/** What a refusal means for a job that the account's list contains all the same. */
const sentencesOfListed: Partial<Record<ErrorCode, string>> = {
  forbidden: refusedButListed,
  'not-found': refusedButListed,
  gone: refusedButListed,
};

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
type Subject = 'job' | 'ended job' | 'listed job' | 'result';

const sentencesOf: Record<Subject, Partial<Record<ErrorCode, string>>> = {
  job: sentences,
  'ended job': sentencesOfEnded,
  'listed job': sentencesOfListed,
  result: sentencesOfResults,
};

/** The sentence only. */
export const failureSentence = (code: ErrorCode, subject: Subject = 'job'): string =>
  sentencesOf[subject][code] ?? sentences[code];

/** The sentence, with the words of the failure itself if they add something. */
export function describeFailure({ code, text }: Failure, subject: Subject = 'job'): string {
  const sentence = failureSentence(code, subject);
  return text === null || selfExplaining.has(code) ? sentence : `${sentence} (${text})`;
}
