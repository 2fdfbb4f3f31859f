import { describe, expect, it } from 'vitest';
import { failureSentence } from '../ui/failure-words.ts';
import { describeKey } from './key-words.ts';

describe('describeKey', () => {
  it.each([
    ['keychain', 'accepted', 'Ends in x9Qk, stored in your system keychain. Accepted by Rigyd.'],
    ['session', 'unchecked', 'Ends in x9Qk, for this session only. Not checked yet.'],
    [
      'environment',
      'rejected',
      'Ends in x9Qk, from RIGYD_API_KEY, for this session only. Rejected by Rigyd.',
    ],
  ] as const)('says where a key from the %s comes from and that it is %s', (source, verdict, words) => {
    expect(describeKey({ kind: 'present', source, lastFour: 'x9Qk', verdict })).toBe(words);
  });

  it('says that the keychain is being read', () => {
    expect(describeKey({ kind: 'reading' })).toBe('Reading the keychain…');
  });

  it('says that there is none; the form beside it leads to where keys are made', () => {
    expect(describeKey({ kind: 'absent', failure: null })).toBe('No API key yet.');
  });

  it('says why there is none where there should be one', () => {
    const failure = { code: 'keychain-locked' as const, text: null };
    expect(describeKey({ kind: 'absent', failure })).toBe(failureSentence('keychain-locked'));
  });
});
