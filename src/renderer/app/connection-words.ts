import type { Failure } from '../../shared/errors.ts';
import { formatMoment } from '../ui/format.ts';

/** What a person reads while the service is out of reach or of no use: what is so, since when, and when it is tried again. */
export function describeOffline(
  host: string,
  { since, failure, retryAt }: { since: number; failure: Failure; retryAt: number },
  now = Date.now(),
): string {
  return `${reasonFor(host, failure)} since ${formatMoment(since, now)}. What is shown may be out of date. Next try at ${formatMoment(retryAt, now)}.`;
}

function reasonFor(host: string, { code, text }: Failure): string {
  switch (code) {
    case 'certificate':
      return `${host} has shown no certificate that this machine trusts, so nothing is sent to it,`;
    case 'service-down':
      return `${host} has answered with errors only${quoted(text)}`;
    case 'bad-answer':
      return `Something that is not the Rigyd API has answered for ${host} (a proxy or a sign-in page, perhaps)`;
    default:
      return `No answer from ${host}`;
  }
}

const quoted = (text: string | null): string => (text === null ? '' : ` (${text})`);
