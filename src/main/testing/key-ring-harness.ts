import { failed, success, type ErrorCode, type Outcome } from '../../shared/errors.ts';
import type { KeyStatus } from '../../shared/session.ts';
import { KeyRing } from '../keys/key-ring.ts';
import type { ApiOutcome } from '../api/client.ts';

export const key = `rgyd_live_${'s'.repeat(39)}abcd`;
export const otherKey = `rgyd_test_${'t'.repeat(39)}wxyz`;
export const absent = (failure: unknown = null) => ({ kind: 'absent', failure });
export const present = (source: string, lastFour: string, verdict: string) => ({
  kind: 'present',
  source,
  lastFour,
  verdict,
});

interface Situation {
  environmentKey?: string;
  /** What the keychain holds at first. */
  stored?: string | null;
  hint?: string | null;
}

/** A key ring with a keychain and a service that do as the test says. */
export function setUpKeyRing({ environmentKey, stored = null, hint = null }: Situation = {}) {
  const keychain = { secret: stored, failure: null as ErrorCode | null, hold: null as Promise<void> | null };
  const writes: string[] = [];
  const checked: string[] = [];
  const service = { answer: success(null) as ApiOutcome<null>, hold: null as Promise<void> | null };
  const statuses: KeyStatus[] = [];
  const uses: boolean[] = [];
  let savedHint = hint;
  const inKeychain = async <T>(name: string, use: () => T): Promise<Outcome<T>> => {
    await keychain.hold;
    if (keychain.failure !== null) return failed(keychain.failure, 'in its own words');
    if (name !== 'read') writes.push(name);
    return success(use());
  };
  const keys = new KeyRing({
    environmentKey,
    keychain: {
      read: () => inKeychain('read', () => keychain.secret),
      write: (secret) => inKeychain('write', () => ((keychain.secret = secret), null)),
      remove: () => inKeychain('remove', () => (keychain.secret = null)),
      isBusy: () => false,
    },
    checkKey: async (text) => {
      checked.push(text);
      const { answer, hold } = service;
      await hold;
      return answer;
    },
    savedHint: () => savedHint,
    rememberHint: (lastFour) => (savedHint = lastFour),
    onStatus: (status) => statuses.push(status),
    onKey: (isPresent) => uses.push(isPresent),
  });
  return {
    keys,
    keychain,
    writes,
    checked,
    statuses,
    uses,
    hint: () => savedHint,
    /** Lets no check, or no call of the keychain, that begins from now on end. @returns what lets them end */
    hold: (what: 'service' | 'keychain') => {
      const held = what === 'service' ? service : keychain;
      let end = (): void => {};
      held.hold = new Promise((resolve) => (end = resolve));
      return () => ((held.hold = null), end());
    },
    accept: () => (service.answer = success(null)),
    answer: (code: ErrorCode) =>
      (service.answer = { ok: false, failure: { code, text: 'the words of the service', retryAfterMs: 5 } }),
  };
}
