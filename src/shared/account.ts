import { plainTextRefusal, type Failure } from './errors.ts';

/** What the service says of the account that the key belongs to. Null where it does not say. */
export interface AccountFacts {
  email: string | null;
  username: string | null;
  plan: string | null;
  /** Of the subscription, in the service's own word: `active`, `canceled`, … */
  status: string | null;
  /** Credits left. */
  credits: number | null;
}

/** How far finding the account's jobs has come. */
export type Listing =
  /** Turned off, or there is no key. */
  | { kind: 'off' }
  /** All pages are being read; null until the service has said how many there are. */
  | { kind: 'reading'; page: number; pageCount: number | null; total: number | null }
  /**
   * What there is to read has been read; new ones are looked for every now and then. `found` may be less than the `total`
   * that the service counts: `unreadable` entries name no job, and only the first {@link maxListedJobs} are taken.
   */
  | { kind: 'following'; found: number; total: number | null; unreadable: number; checkedAt: number }
  /** The last question failed; it is asked again at `retryAt`. */
  | { kind: 'failing'; failure: Failure; retryAt: number }
  /** The service has no such list, or does not show it to this key. */
  | { kind: 'unavailable'; failure: Failure; retryAt: number };

/** Whether jobs of the account come into the list by themselves, as far as is known. */
export const isListing = (listing: Listing | undefined): boolean =>
  listing?.kind === 'reading' || listing?.kind === 'following';

/** An account's list is read so far and no further: it may have no end. */
export const maxListedJobs = 50_000;

/**
 * Whether the service does not answer this call with this key at all; that says nothing of the key, nor of any job. Its
 * framework may say in plain text that there is no such path.
 */
export const isWithheld = ({ code, text }: Failure): boolean =>
  text === plainTextRefusal(404) ||
  code === 'unauthorized' ||
  code === 'forbidden' ||
  code === 'not-found' ||
  code === 'gone' ||
  code === 'rejected';

/** The account as the window shows it. Times are milliseconds since the epoch. */
export interface AccountState {
  /** Null until they were read once. */
  facts: AccountFacts | null;
  /** When they were read. */
  fetchedAt: number | null;
  /** Why they could not be read the last time; the older facts stay. */
  failure: Failure | null;
  listing: Listing;
}

export const unknownAccount: AccountState = {
  facts: null,
  fetchedAt: null,
  failure: null,
  listing: { kind: 'off' },
};

/** Whether the balance is at or below what a person calls low. An account without a number is never low. */
export const isLow = (facts: AccountFacts | null, limit: number): boolean =>
  facts !== null && facts.credits !== null && facts.credits <= limit;
