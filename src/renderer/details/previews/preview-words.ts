import type { ErrorCode, Failure } from '../../../shared/errors.ts';

const reasons: Partial<Record<ErrorCode, string>> = {
  offline: 'Its host cannot be reached.',
  'connection-lost': 'The connection to its host broke.',
  certificate: 'The certificate of its host is not trusted.',
  timeout: 'Its host did not answer in time.',
  'not-found': 'It is not there any more.',
  'link-expired': 'Its link has expired, and there is no new one yet.',
  'rate-limited': 'Its host asked to slow down.',
  'service-down': 'Its host has trouble of its own.',
  'not-previewable': 'It is not of a kind that can be shown.',
  'address-refused': 'It lies at an address that this app does not fetch from.',
  truncated: 'It arrived damaged.',
  'bad-answer': 'It arrived damaged.',
  'disk-full': 'There is no room for it on the disk.',
  unconfirmed: 'The service has not answered for its job yet.',
  'unknown-job': 'Its job is not in the list any more.',
};

/** Why a file is not to be seen, in a sentence as short as the place that it stands in. */
export function previewProblem({ code, text }: Failure): string {
  if (code === 'too-large') return ['It is too large to be shown here.', text].filter(Boolean).join(' ');
  return reasons[code] ?? 'It could not be loaded.';
}

/** Whether another attempt would end in the same way. The file itself may still be of use elsewhere. */
export const isFinal = ({ code }: Failure): boolean => code === 'too-large' || code === 'address-refused';
