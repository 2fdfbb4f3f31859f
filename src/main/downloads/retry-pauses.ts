import type { Failure } from '../../shared/errors.ts';
import type { Clock } from '../lib/clock.ts';
import type { FolderCalls } from '../files/folder-calls.ts';
import type { ResultGates } from './gated-results.ts';

export interface RetryPausesOptions {
  clock: Clock;
  gates: ResultGates;
  folders: Pick<FolderCalls, 'isSilent' | 'isSlow' | 'onAnswer'>;
  /** Called with the jobs whose pause is over. */
  onOver: (jobIds: string[]) => void;
  /** Called with a job that goes on waiting, and until when at least; null where its time has come. */
  onHeld: (jobId: string, until: number | null) => void;
}

/** Milliseconds until a gate is looked at again that changed meanwhile. */
const lookAgainMs = 1_000;

/** Milliseconds until a folder is looked for again that is not there. */
const lookForFolderMs = 30_000;

/** Jobs that may be held in a row before those behind them in line are taken to wait for the same origin. */
const maxHeldInARow = 3;

interface TimedPause {
  cancel: () => void;
  /** Milliseconds since the epoch. */
  until: number;
  mayEndEarly: boolean;
}

/** What waits before a try: each for a time of its own, for the gate of an origin, or for a folder to answer. */
export class RetryPauses {
  readonly #options: RetryPausesOptions;
  readonly #timed = new Map<string, TimedPause>();
  /** Jobs by the origin they wait for, first come first. */
  readonly #held = new Map<string, Set<string>>();
  /** Jobs by the folder that does not answer, or is not there. */
  readonly #away = new Map<string, Set<string>>();
  /** Folders that are not there, each with why, and with what ends the wait until it is looked for again. */
  readonly #missing = new Map<string, { why: Failure; cancel: () => void }>();
  /** Jobs that were let go alone, to find out whether an origin may be asked again, with that origin. */
  readonly #finders = new Map<string, string>();
  readonly #unsubscribe: (() => void)[];
  /** Since a gate changed, or a download came to another end. */
  #heldInARow = 0;

  constructor(options: RetryPausesOptions) {
    this.#options = options;
    this.#unsubscribe = [
      options.gates.subscribe(() => this.#release()),
      options.folders.onAnswer(() => this.lookAtFolders()),
    ];
  }

  /**
   * True while another download would most likely ask the API for an address only to be held by its host. A gate that
   * changes ends it, and so does a download for which the way was open.
   */
  get standsStill(): boolean {
    return this.#heldInARow >= maxHeldInARow;
  }

  /** A download ended otherwise than by being held. */
  notePassed(): void {
    this.#heldInARow = 0;
  }

  /**
   * A download ended, or is not wanted any more. If it was to find out about an origin and never asked it, the next one
   * does: no gate changes by itself, so nobody would tell those that wait for it.
   */
  noteEnded(jobId: string): void {
    const origin = this.#finders.get(jobId);
    if (!this.#finders.delete(jobId) || origin === undefined) return;
    const released = this.#readyFor(origin);
    if (released.length > 0) this.#options.onOver(released);
  }

  get size(): number {
    return this.jobs().length;
  }

  jobs(): string[] {
    const held = [...this.#held.values(), ...this.#away.values()].flatMap((jobs) => [...jobs]);
    return [...this.#timed.keys(), ...held];
  }

  /**
   * Waits for `ms` milliseconds.
   *
   * @param mayEndEarly whether {@link endEarly} ends it; a host may have asked for it
   * @returns until when, in milliseconds since the epoch
   */
  begin(jobId: string, ms: number, mayEndEarly = false): number {
    const { clock, onOver } = this.#options;
    const over = (): void => {
      this.#timed.delete(jobId);
      onOver([jobId]);
    };
    const until = clock.now() + ms;
    this.#timed.set(jobId, { cancel: clock.setTimeout(over, ms), until, mayEndEarly });
    return until;
  }

  /** Ends the pauses that need not be waited for, and those that passed while the machine slept. @returns the jobs */
  endEarly(): string[] {
    const now = this.#options.clock.now();
    const ended = [...this.#timed].filter(([, { mayEndEarly, until }]) => mayEndEarly || until <= now);
    for (const [jobId, { cancel }] of ended) {
      cancel();
      this.#timed.delete(jobId);
    }
    return ended.map(([jobId]) => jobId);
  }

  /**
   * Waits until an origin may be asked again.
   *
   * @returns until when at least; null where that time has come, and a request that is away finds out
   */
  hold(jobId: string, origin: string): number | null {
    const { gates } = this.#options;
    const until = gates.until(origin);
    // The gate may have changed while the failure made its way here, and would tell nobody once more.
    if (until === null || gates.wouldAdmit(origin, 'results')) return this.begin(jobId, lookAgainMs);
    this.#heldInARow += 1;
    const jobs = this.#held.get(origin) ?? new Set();
    this.#held.set(origin, jobs.add(jobId));
    return this.#untilOf(origin);
  }

  /** Until when an origin is not asked; null where that time has come. */
  #untilOf(origin: string): number | null {
    const { clock, gates } = this.#options;
    const until = gates.until(origin);
    return until !== null && until > clock.now() ? until : null;
  }

  /** A folder is not there: no download to it is begun before it is looked for again. */
  noteMissing(folder: string, why: Failure): void {
    this.#missing.get(folder)?.cancel();
    const over = (): void => {
      this.#missing.delete(folder);
      this.lookAtFolders();
    };
    this.#missing.set(folder, { why, cancel: this.#options.clock.setTimeout(over, lookForFolderMs) });
  }

  /** Why a folder counts as not there; null where it does not. */
  absenceOf(folder: string): Failure | null {
    return this.#missing.get(folder)?.why ?? null;
  }

  /** Folders that are not there are looked for now. */
  lookForMissing(): void {
    for (const { cancel } of this.#missing.values()) cancel();
    this.#missing.clear();
    this.lookAtFolders();
  }

  /** Waits until a folder answers, or is there. @returns until when; null where nobody knows */
  holdForFolder(jobId: string, folder: string): number | null {
    if (!this.#isAway(folder)) return this.begin(jobId, lookAgainMs);
    this.#away.set(folder, (this.#away.get(folder) ?? new Set()).add(jobId));
    return null;
  }

  /**
   * All whose folder answers, and is there, go on.
   *
   * @param chosen the folder for results, if that may be another one by now: those that wait for another folder look anew
   */
  lookAtFolders(chosen?: string): void {
    const { onOver } = this.#options;
    const released = [...this.#away].filter(
      ([folder]) => !this.#isAway(folder) || (chosen !== undefined && folder !== chosen),
    );
    for (const [folder] of released) this.#away.delete(folder);
    if (released.length > 0) onOver(released.flatMap(([, jobs]) => [...jobs]));
  }

  /** Whether work in a folder would fail, or begin beside a call that takes long. */
  #isAway(folder: string): boolean {
    const { folders } = this.#options;
    return this.#missing.has(folder) || folders.isSilent(folder) || folders.isSlow(folder);
  }

  /** Ends the pause of a job that is not wanted any more. */
  end(jobId: string): void {
    this.#timed.get(jobId)?.cancel();
    this.#timed.delete(jobId);
    for (const jobs of [...this.#held.values(), ...this.#away.values()]) jobs.delete(jobId);
    this.noteEnded(jobId);
  }

  stop(): void {
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    for (const { cancel } of this.#timed.values()) cancel();
    for (const { cancel } of this.#missing.values()) cancel();
  }

  /** All go on where a gate is open; where its wait is over, one of them finds out. */
  #release(): void {
    this.#heldInARow = 0;
    const released = [...this.#held.keys()].flatMap((origin) => this.#readyFor(origin));
    for (const [origin, jobs] of this.#held)
      for (const jobId of jobs) this.#options.onHeld(jobId, this.#untilOf(origin));
    // Also where none was held: the line stands still while the gate of the API is closed.
    this.#options.onOver(released);
  }

  /** Takes out those that wait for an origin and may ask it now. */
  #readyFor(origin: string): string[] {
    const { gates } = this.#options;
    const jobs = this.#held.get(origin) ?? new Set();
    const isOpen = gates.until(origin) === null;
    const ready = isOpen ? [...jobs] : gates.wouldAdmit(origin, 'results') ? [...jobs].slice(0, 1) : [];
    for (const jobId of ready) {
      jobs.delete(jobId);
      if (!isOpen) this.#finders.set(jobId, origin);
    }
    return ready;
  }
}
