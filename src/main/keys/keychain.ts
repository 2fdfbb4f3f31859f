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
   * Null where it holds none; a locked keychain may answer the same.
   *
   * @param onLate told what came of it where it was given up before: a person may take longer to unlock the keychain
   */
  read(onLate?: (outcome: Outcome<string | null>) => void): Promise<Outcome<string | null>>;
  write(secret: string): Promise<Outcome<null>>;
  remove(): Promise<Outcome<null>>;
  /** Whether a call has not come back: the process cannot end by itself before it does. */
  isBusy(): boolean;
}

export interface KeychainOptions {
  /** Loads keytar. It throws where the system's library for it is missing. */
  load: () => Promise<KeytarLike>;
  clock: Clock;
  service: string;
  account: string;
}

/** Milliseconds after which an unlock dialog that nobody answers counts as an answer. */
const patienceMs = 5_000;

/**
 * keytar with its pitfalls fenced in. A locked keychain whose dialog goes unanswered never returns, and each such call
 * holds a thread of the pool that file access needs as well: so there is one call at a time, it is given up after five
 * seconds, and no other is made until it has really ended.
 */
export function createKeychain({ load, clock, service, account }: KeychainOptions): Keychain {
  let pending: Promise<unknown> | null = null;

  function call<T>(
    use: (keytar: KeytarLike, isGivenUp: () => boolean) => Promise<T>,
    onLate: (outcome: Outcome<T>) => void = () => undefined,
  ): Promise<Outcome<T>> {
    if (pending !== null) return Promise.resolve(failed('keychain-timeout'));
    let isGivenUp = false;
    const work = load().then((keytar) => use(keytar, () => isGivenUp));
    const settled = work.then(
      (value) => success(value),
      (error: unknown) => failed(...describe(error)),
    );
    pending = settled;
    return new Promise((resolve) => {
      const stopTimer = clock.setTimeout(() => {
        isGivenUp = true;
        resolve(failed('keychain-timeout'));
      }, patienceMs);
      void settled.then((outcome) => {
        pending = null;
        stopTimer();
        resolve(outcome);
        if (isGivenUp) onLate(outcome);
      });
    });
  }

  return {
    read: (onLate) => call((keytar) => keytar.getPassword(service, account), onLate),
    write: (secret) =>
      call(async (keytar, isGivenUp) => {
        // Who was told that it is not kept has chosen something else since: what was there before stays there.
        const former = await keytar.getPassword(service, account);
        if (isGivenUp()) return null;
        await keytar.setPassword(service, account, secret);
        if (!isGivenUp()) return null;
        if (former === null) await keytar.deletePassword(service, account);
        else await keytar.setPassword(service, account, former);
        return null;
      }),
    isBusy: () => pending !== null,
    remove: () => call(async (keytar) => (await keytar.deletePassword(service, account), null)),
  };
}

/** keytar reports text alone; only what is about a lock can be told apart. */
function describe(error: unknown): ['keychain-locked' | 'keychain-unavailable', string] {
  const text = messageOf(error);
  return [
    /locked|dismissed|denied|cancell?ed/i.test(text) ? 'keychain-locked' : 'keychain-unavailable',
    text,
  ];
}
