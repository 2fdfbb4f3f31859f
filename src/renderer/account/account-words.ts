import { isLow, isWithheld, maxListedJobs, type AccountState, type Listing } from '../../shared/account.ts';
import type { Failure } from '../../shared/errors.ts';
import { describeFailure } from '../ui/failure-words.ts';
import { formatMoment } from '../ui/format.ts';
import { countOf } from '../words/count.ts';

/** The account in a few words, for a place that is always in view. */
export interface AccountSummary {
  /** Null where the service names no plan. */
  plan: string | null;
  /** The balance, or why there is none. */
  balance: string;
  /** The number alone, for narrow windows; null where there is none. */
  short: string | null;
  isLow: boolean;
  /** All of it, for screen readers. */
  label: string;
}

export function summarise({ facts, failure }: AccountState, limit: number): AccountSummary {
  const low = isLow(facts, limit);
  if (facts === null) {
    const missing =
      failure === null
        ? (['Reading the account…', 'being read'] as const)
        : (['Balance not available', 'balance not available'] as const);
    return { plan: null, balance: missing[0], short: null, isLow: false, label: `Account, ${missing[1]}` };
  }
  const { plan, credits } = facts;
  const count = credits === null ? null : credits.toLocaleString();
  const balance = credits === null ? null : countOf(credits, 'credit');
  return {
    plan,
    balance: balance === null ? (plan === null ? 'Account' : '') : low ? `Low: ${balance}` : balance,
    short: count,
    isLow: low,
    label: ['Account', plan, low ? `low: ${balance}` : balance].filter((part) => part !== null).join(', '),
  };
}

/** Which jobs of the account are listed, and how far reading the list has come. */
export function describeListing(listing: Listing, now = Date.now()): string {
  switch (listing.kind) {
    case 'off':
      return 'Not looked for';
    case 'reading': {
      if (listing.total === null) return 'Reading the first page…';
      const pages = listing.pageCount === null ? '' : ` of ${listing.pageCount.toLocaleString()}`;
      return `${countOf(listing.total, 'job')}; reading page ${listing.page.toLocaleString()}${pages}`;
    }
    case 'following':
      return [
        describeFound(listing),
        ...(listing.unreadable > 0
          ? [`${countOf(listing.unreadable, 'entry', 'entries')} could not be read`]
          : []),
        `looked for new ones at ${formatMoment(listing.checkedAt, now)}`,
      ].join('; ');
    case 'failing':
      return `${describeListFailure(listing.failure)} Asked again at ${formatMoment(listing.retryAt, now)}.`;
    case 'unavailable':
      return listing.failure.code === 'unauthorized' || listing.failure.code === 'forbidden'
        ? 'The service does not show this key the list of its jobs. Add job IDs instead.'
        : 'The service has no list of them. Add job IDs instead.';
  }
}

/** How many jobs were found, and how many the service counts if that is more. */
function describeFound({ found, total }: { found: number; total: number | null }): string {
  if (found >= maxListedJobs)
    return `The first ${found.toLocaleString()} jobs; those beyond are left out, add their IDs to watch them`;
  if (total === null || total <= found) return countOf(found, 'job');
  return `${found.toLocaleString()} of ${countOf(total, 'job')} found`;
}

/** Why the list of jobs could not be read. */
const describeListFailure = (failure: Failure): string =>
  isWithheld(failure)
    ? `The service does not show the list at the moment${saying(failure)}.`
    : describeFailure(failure);

const saying = ({ text }: Failure): string => (text === null ? '' : ` (${text})`);

/** Why the account could not be read. */
export function describeAccountFailure(failure: Failure): string {
  if (!isWithheld(failure)) return describeFailure(failure);
  return `The service does not tell this key what is in the account${saying(failure)}. Jobs are watched all the same.`;
}

/** What the empty window says about the account's jobs; null if nothing. */
export function welcomeWords(listing: Listing): string | null {
  switch (listing.kind) {
    case 'off':
    case 'unavailable':
      return null;
    case 'reading':
      return 'Looking for your account’s jobs…';
    case 'following':
      return 'Your account has no jobs to show yet. New ones appear here by themselves.';
    case 'failing':
      return `Your account’s jobs cannot be read. ${describeListFailure(listing.failure)}`;
  }
}
