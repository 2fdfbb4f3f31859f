import { describe, expect, it } from 'vitest';
import { unknownAccount, type AccountFacts } from '../../shared/account.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import { formatTime } from '../ui/format.ts';
import { describeAccountFailure, describeListing, summarise, welcomeWords } from './account-words.ts';

const facts: AccountFacts = {
  email: 'ada@example.test',
  username: 'ada',
  plan: 'Studio',
  status: 'active',
  credits: 1_250,
};
const account = (values: Partial<AccountFacts>) => ({ ...unknownAccount, facts: { ...facts, ...values } });

describe('summarise', () => {
  it('names the plan and the balance', () => {
    expect(summarise(account({}), 10)).toEqual({
      plan: 'Studio',
      balance: `${(1_250).toLocaleString()} credits`,
      short: (1_250).toLocaleString(),
      isLow: false,
      label: `Account, Studio, ${(1_250).toLocaleString()} credits`,
    });
  });

  it('says in its label that the balance is low', () => {
    expect(summarise(account({ credits: 8 }), 10).label).toBe('Account, Studio, low: 8 credits');
  });

  it.each([
    [10, 10, true, 'Low: 10 credits'],
    [11, 10, false, '11 credits'],
    [1, 10, true, 'Low: 1 credit'],
    [0, 0, true, 'Low: 0 credits'],
  ])('with %i credits and a limit of %i is low: %s', (credits, limit, isLow, balance) => {
    expect(summarise(account({ credits }), limit)).toMatchObject({ isLow, balance });
  });

  it('makes up no number where the service gives none', () => {
    expect(summarise(account({ credits: null, plan: 'Free' }), 10)).toEqual({
      plan: 'Free',
      balance: '',
      short: null,
      isLow: false,
      label: 'Account, Free',
    });
    expect(summarise(account({ credits: null, plan: null }), 10)).toMatchObject({ balance: 'Account' });
  });

  it('says that it is being read, or could not be', () => {
    expect(summarise(unknownAccount, 10).balance).toBe('Loading account…');
    const failure = { code: 'offline' as const, text: null };
    expect(summarise({ ...unknownAccount, failure }, 10).balance).toBe('Balance unavailable');
  });
});

describe('describeListing', () => {
  const at = Date.UTC(2026, 4, 6, 12, 0, 1);
  const following = (values: { found: number; total?: number; unreadable?: number }) =>
    ({ kind: 'following', total: null, unreadable: 0, checkedAt: at, ...values }) as const;
  const unavailable = (code: ErrorCode) =>
    ({ kind: 'unavailable', failure: { code, text: null }, retryAt: at }) as const;
  it.each([
    [{ kind: 'off' }, 'Not added automatically'],
    [{ kind: 'reading', page: 1, pageCount: null, total: null }, 'Loading…'],
    [{ kind: 'reading', page: 2, pageCount: 3, total: 250 }, '250 jobs. Loading page 2 of 3…'],
    [{ kind: 'reading', page: 2, pageCount: null, total: 250 }, '250 jobs. Loading page 2…'],
    [following({ found: 1, total: 1 }), `1 job. Checked at ${formatTime(at)}.`],
    [following({ found: 25 }), `25 jobs. Checked at ${formatTime(at)}.`],
    [following({ found: 25, total: 130 }), `25 of 130 jobs found. Checked at ${formatTime(at)}.`],
    [
      following({ found: 2, total: 32, unreadable: 30 }),
      `2 of 32 jobs found. 30 entries could not be read. Checked at ${formatTime(at)}.`,
    ],
    [
      following({ found: 50_000, total: 1e7 }),
      `The first ${(50_000).toLocaleString()} jobs. Add job IDs to watch others. Checked at ${formatTime(at)}.`,
    ],
    [unavailable('not-found'), 'Rigyd has no list of this account’s jobs. Add job IDs instead.'],
    [unavailable('unauthorized'), 'This key can’t list the account’s jobs. Add job IDs instead.'],
    [
      { kind: 'failing', failure: { code: 'timeout', text: null }, retryAt: at },
      `Rigyd took too long to respond. Retrying automatically. Next try at ${formatTime(at)}.`,
    ],
    [
      { kind: 'failing', failure: { code: 'not-found', text: 'Not Found' }, retryAt: at },
      `The job list isn’t available right now (Not Found). Next try at ${formatTime(at)}.`,
    ],
  ] as const)('of %j', (listing, words) => {
    expect(describeListing(listing, at)).toBe(words);
  });
});

describe('welcomeWords', () => {
  it.each([
    [{ kind: 'off' }, null],
    [{ kind: 'unavailable', failure: { code: 'not-found', text: null }, retryAt: 1 }, null],
    [{ kind: 'reading', page: 1, pageCount: null, total: null }, 'Loading your account’s jobs…'],
    [
      { kind: 'following', found: 0, total: 0, unreadable: 0, checkedAt: 1 },
      expect.stringContaining('No jobs in your account yet.'),
    ],
    [
      { kind: 'failing', failure: { code: 'timeout', text: null }, retryAt: 1 },
      expect.stringContaining('took too long to respond'),
    ],
  ] as const)('of %j', (listing, words) => {
    expect(welcomeWords(listing)).toEqual(words);
  });
});

describe('an account that cannot be read', () => {
  it.each(['unauthorized', 'forbidden', 'not-found', 'rejected'] as const)(
    'is said to be so after %s, with no word about a job or another key',
    (code) => {
      const words = describeAccountFailure({ code, text: 'Forbidden' });
      expect(words).toContain('can’t see the account’s balance (Forbidden)');
      expect(words).not.toMatch(/remove|that job|Enter/);
    },
  );

  it('is otherwise said as anywhere', () => {
    expect(describeAccountFailure({ code: 'timeout', text: null })).toContain('took too long to respond');
  });
});
