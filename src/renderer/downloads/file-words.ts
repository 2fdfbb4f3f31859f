import type { ErrorCode, Failure } from '../../shared/errors.ts';
import { describeFailure } from '../ui/failure-words.ts';

const reasons: Partial<Record<ErrorCode, string>> = {
  offline: 'Its host cannot be reached.',
  'connection-lost': 'The connection to its host broke.',
  certificate: 'The certificate of its host is not trusted.',
  timeout: 'Its host did not answer in time.',
  'not-found': 'It is not there any more.',
  gone: 'It is not there any more.',
  'link-expired': 'Its link has expired, and there is no new one yet.',
  'rate-limited': 'Its host asked to slow down.',
  'service-down': 'Its host has trouble of its own.',
  rejected: 'Its host refused to hand it out.',
  'not-previewable': 'It is not of a kind that can be shown.',
  'not-openable': 'It is of a kind that is not opened from here, because it might run something.',
  'not-opened': 'It is saved, but the system has no app that opens it.',
  'address-refused': 'It lies at an address that this app does not fetch from.',
  truncated: 'It arrived damaged.',
  'bad-answer': 'It arrived damaged, or something else came in its place.',
  'disk-full': 'There is no room for it on the disk.',
  unconfirmed: 'The service has not answered for its job yet.',
  'unknown-job': 'Its job is not in the list any more.',
};

/** What is wrong with the folder that a file was to be put in, which is told as anywhere else. */
const ofFolders: ReadonlySet<ErrorCode> = new Set(['folder-unavailable', 'folder-missing', 'folder-silent']);

/** Why a single file of a job cannot be shown, saved, opened or dragged, in a short sentence. */
export function describeFileFailure(failure: Failure): string {
  const { code, text } = failure;
  if (code === 'too-large') return ['It is too large to be shown here.', text].filter(Boolean).join(' ');
  if (ofFolders.has(code)) return describeFailure(failure);
  return reasons[code] ?? 'It could not be loaded.';
}
