import { isLow, isWithheld, maxListedJobs, type AccountState, type Listing } from '../../shared/account.ts';
import type { Failure } from '../../shared/errors.ts';
import { describeFailure } from '../ui/failure-words.ts';
import { formatMoment } from '../ui/format.ts';
import { accountWords } from '../words/account.ts';
import { uiWords } from '../words/ui.ts';

const { balance, label, list, welcome } = accountWords;

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
  if (facts === null) {
    const missing = failure === null ? 'loading' : 'unavailable';
    return { plan: null, balance: balance[missing], short: null, isLow: false, label: label[missing] };
  }
  const low = isLow(facts, limit);
  const { plan, credits } = facts;
  return {
    plan,
    balance:
      credits === null
        ? plan === null
          ? accountWords.account
          : ''
        : (low ? balance.low : balance.of)(credits),
    short: credits === null ? null : credits.toLocaleString(),
    isLow: low,
    label: label.known(plan, credits, low),
  };
}

/** Which jobs of the account are listed, and how far reading the list has come. */
export function describeListing(listing: Listing, now = Date.now()): string {
  switch (listing.kind) {
    case 'off':
      return list.off;
    case 'reading':
      return listing.total === null
        ? uiWords.loading
        : list.loading(listing.total, listing.page, listing.pageCount);
    case 'following':
      return [
        describeFound(listing),
        ...(listing.unreadable > 0 ? [list.unreadable(listing.unreadable)] : []),
        list.checked(formatMoment(listing.checkedAt, now)),
      ].join(' ');
    case 'failing':
      return `${describeListFailure(listing.failure)} ${list.nextTry(formatMoment(listing.retryAt, now))}`;
    case 'unavailable':
      return listing.failure.code === 'unauthorized' || listing.failure.code === 'forbidden'
        ? list.withheldFromKey
        : list.unavailable;
  }
}

/** How many jobs were found, and how many the service counts if that is more. */
function describeFound({ found, total }: { found: number; total: number | null }): string {
  if (found >= maxListedJobs) return list.atLimit(found);
  return total === null || total <= found ? list.all(found) : list.some(found, total);
}

/** Why the list of jobs could not be read. */
const describeListFailure = (failure: Failure): string =>
  isWithheld(failure) ? list.withheldNow(failure.text) : describeFailure(failure);

/** Why the account could not be read. */
export const describeAccountFailure = (failure: Failure): string =>
  isWithheld(failure) ? accountWords.withheld(failure.text) : describeFailure(failure);

/** What the empty window says about the account's jobs; null if nothing. */
export function welcomeWords(listing: Listing): string | null {
  switch (listing.kind) {
    case 'off':
    case 'unavailable':
      return null;
    case 'reading':
      return welcome.loading;
    case 'following':
      return welcome.none;
    case 'failing':
      return welcome.failed(describeListFailure(listing.failure));
  }
}
