import { failed, success, type Outcome } from '../../shared/errors.ts';
import { inTime, type Clock } from '../lib/clock.ts';
import { reasonOf } from './damage.ts';
import type { RefusedRows, Rows } from './database.ts';

export interface WriteBehindOptions {
  /** Nothing is written, nor any value asked for, before this. A failure says why nothing can be written in this run. */
  ready: Promise<Outcome<null>>;
  /** Throws where nothing could be written; see {@link Database.write}. */
  write: (rows: Rows, options: { sync: boolean }) => Promise<RefusedRows>;
  clock: Clock;
  /** Told why rows could not be written, or are not for half a minute, and null once they are. */
  onProblem: (problem: Error | null) => void;
  /** Told which rows have no form on disk and why, whenever that changes. */
  onRefused: (refused: RefusedRows) => void;
}

/**
 * Whose word a change is. What a person gave can be asked of nobody again, so it is written through to the disk itself; the
 * service tells its own anew.
 */
export type Origin = 'person' | 'service';

interface PendingRow {
  value: () => unknown;
  origin: Origin;
}

/** Milliseconds that changes are gathered before they are written. */
const gatherMs = 400;
/** Milliseconds until a failed write is tried again. */
const retryMs = 5_000;
/** Milliseconds that a write may take until it is told of; one of a hundred thousand jobs takes some. */
const patienceMs = 30_000;

const silence = new Error('The disk does not answer.');

/**
 * Gathers changed rows and writes them in one batch. A row changed ten times meanwhile is written once, with its value of
 * that moment. What could not be written stays here and is tried again; a row that has no form on disk is set apart, and
 * holds up no other.
 */
export class WriteBehind {
  readonly #options: WriteBehindOptions;
  #pending = new Map<string, PendingRow>();
  /** Those that are being written at the moment. */
  #underWay: ReadonlyMap<string, PendingRow> | null = null;
  readonly #refused = new Map<string, Error>();
  #cancelTimer: (() => void) | null = null;
  #writing: Promise<unknown> = Promise.resolve();
  /** A write that has not begun yet, and so covers whatever changes before it does. */
  #next: Promise<Outcome<null>> | null = null;
  #failing = false;
  /** Whether what is being written is on its way for longer than {@link patienceMs}. */
  #isSilent = false;

  constructor(options: WriteBehindOptions) {
    this.#options = options;
  }

  /** Notes that a row changed. `value` is asked when it is written; undefined removes the row. */
  set(key: string, value: () => unknown, origin: Origin = 'person'): void {
    // What a person gave stays theirs when the service changes the same row before it is on disk.
    const isPersons =
      origin === 'person' ||
      this.#pending.get(key)?.origin === 'person' ||
      this.#underWay?.get(key)?.origin === 'person';
    this.#pending.set(key, { value, origin: isPersons ? 'person' : 'service' });
    this.#cancelTimer ??= this.#options.clock.setTimeout(() => void this.flush(), gatherMs);
  }

  /** Whether something is on its way to disk. */
  get isWriting(): boolean {
    return this.#underWay !== null;
  }

  /** Whether a change of the row is still to be written. */
  isPending(key: string): boolean {
    return this.#pending.has(key);
  }

  /** The rows that are not on disk, where a person gave any of them; none where they are the service's alone. */
  unsaved(): Rows {
    return this.given().length > 0 ? readValues(this.#notOnDisk()).values : new Map();
  }

  /** The keys of the rows not on disk that a person gave or changed. */
  given(): string[] {
    return [...this.#notOnDisk()].flatMap(([key, { origin }]) => (origin === 'person' ? [key] : []));
  }

  /**
   * Writes everything noted so far. Succeeds when all of it is on disk; what is not is tried again. A disk that does not
   * answer is told of and not waited for: all stays here until it does.
   */
  async flush(): Promise<Outcome<null>> {
    const written = this.#write();
    const outcome = this.#isSilent ? null : await inTime(this.#options.clock, patienceMs, written);
    if (outcome === null && this.#underWay !== null) this.#noteSilence();
    return outcome ?? failed('not-saved', silence.message);
  }

  /** As {@link flush}, until nothing is on its way to disk: every row is written by then, or waits to be tried again. */
  async settle(): Promise<Outcome<null>> {
    let outcome = await this.#write();
    while (this.#underWay !== null) outcome = await this.#write();
    return outcome;
  }

  #write(): Promise<Outcome<null>> {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    this.#next ??= this.#writing.then(() => this.#writePending());
    this.#writing = this.#next;
    return this.#next;
  }

  #noteSilence(): void {
    if (this.#isSilent) return;
    this.#isSilent = true;
    this.#failing = true;
    this.#options.onProblem(silence);
  }

  /** A write that has begun may never end. */
  #notOnDisk(): ReadonlyMap<string, PendingRow> {
    return new Map([...(this.#underWay ?? []), ...this.#pending]);
  }

  async #writePending(): Promise<Outcome<null>> {
    const ready = await this.#options.ready;
    this.#next = null;
    if (!ready.ok || this.#pending.size === 0) return ready;
    const taken = this.#pending;
    this.#pending = new Map();
    this.#underWay = taken;
    const { values, unreadable } = readValues(taken);
    const sync = [...taken.values()].some(({ origin }) => origin === 'person');
    try {
      const unsealable = await this.#options.write(values, { sync });
      if (this.#failing) this.#options.onProblem(null);
      this.#failing = false;
      return this.#setApart(taken.keys(), new Map([...unreadable, ...unsealable]));
    } catch (error) {
      return this.#tryAgain(taken, reasonOf(error));
    } finally {
      this.#underWay = null;
      this.#isSilent = false;
    }
  }

  #tryAgain(taken: Map<string, PendingRow>, reason: Error): Outcome<null> {
    const since = this.#pending;
    this.#pending = taken;
    for (const [key, { value, origin }] of since) this.set(key, value, origin);
    this.#failing = true;
    this.#options.onProblem(reason);
    this.#cancelTimer?.();
    this.#cancelTimer = this.#options.clock.setTimeout(() => void this.flush(), retryMs);
    return failed('not-saved', reason.message);
  }

  #setApart(written: Iterable<string>, refused: RefusedRows): Outcome<null> {
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
