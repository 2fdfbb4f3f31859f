import type { SavedKey } from '../../shared/contract.ts';
import { failed, success, type Failure, type Outcome } from '../../shared/errors.ts';
import { isKeyRefused, type KeySource, type KeyStatus } from '../../shared/session.ts';
import { SerialQueue } from '../lib/serial-queue.ts';
import { keepOutOfLogs } from '../lib/redact.ts';
import type { ApiOutcome, RigydClient } from '../api/client.ts';
import type { Keychain } from './keychain.ts';
import type { Clock } from '../lib/clock.ts';
import type { Preferences } from '../settings/preferences.ts';

export interface KeyRingOptions {
  keychain: Keychain;
  /** `RIGYD_API_KEY`: used for this run, stored nowhere. */
  environmentKey: string | undefined;
  /** Checks a key with the service; `unauthorized` if it is refused. */
  checkKey: (key: string) => Promise<ApiOutcome<null>>;
  /** Whether a key was saved to the keychain earlier, by its last four characters. */
  savedHint: () => string | null;
  rememberHint: (lastFour: string | null) => void;
  /** The status of the key changed. */
  onStatus: (status: KeyStatus) => void;
  /** Another key is in use now, or none. */
  onKey: (present: boolean) => void;
}

/** Entered keys that are checked at the same time: a slow check of a wrong key must not delay the right one. */
const maxChecks = 2;

/** Holds the key in use. Nothing else in the app does; the HTTP client reads it for every request. */
export class KeyRing {
  readonly #options: KeyRingOptions;
  #key: string | null = null;
  #status: KeyStatus = { kind: 'reading' };
  /** The check of the key in use that is in flight. */
  #check: { key: string; done: Promise<Outcome<null>> } | null = null;
  /** Checks of entered keys that are in flight. */
  readonly #saves = new Set<Promise<unknown>>();
  /** The number of the last save or removal that was requested. */
  #requested = 0;
  /** The number of the last one that took effect; earlier ones have no effect any more. */
  #decided = 0;
  /** Changes of what is kept, one after the other: the keychain can take seconds. */
  readonly #changes = new SerialQueue();

  constructor(options: KeyRingOptions) {
    this.#options = options;
  }

  get status(): KeyStatus {
    return this.#status;
  }

  /** Whether a key was kept in the keychain earlier, and not removed since. */
  get wasKept(): boolean {
    return this.#options.savedHint() !== null;
  }

  /** The key itself, for the HTTP client alone. */
  current(): string | null {
    return this.#key;
  }

  /** Takes the key of the environment, or reads the keychain. */
  async load(): Promise<void> {
    const fromEnvironment = this.#options.environmentKey?.trim() ?? '';
    if (fromEnvironment !== '') {
      const malformed = findFault(fromEnvironment);
      return malformed === null ? this.#use(fromEnvironment, 'environment') : this.#drop(malformed);
    }
    // Tried again after the keychain could not be opened.
    if (this.#status.kind === 'absent') this.#setStatus({ kind: 'reading' });
    const read = await this.#options.keychain.read((late) => this.#takeLate(late));
    // Reading can take seconds, and a key may have been entered meanwhile.
    if (this.#status.kind === 'reading') this.#take(read);
  }

  /** The keychain was unlocked after the timeout. */
  #takeLate(read: Outcome<string | null>): void {
    if (this.#status.kind === 'absent' && this.#status.failure?.code === 'keychain-timeout') this.#take(read);
  }

  #take(read: Outcome<string | null>): void {
    if (!read.ok) return this.#drop(read.failure);
    if (read.value !== null) return this.#use(read.value, 'keychain');
    // A locked keychain may answer that it is empty; if it held a key before, it is more likely locked.
    this.#drop(this.wasKept ? { code: 'keychain-locked', text: null } : null);
  }

  /**
   * Checks a new key with the service, then keeps it. A key that the service refuses changes nothing; if the service cannot
   * be reached, the key is used unchecked.
   *
   * @returns `cancelled` if the key was removed, or a later one was saved, while this one was being checked, or if another
   *   was entered before the check of this one began
   */
  async save(entered: string, keep: 'keychain' | 'session'): Promise<Outcome<SavedKey>> {
    const key = entered.trim();
    const malformed = findFault(key);
    if (malformed !== null) return { ok: false, failure: malformed };
    const turn = (this.#requested += 1);
    while (this.#saves.size >= maxChecks) {
      await Promise.race(this.#saves).catch(() => null);
      if (turn < this.#requested) return failed('cancelled');
    }
    const checked = await this.#checkEntered(key);
    return this.#changes.run(async () => {
      if (turn < this.#decided) return failed('cancelled');
      if (!checked.ok && !isUndecided(checked.failure))
        return failed(checked.failure.code, checked.failure.text);
      if (keep === 'keychain') {
        const written = await this.#options.keychain.write(key);
        if (!written.ok) return written;
        this.#options.rememberHint(lastFourOf(key));
      }
      const verdict = checked.ok ? 'accepted' : 'unchecked';
      this.#decided = Math.max(turn, this.#decided);
      this.#use(key, keep, verdict);
      return success({ verdict });
    });
  }

  async #checkEntered(key: string): Promise<ApiOutcome<null>> {
    const check = this.#options.checkKey(key);
    this.#saves.add(check);
    try {
      return await check;
    } finally {
      this.#saves.delete(check);
    }
  }

  /** Removes the key from the keychain and from memory, and cancels saves in progress. */
  remove(): Promise<Outcome<null>> {
    this.#decided = this.#requested += 1;
    return this.#changes.run(() => this.#remove());
  }

  async #remove(): Promise<Outcome<null>> {
    const source = this.#status.kind === 'present' ? this.#status.source : null;
    // Another key may be kept in the keychain, which would return at the next start.
    const isBehind = source === 'session' && this.wasKept;
    if (source === null || source === 'keychain' || isBehind) {
      const removed = await this.#options.keychain.remove();
      if (!removed.ok) return removed;
      this.#options.rememberHint(null);
    }
    this.#drop(null);
    return success(null);
  }

  /** A request that needs a valid key was answered. */
  noteAccepted(): void {
    this.#judge('accepted');
  }

  /**
   * Checks the key after a 401, which may concern the key, one job or one request.
   *
   * @returns whether the service refuses the key, or why that is not known
   */
  async doubt(): Promise<Outcome<boolean>> {
    const checked = await this.check();
    const isRejected = isKeyRefused(this.#status);
    return checked.ok || isRejected ? success(isRejected) : checked;
  }

  /**
   * Checks the key in use again; if the check fails, nothing changes. Concurrent calls share one check.
   */
  check(): Promise<Outcome<null>> {
    const key = this.#key;
    if (key === null) return Promise.resolve(failed('no-key'));
    if (this.#check?.key === key) return this.#check.done;
    const check = { key, done: this.#checkInUse(key) };
    this.#check = check;
    const end = (): void => {
      if (this.#check === check) this.#check = null;
    };
    check.done.then(end, end);
    return check.done;
  }

  async #checkInUse(key: string): Promise<Outcome<null>> {
    const checked = await this.#options.checkKey(key);
    // Another key may have been entered meanwhile.
    if (key !== this.#key) return failed('cancelled');
    if (checked.ok) this.#judge('accepted');
    else if (checked.failure.code === 'unauthorized') this.#judge('rejected');
    return checked.ok ? checked : failed(checked.failure.code, checked.failure.text);
  }

  #judge(verdict: 'accepted' | 'rejected'): void {
    if (this.#status.kind !== 'present' || this.#status.verdict === verdict) return;
    this.#setStatus({ ...this.#status, verdict });
  }

  #use(key: string, source: KeySource, verdict: 'accepted' | 'unchecked' = 'unchecked'): void {
    keepOutOfLogs(key);
    this.#key = key;
    this.#setStatus({ kind: 'present', source, lastFour: lastFourOf(key), verdict });
    this.#options.onKey(true);
  }

  #drop(failure: Failure | null): void {
    this.#key = null;
    this.#setStatus({ kind: 'absent', failure });
    this.#options.onKey(false);
  }

  #setStatus(status: KeyStatus): void {
    this.#status = status;
    this.#options.onStatus(status);
  }
}

const lastFourOf = (key: string): string => key.slice(-4);

/** Of anything shorter, four characters would show too much. */
const minKeyLength = 20;

/** Keys are `rgyd_live_` or `rgyd_test_` and 43 characters; only what cannot be a key is refused here. */
function findFault(key: string): Failure | null {
  if (/^[\x21-\x7e]+$/.test(key) && key.length >= minKeyLength) return null;
  return { code: 'key-malformed', text: null };
}

/** Whether a failed check leaves open if the key is valid. */
const isUndecided = ({ code }: Failure): boolean =>
  code === 'forbidden' ||
  code === 'offline' ||
  code === 'connection-lost' ||
  code === 'certificate' ||
  code === 'timeout' ||
  code === 'service-down' ||
  code === 'rate-limited' ||
  code === 'bad-answer';

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

/** The key ring of one API; a key saved for another API does not count. */
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
