import type { Clock } from '../lib/clock.ts';
import type { RigydClient } from '../api/client.ts';
import type { Preferences } from '../settings/preferences.ts';
import type { Keychain } from './keychain.ts';
import { KeyRing, type KeyRingOptions } from './key-ring.ts';

interface Options extends Pick<KeyRingOptions, 'environmentKey' | 'onStatus' | 'onKey'> {
  clock: Clock;
  keychain: Keychain;
  /** The API that the key is for. */
  baseUrl: URL;
  client: Pick<RigydClient, 'checkKey'>;
  preferences: Preferences;
  /** A job that the service has answered for; null where there is none. */
  knownId: () => string | null;
}

/** The key ring of one API: what is remembered of a key saved for another does not count. */
export const createKeyRing = ({
  clock,
  baseUrl,
  client,
  preferences,
  knownId,
  ...options
}: Options): KeyRing =>
  new KeyRing({
    keychain: options.keychain,
    environmentKey: options.environmentKey,
    onStatus: options.onStatus,
    onKey: options.onKey,
    checkKey: (key) => client.checkKey(key, knownId()),
    savedHint: () => {
      const hint = preferences.keyHint;
      return hint?.origin === baseUrl.origin ? hint.lastFour : null;
    },
    rememberHint: (lastFour) =>
      preferences.rememberKey(
        lastFour === null ? null : { lastFour, origin: baseUrl.origin, savedAt: clock.now() },
      ),
  });
