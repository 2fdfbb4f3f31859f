import { failed, success, type Outcome } from '../../shared/errors.ts';
import { inTime, type Clock } from '../lib/clock.ts';
import { reasonOf } from './damage.ts';
import type { RefusedRows, Rows } from './database.ts';

export interface WriteBehindOptions {
  /** Nothing is written, and no value read, before this. A failure says why nothing can be written in this run. */
  ready: Promise<Outcome<null>>;
  /** Throws where nothing could be written; see {@link Database.write}. */
  write: (rows: Rows, options: { sync: boolean }) => Promise<RefusedRows>;
  clock: Clock;
  /** Called with why rows could not be written, or take more than half a minute, and with null once they are. */
  onProblem: (problem: Error | null) => void;
  /** Called with the rows that cannot be serialised, and why, when those change. */
  onRefused: (refused: RefusedRows) => void;
}

/**
 * Who made a change. A person's is written through to the disk itself, because nobody else has it; the service's can be
 * requested again.
 */
export type Origin = 'person' | 'service';

interface PendingRow {
  value: () => unknown;
  origin: Origin;
}

/** Milliseconds that changes are collected before they are written. */
const debounceMs = 400;
/** Milliseconds until a failed write is retried. */
const retryMs = 5_000;
/** Milliseconds after which a write counts as hung. One of a hundred thousand jobs takes some seconds. */
const timeoutMs = 30_000;

const diskSilent = new Error('The disk does not answer.');

/**
 * Collects changed rows and writes them in one batch. A row that changed ten times is written once, with its value at the
 * time of the write. Rows that could not be written are retried; one that cannot be serialised is left out and holds up no
 * other.
 */
export class WriteBehind {
  readonly #options: WriteBehindOptions;
  #pending = new Map<string, PendingRow>();
  /** Those that are being written. */
  #inFlight: ReadonlyMap<string, PendingRow> | null = null;
  readonly #refused = new Map<string, Error>();
  #cancelTimer: (() => void) | null = null;
  #writing: Promise<unknown> = Promise.resolve();
  /** A write that has not begun yet: it includes all changes until then. */
  #next: Promise<Outcome<null>> | null = null;
  #failing = false;
  /** Whether the write in flight takes longer than {@link timeoutMs}. */
  #isSilent = false;

  constructor(options: WriteBehindOptions) {
    this.#options = options;
  }

  /** Notes that a row changed. `value` is called when it is written; undefined removes the row. */
  set(key: string, value: () => unknown, origin: Origin = 'person'): void {
    // A person's change stays one when the service changes the same row before it is on disk.
    const isPersons =
      origin === 'person' ||
      this.#pending.get(key)?.origin === 'person' ||
      this.#inFlight?.get(key)?.origin === 'person';
    this.#pending.set(key, { value, origin: isPersons ? 'person' : 'service' });
    this.#cancelTimer ??= this.#options.clock.setTimeout(() => void this.flush(), debounceMs);
  }

  /** Whether a write is in flight. */
  get isWriting(): boolean {
    return this.#inFlight !== null;
  }

  /** Whether a change of the row waits to be written. */
  isPending(key: string): boolean {
    return this.#pending.has(key);
  }

  /** The rows that are not on disk, if any of them has a person's change; else none. */
  unsaved(): Rows {
    return this.unsavedOfPerson().length > 0 ? readValues(this.#notOnDisk()).values : new Map();
  }

  /** The keys of the rows with a person's change that is not on disk. */
  unsavedOfPerson(): string[] {
    return [...this.#notOnDisk()].flatMap(([key, { origin }]) => (origin === 'person' ? [key] : []));
  }

  /**
   * Writes all changes so far. Succeeds when they are on disk; otherwise they are retried. A disk that does not answer is
   * reported and not waited for.
   */
  async flush(): Promise<Outcome<null>> {
    const written = this.#write();
    const outcome = this.#isSilent ? null : await inTime(this.#options.clock, timeoutMs, written);
    if (outcome === null && this.#inFlight !== null) this.#reportSilence();
    return outcome ?? failed('not-saved', diskSilent.message);
  }

  /** As {@link flush}, until no write is in flight: every row is written by then, or waits for a retry. */
  async settle(): Promise<Outcome<null>> {
    let outcome = await this.#write();
    while (this.#inFlight !== null) outcome = await this.#write();
    return outcome;
  }

  #write(): Promise<Outcome<null>> {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    this.#next ??= this.#writing.then(() => this.#writePending());
    this.#writing = this.#next;
    return this.#next;
  }

  #reportSilence(): void {
    if (this.#isSilent) return;
    this.#isSilent = true;
    this.#failing = true;
    this.#options.onProblem(diskSilent);
  }

  /** Includes the write in flight, which may never end. */
  #notOnDisk(): ReadonlyMap<string, PendingRow> {
    return new Map([...(this.#inFlight ?? []), ...this.#pending]);
  }

  async #writePending(): Promise<Outcome<null>> {
    const ready = await this.#options.ready;
    this.#next = null;
    if (!ready.ok || this.#pending.size === 0) return ready;
    const taken = this.#pending;
    this.#pending = new Map();
    this.#inFlight = taken;
    const { values, unreadable } = readValues(taken);
    const sync = [...taken.values()].some(({ origin }) => origin === 'person');
    try {
      const unsealable = await this.#options.write(values, { sync });
      if (this.#failing) this.#options.onProblem(null);
      this.#failing = false;
      return this.#leaveOut(taken.keys(), new Map([...unreadable, ...unsealable]));
    } catch (error) {
      return this.#retry(taken, reasonOf(error));
    } finally {
      this.#inFlight = null;
      this.#isSilent = false;
    }
  }

  #retry(taken: Map<string, PendingRow>, reason: Error): Outcome<null> {
    const since = this.#pending;
    this.#pending = taken;
    for (const [key, { value, origin }] of since) this.set(key, value, origin);
    this.#failing = true;
    this.#options.onProblem(reason);
    this.#cancelTimer?.();
    this.#cancelTimer = this.#options.clock.setTimeout(() => void this.flush(), retryMs);
    return failed('not-saved', reason.message);
  }

  #leaveOut(written: Iterable<string>, refused: RefusedRows): Outcome<null> {
    const before = this.#refused.size;
    for (const key of written) this.#refused.delete(key);
    for (const [key, reason] of refused) this.#refused.set(key, reason);
    if (before > 0 || refused.size > 0) this.#options.onRefused(this.#refused);
    const [first] = refused.values();
    return first === undefined ? success(null) : failed('not-saved', first.message);
  }
}

function readValues(rows: ReadonlyMap<string, PendingRow>): {
  values: Map<string, unknown>;
  unreadable: Map<string, Error>;
} {
  const values = new Map<string, unknown>();
  const unreadable = new Map<string, Error>();
  for (const [key, { value }] of rows) {
    try {
      values.set(key, value());
    } catch (error) {
      unreadable.set(key, reasonOf(error));
    }
  }
  return { values, unreadable };
}
