import { describe, expect, it } from 'vitest';
import { readAccount } from './read-account.ts';

const empty = { email: null, username: null, plan: null, status: null, credits: null };

describe('what the service says of the account', () => {
  it.each([
    [
      'as the clients read it',
      {
        user: { email: 'a@b.test', username: 'ada' },
        subscription: { status: 'active', plan: { name: 'Studio' }, credits_remaining: 12 },
      },
      { email: 'a@b.test', username: 'ada', plan: 'Studio', status: 'active', credits: 12 },
    ],
    ['with decimals as text', { subscription: { credits_remaining: '12.75' } }, { ...empty, credits: 12.75 }],
    [
      'flat',
      { email: 'a@b.test', plan: 'Free', credits: '3' },
      { ...empty, email: 'a@b.test', plan: 'Free', credits: 3 },
    ],
    ['as a bare user', { username: 'ada', credits_remaining: 7 }, { ...empty, username: 'ada', credits: 7 }],
    [
      'within the user',
      { user: { email: 'a@b.test', credits: 5 } },
      { ...empty, email: 'a@b.test', credits: 5 },
    ],
    ['with text that cannot be handed on', { plan: 'Stu\uFFFFdio\n1' }, { ...empty, plan: 'Stu\uFFFDdio 1' }],
    ['with what is no number', { credits: '1,5 or so', subscription: null, user: 7 }, empty],
  ])('is read %s', (_name, data, facts) => {
    expect(readAccount(data)).toEqual(facts);
  });

  it.each([null, 7, 'text'])('is nothing where it is %j', (data) => {
    expect(readAccount(data)).toBeNull();
  });
});
