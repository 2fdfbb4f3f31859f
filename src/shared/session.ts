import type { Failure } from './errors.ts';

/** Where the key in use comes from. `environment` lasts one run and is never stored. */
export type KeySource = 'keychain' | 'session' | 'environment';

/** What the renderer may know of the key: that there is one, its last four characters, and what the service says. */
export type KeyStatus =
  | { kind: 'reading' }
  /** No key is in use. `failure` says why where one was expected (a locked keychain, say). */
  | { kind: 'absent'; failure: Failure | null }
  | {
      kind: 'present';
      source: KeySource;
      lastFour: string;
      /** `rejected`: the service answered 401 to it. */
      verdict: 'unchecked' | 'accepted' | 'rejected';
    };

/** Whether the service answered 401 to the key in use. */
export const isKeyRefused = (key: KeyStatus): boolean => key.kind === 'present' && key.verdict === 'rejected';

/** Whether there is a key that the service has not refused. */
export const isKeyUsable = (key: KeyStatus): boolean => key.kind === 'present' && key.verdict !== 'rejected';

/** Where a key is kept that a person enters: for the session alone where the system has no keychain, as far as is known. */
export const keepOf = (key: KeyStatus): 'keychain' | 'session' =>
  key.kind === 'absent' && key.failure?.code === 'keychain-unavailable' ? 'session' : 'keychain';

/** Whether the service answers at the moment. */
export type Connection =
  | { kind: 'idle' }
  | { kind: 'online' }
  /** Nothing of use is answered: no connection, or only errors. It is tried again by itself at `retryAt`. */
  | { kind: 'offline'; since: number; failure: Failure; retryAt: number }
  /** The service asked to wait (429); polling goes on by itself at `until`. */
  | { kind: 'waiting'; until: number };

export interface Session {
  key: KeyStatus;
  connection: Connection;
  /** Host (and port) and origin of the API in use, and whether it is not the live service. */
  api: { host: string; origin: string; overridden: boolean };
}
