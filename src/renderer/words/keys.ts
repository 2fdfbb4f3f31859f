import type { KeyStatus } from '../../shared/session.ts';

type KnownKey = KeyStatus & { kind: 'present' };

/** The API key: entering it, where it is stored, and what Rigyd says of it. */
export const keyWords = {
  apiKey: 'API key',
  newKey: 'New API key',
  show: 'Show key',
  hide: 'Hide key',
  save: 'Save key',
  useForSession: 'Use for this session',
  checking: 'Checking…',
  remove: 'Remove key',
  whereKept: {
    keychain: 'Stored only in your system keychain.',
    session: 'Used until you quit Rigyd Desk. It is not stored.',
  },
  /** Followed by a link with the words of `get`. */
  whereCreated: 'Create API keys in the Rigyd web app.',
  get: 'Get a key',
  reading: 'Reading the keychain…',
  none: 'No API key yet.',
  /** @param lastFour its last four characters */
  known: (lastFour: string, source: KnownKey['source'], verdict: KnownKey['verdict']) =>
    `Ends in ${lastFour}, ${sources[source]}. ${verdicts[verdict]}`,
  /** The key that the Rigyd command line uses on this computer. */
  commandLine: {
    question: (lastFour: string) => `Use the Rigyd command line’s key, ending in …${lastFour}?`,
    whatHappens: (host: string) => `It is checked with ${host}, then stored like a key you enter.`,
    accept: 'Use this key',
    decline: 'Not now',
  },
};

const sources: Record<KnownKey['source'], string> = {
  keychain: 'stored in your system keychain',
  session: 'for this session only',
  environment: 'from RIGYD_API_KEY, for this session only',
};

const verdicts: Record<KnownKey['verdict'], string> = {
  accepted: 'Accepted by Rigyd.',
  rejected: 'Rejected by Rigyd.',
  unchecked: 'Not checked yet.',
};
