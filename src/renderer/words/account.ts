import { countOf } from './count.ts';

/** What is said of the account: its balance, its plan and its list of jobs. */
export const accountWords = {
  account: 'Account',
  plan: 'Plan',
  credits: 'Credits',
  /** When the account was loaded, as an age. */
  updated: 'Updated',
  jobs: 'Jobs',
  refresh: 'Refresh',
  settings: 'Account settings',
  balance: {
    /** Stands before the number alone, in a narrow window. */
    lowMark: 'Low:',
    of: (credits: number) => countOf(credits, 'credit'),
    low: (credits: number) => `Low: ${countOf(credits, 'credit')}`,
    loading: 'Loading account…',
    unavailable: 'Balance unavailable',
  },
  /** The button of the account, for screen readers. */
  label: {
    loading: 'Account, loading',
    unavailable: 'Account, balance unavailable',
    known: (plan: string | null, credits: number | null, isLow: boolean) =>
      ['Account', plan, credits === null ? null : `${isLow ? 'low: ' : ''}${countOf(credits, 'credit')}`]
        .filter((part) => part !== null)
        .join(', '),
  },
  list: {
    off: 'Not added automatically',
    loading: (jobs: number, page: number, pages: number | null) =>
      `${countOf(jobs, 'job')}. Loading page ${page.toLocaleString()}${pages === null ? '' : ` of ${pages.toLocaleString()}`}…`,
    all: (jobs: number) => `${countOf(jobs, 'job')}.`,
    some: (found: number, total: number) => `${found.toLocaleString()} of ${countOf(total, 'job')} found.`,
    atLimit: (found: number) => `The first ${found.toLocaleString()} jobs. Add job IDs to watch others.`,
    unreadable: (entries: number) => `${countOf(entries, 'entry', 'entries')} could not be read.`,
    checked: (time: string) => `Checked at ${time}.`,
    nextTry: (time: string) => `Next try at ${time}.`,
    withheldFromKey: 'This key can’t list the account’s jobs. Add job IDs instead.',
    unavailable: 'Rigyd has no list of this account’s jobs. Add job IDs instead.',
    /** @param detail what Rigyd said of it */
    withheldNow: (detail: string | null) => `The job list isn’t available right now${inBrackets(detail)}.`,
  },
  /** @param detail what Rigyd said of it */
  withheld: (detail: string | null) =>
    `This key can’t see the account’s balance${inBrackets(detail)}. Jobs are still watched.`,
  welcome: {
    loading: 'Loading your account’s jobs…',
    none: 'No jobs in your account yet. New ones appear here automatically.',
    failed: (why: string) => `Can’t load your account’s jobs. ${why}`,
  },
};

const inBrackets = (detail: string | null): string => (detail === null ? '' : ` (${detail})`);
