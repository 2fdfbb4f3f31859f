import type { SavedKey } from '../../shared/contract.ts';
import { failed, success, type Failure, type Outcome } from '../../shared/errors.ts';
import type { KeySource, KeyStatus } from '../../shared/session.ts';
import { SerialQueue } from '../lib/serial-queue.ts';
import { keepOutOfLogs } from '../lib/redact.ts';
import type { ApiOutcome } from '../api/client.ts';
import type { Keychain } from './keychain.ts';

export interface KeyRingOptions {
  keychain: Keychain;
  /** `RIGYD_API_KEY`: used for this run, stored nowhere. */
  environmentKey: string | undefined;
  /** Asks the service whether it takes a key; `unauthorized` where it refuses it. */
  checkKey: (key: string) => Promise<ApiOutcome<null>>;
  /** Whether a key was saved to the keychain earlier, by its last four characters. */
  savedHint: () => string | null;
  rememberHint: (lastFour: string | null) => void;
  /** What may be shown of the key changed. */
  onStatus: (status: KeyStatus) => void;
  /** Another key is in use now, or none. */
  onKey: (present: boolean) => void;
}

/** Entered keys that are checked at the same time: a slow check of a wrong one must not keep the right one waiting. */
const maxChecks = 2;

/** Holds the key in use. Nothing else in the app does; the HTTP client asks for it at every call. */
export class KeyRing {
  readonly #options: KeyRingOptions;
  #key: string | null = null;
  #status: KeyStatus = { kind: 'reading' };
  /** The check of the key in use that is under way. */
  #check: { key: string; done: Promise<Outcome<null>> } | null = null;
  /** Checks of entered keys that are under way. */
  readonly #saves = new Set<Promise<unknown>>();
  /** What a person asked for, counted: each save and each removal. */
  #asked = 0;
  /** The last of these that took effect; whatever was asked for before it has no effect any more. */
  #decided = 0;
  /** For changes of what is kept: the keychain takes seconds. */
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
    // Again, after the keychain could not be opened the last time.
    if (this.#status.kind === 'absent') this.#setStatus({ kind: 'reading' });
    const read = await this.#options.keychain.read((late) => this.#takeLate(late));
    // Reading can take seconds, and a key may have been entered meanwhile.
    if (this.#status.kind === 'reading') this.#take(read);
  }

  /** Whoever takes long to unlock the keychain has not said that they want no key. */
  #takeLate(read: Outcome<string | null>): void {
    if (this.#status.kind === 'absent' && this.#status.failure?.code === 'keychain-timeout') this.#take(read);
  }

  #take(read: Outcome<string | null>): void {
    if (!read.ok) return this.#drop(read.failure);
    if (read.value !== null) return this.#use(read.value, 'keychain');
    // A locked keychain says "nothing there"; one that held a key before is more likely locked than emptied.
    this.#drop(this.wasKept ? { code: 'keychain-locked', text: null } : null);
  }

  /**
   * Takes a new key: checks it against the service, then keeps it where asked. A key that the service refuses changes
   * nothing; a service that cannot be reached leaves it unchecked.
   *
   * @returns `cancelled` where the key was removed, or one entered later was taken, while this one was being checked;
   *   also where one was entered later before the check of this one could begin
   */
  async save(entered: string, keep: 'keychain' | 'session'): Promise<Outcome<SavedKey>> {
    const key = entered.trim();
    const malformed = findFault(key);
    if (malformed !== null) return { ok: false, failure: malformed };
    const turn = (this.#asked += 1);
    while (this.#saves.size >= maxChecks) {
      await Promise.race(this.#saves).catch(() => null);
      if (turn < this.#asked) return failed('cancelled');
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

  /** Removes the key from the keychain and from memory. One that is being checked is not saved either. */
  remove(): Promise<Outcome<null>> {
    this.#decided = this.#asked += 1;
    return this.#changes.run(() => this.#remove());
  }

  async #remove(): Promise<Outcome<null>> {
    const source = this.#status.kind === 'present' ? this.#status.source : null;
    // Behind a key of this session another may be kept, which would come back at the next start.
    const isBehind = source === 'session' && this.wasKept;
    if (source === null || source === 'keychain' || isBehind) {
      const removed = await this.#options.keychain.remove();
      if (!removed.ok) return removed;
      this.#options.rememberHint(null);
    }
    this.#drop(null);
    return success(null);
  }

  /** A request that only a good key gets an answer to was answered. */
  noteAccepted(): void {
    this.#judge('accepted');
  }

  /**
   * Something was refused with 401, which may be about the key, one job or one call: asks whether the service takes the
   * key at all.
   *
   * @returns whether it refuses it, or why that cannot be told
   */
  async doubt(): Promise<Outcome<boolean>> {
    const checked = await this.check();
    const isRejected = this.#status.kind === 'present' && this.#status.verdict === 'rejected';
    return checked.ok || isRejected ? success(isRejected) : checked;
  }

  /**
   * Asks the service again whether it takes the key in use; where it cannot say, nothing changes. Whoever asks while a
   * check is under way gets the answer to that one.
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

/** Shorter than any key: showing four characters of such a thing would show too much of it. */
const minKeyLength = 20;

/** Keys are `rgyd_live_` or `rgyd_test_` and 43 characters; only what no key can be is refused here. */
function findFault(key: string): Failure | null {
  if (/^[\x21-\x7e]+$/.test(key) && key.length >= minKeyLength) return null;
  return { code: 'key-malformed', text: null };
}

/** Whether the answer to a check does not tell if the key is good. */
const isUndecided = ({ code }: Failure): boolean =>
  code === 'forbidden' ||
  code === 'offline' ||
  code === 'connection-lost' ||
  code === 'certificate' ||
  code === 'timeout' ||
  code === 'service-down' ||
  code === 'rate-limited' ||
  code === 'bad-answer';
