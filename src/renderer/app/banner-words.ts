import type { Banner } from '../../shared/state.ts';
import { formatMoment } from '../ui/format.ts';
import type { Failure } from '../../shared/errors.ts';
import { bannersWords } from '../words/banners.ts';

/** What a person reads for each banner: what happened, and what is safe. */
export const describeBanner = ({ kind, detail }: Banner): string => bannersWords.byKind[kind](detail);

/** What a person reads while the service is out of reach or of no use: what is so, since when, and when it is tried again. */
export function describeOffline(
  host: string,
  { since, failure, retryAt }: { since: number; failure: Failure; retryAt: number },
  now = Date.now(),
): string {
  const problem = describeProblem(host, failure, formatMoment(since, now));
  return bannersWords.outOfDate(problem, formatMoment(retryAt, now));
}

function describeProblem(host: string, { code, text }: Failure, since: string): string {
  const words = bannersWords.offline;
  switch (code) {
    case 'certificate':
      return words.certificate(host, since);
    case 'service-down':
      return words.errors(host, since, text);
    case 'bad-answer':
      return words.otherAnswers(host, since);
    default:
      return words.noResponse(host, since);
  }
}
