import type { Failure } from '../../shared/errors.ts';
import type { KeyStatus } from '../../shared/session.ts';
import { describeFailure } from '../ui/failure-words.ts';

const sources = {
  keychain: 'kept in this system’s keychain',
  session: 'for this session only; it is forgotten when the app ends',
  environment: 'from RIGYD_API_KEY, for this run only',
} as const;

const verdicts = {
  accepted: 'The service accepts it.',
  rejected: 'The service refuses it.',
  unchecked: 'It is not checked with the service yet.',
} as const;

/** Whether it is for want of the keychain that a key could not be kept: it can be used for the session all the same. */
export const isKeychainTrouble = (failure: Failure | null): boolean =>
  failure?.code.startsWith('keychain-') ?? false;

/** The state of the key in use, in a sentence or two. */
export function describeKey(key: KeyStatus): string {
  if (key.kind === 'reading') return 'The keychain is being read.';
  if (key.kind === 'present')
    return `Ends in ${key.lastFour}, ${sources[key.source]}. ${verdicts[key.verdict]}`;
  if (key.failure !== null) return describeFailure(key.failure);
  return 'No key yet.';
}
