import { describe, expect, it } from 'vitest';
import { createJobBook } from '../jobs/job-book.ts';
import { stoppedClock } from '../testing.ts';
import { createAccount } from './account.ts';

describe('createAccount', () => {
  it('charges jobs and gives back the credits of those that fail', () => {
    const clock = stoppedClock();
    const book = createJobBook('seed', clock, () => '');
    const account = createAccount('key', 10, book);
    account.charge(book.add({ credits: 3 }));
    account.charge(book.add({ credits: 2, fails: 'no' }));
    expect(account.creditsLeft()).toBe(5);
    clock.advance(300_000);
    expect(account.creditsLeft()).toBe(7);
  });
});
