import { failed, success, type Outcome, messageOf } from '../../shared/errors.ts';
import type { Clock } from '../lib/clock.ts';

/** The part of keytar that is used. */
export interface KeytarLike {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
}

/** The system's keychain, for one secret. */
export interface Keychain {
  /**
   * Null if it holds none; a locked keychain may answer the same.
   *
   * @param onLate called with the result if it came after the timeout: a person may take longer to unlock the keychain
   */
  read(onLate?: (outcome: Outcome<string | null>) => void): Promise<Outcome<string | null>>;
  write(secret: string): Promise<Outcome<null>>;
  remove(): Promise<Outcome<null>>;
  /** Whether a call has not returned: the process cannot end before it does. */
  isBusy(): boolean;
}

export interface KeychainOptions {
  /** Loads keytar. It throws where the system's library for it is missing. */
  load: () => Promise<KeytarLike>;
  clock: Clock;
  service: string;
  account: string;
}

/** Milliseconds to wait for a call, which may show a dialog to unlock the keychain. */
const timeoutMs = 5_000;

/**
 * Wraps keytar. A call never returns while the dialog to unlock the keychain is open, and holds a thread of the pool that
 * file access needs as well. So there is one call at a time, it times out after five seconds, and no other is made until it
 * has really ended.
 */
export function createKeychain({ load, clock, service, account }: KeychainOptions): Keychain {
  let pending: Promise<unknown> | null = null;

  function call<T>(
    use: (keytar: KeytarLike, isTimedOut: () => boolean) => Promise<T>,
    onLate: (outcome: Outcome<T>) => void = () => undefined,
  ): Promise<Outcome<T>> {
    if (pending !== null) return Promise.resolve(failed('keychain-timeout'));
    let isTimedOut = false;
    const work = load().then((keytar) => use(keytar, () => isTimedOut));
    const settled = work.then(
      (value) => success(value),
      (error: unknown) => failed(...describe(error)),
    );
    pending = settled;
    return new Promise((resolve) => {
      const stopTimer = clock.setTimeout(() => {
        isTimedOut = true;
        resolve(failed('keychain-timeout'));
      }, timeoutMs);
      void settled.then((outcome) => {
        pending = null;
        stopTimer();
        resolve(outcome);
        if (isTimedOut) onLate(outcome);
      });
    });
  }

  return {
    read: (onLate) => call((keytar) => keytar.getPassword(service, account), onLate),
    write: (secret) =>
      call(async (keytar, isTimedOut) => {
        // After the timeout the person was told that the key is not kept: the former one stays.
        const former = await keytar.getPassword(service, account);
        if (isTimedOut()) return null;
        await keytar.setPassword(service, account, secret);
        if (!isTimedOut()) return null;
        if (former === null) await keytar.deletePassword(service, account);
        else await keytar.setPassword(service, account, former);
        return null;
      }),
    isBusy: () => pending !== null,
    remove: () => call(async (keytar) => (await keytar.deletePassword(service, account), null)),
  };
}

/** keytar reports text only; errors of a locked keychain are recognized by it. */
function describe(error: unknown): ['keychain-locked' | 'keychain-unavailable', string] {
  const text = messageOf(error);
  return [
    /locked|dismissed|denied|cancell?ed/i.test(text) ? 'keychain-locked' : 'keychain-unavailable',
    text,
  ];
}
