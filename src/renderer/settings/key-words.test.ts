import { describe, expect, it } from 'vitest';
import { failureSentence } from '../ui/failure-words.ts';
import { describeKey } from './key-words.ts';

describe('describeKey', () => {
  it.each([
    ['keychain', 'accepted', 'Ends in x9Qk, kept in this system’s keychain. The service accepts it.'],
    [
      'session',
      'unchecked',
      'Ends in x9Qk, for this session only; it is forgotten when the app ends. It is not checked with the service yet.',
    ],
    [
      'environment',
      'rejected',
      'Ends in x9Qk, from RIGYD_API_KEY, for this run only. The service refuses it.',
    ],
  ] as const)('says where a key from the %s comes from and that it is %s', (source, verdict, words) => {
    expect(describeKey({ kind: 'present', source, lastFour: 'x9Qk', verdict })).toBe(words);
  });

  it('says that the keychain is being read', () => {
    expect(describeKey({ kind: 'reading' })).toBe('The keychain is being read.');
  });

  it('says that there is none; the form beside it leads to where keys are made', () => {
    expect(describeKey({ kind: 'absent', failure: null })).toBe('No key yet.');
  });

  it('says why there is none where there should be one', () => {
    const failure = { code: 'keychain-locked' as const, text: null };
    expect(describeKey({ kind: 'absent', failure })).toBe(failureSentence('keychain-locked'));
  });
});
