import type { Download } from '../../shared/downloads.ts';
import type { Failure } from '../../shared/errors.ts';
import type { Clock } from '../lib/clock.ts';
import type { FolderCalls } from '../files/folder-calls.ts';
import type { ResultGates } from './gated-results.ts';
import { maxLateDelayMs } from './retry-policy.ts';

export interface RetryDelaysOptions {
  clock: Clock;
  gates: ResultGates;
  folders: Pick<FolderCalls, 'isSilent' | 'isSlow' | 'onAnswer'>;
  /** Called with the jobs that may be tried now. */
  onReady: (jobIds: string[]) => void;
  /** Called with a job that goes on waiting, and until when at least; null where any moment may be the one. */
  onRetryAt: (jobId: string, retryAt: number | null) => void;
}

/** Milliseconds until the next check of a gate or folder that changed meanwhile. */
const recheckMs = 1_000;

/** Milliseconds until the next check of a folder that is missing. */
const recheckMissingMs = 30_000;

/** After so many jobs in a row that had to wait for their origin, those behind them are taken to wait for it as well. */
const maxBlockedInARow = 3;

interface Delay {
  cancel: () => void;
  /** Milliseconds since the epoch. */
  until: number;
  mayEndEarly: boolean;
}

/** Downloads that wait before a retry: each for a time of its own, for the gate of an origin, or for a folder. */
export class RetryDelays {
  readonly #options: RetryDelaysOptions;
  readonly #delays = new Map<string, Delay>();
  /** Jobs by the origin they wait for, in the order they came. */
  readonly #byOrigin = new Map<string, Set<string>>();
  /** Jobs by the folder that does not answer, or is missing. */
  readonly #byFolder = new Map<string, Set<string>>();
  /** Missing folders, each with the reason, and with what cancels its next check. */
  readonly #missing = new Map<string, { reason: Failure; cancel: () => void }>();
  /** Jobs that were let go alone to probe an origin, with that origin. */
  readonly #probing = new Map<string, string>();
  readonly #unsubscribe: (() => void)[];
  /** Since a gate changed, or a download ended without having to wait for one. */
  #blockedInARow = 0;

  constructor(options: RetryDelaysOptions) {
    this.#options = options;
    this.#unsubscribe = [
      options.gates.subscribe(() => this.#onGateChange()),
      options.folders.onAnswer(() => this.checkFolders()),
    ];
  }

  /**
   * True while another download would most likely request an address from the API only to wait for its host. Ends when a
   * gate changes, or a download gets through.
   */
  get isBlocked(): boolean {
    return this.#blockedInARow >= maxBlockedInARow;
  }

  /** A download ended without having to wait for an origin. */
  notePassed(): void {
    this.#blockedInARow = 0;
  }

  /**
   * A download ended, or is not wanted any more. If it was to probe an origin and never sent a request there, the next one
   * does: as no gate has changed, nothing else would release those that wait.
   */
  noteEnded(jobId: string): void {
    const origin = this.#probing.get(jobId);
    if (!this.#probing.delete(jobId) || origin === undefined) return;
    const released = this.#takeReady(origin);
    if (released.length > 0) this.#options.onReady(released);
  }

  get size(): number {
    let size = this.#delays.size;
    for (const jobs of this.#byOrigin.values()) size += jobs.size;
    for (const jobs of this.#byFolder.values()) size += jobs.size;
    return size;
  }

  jobs(): string[] {
    const waiting = [...this.#byOrigin.values(), ...this.#byFolder.values()].flatMap((jobs) => [...jobs]);
    return [...this.#delays.keys(), ...waiting];
  }

  /**
   * Delays a retry by `ms` milliseconds.
   *
   * @param mayEndEarly whether {@link endEarly} ends it; false where a host asked for it
   * @returns until when, in milliseconds since the epoch
   */
  delay(jobId: string, ms: number, mayEndEarly = false): number {
    const { clock, onReady, onRetryAt } = this.#options;
    const end = (): void => {
      this.#delays.delete(jobId);
      // It may have to wait for its turn now, and the time that it names is over.
      onRetryAt(jobId, null);
      onReady([jobId]);
    };
    const until = clock.now() + ms;
    this.#delays.set(jobId, { cancel: clock.setTimeout(end, ms), until, mayEndEarly });
    return until;
  }

  /** Ends the delays that need not be waited for, and those that passed while the machine slept. @returns the jobs */
  endEarly(): string[] {
    const now = this.#options.clock.now();
    const ended = [...this.#delays].filter(([, { mayEndEarly, until }]) => mayEndEarly || until <= now);
    for (const [jobId, { cancel }] of ended) {
      cancel();
      this.#delays.delete(jobId);
    }
    return ended.map(([jobId]) => jobId);
  }

  /**
   * Waits until an origin may be requested again.
   *
   * @returns until when at least; null where that time has come, and a request in flight probes
   */
  waitForOrigin(jobId: string, origin: string): number | null {
    const { gates } = this.#options;
    // The gate may have changed since the failure, and would not report that again.
    if (gates.until(origin) === null || gates.wouldAdmit(origin, 'results'))
      return this.delay(jobId, recheckMs);
    this.#blockedInARow += 1;
    const jobs = this.#byOrigin.get(origin) ?? new Set();
    this.#byOrigin.set(origin, jobs.add(jobId));
    return this.#retryAtOf(origin);
  }

  #retryAtOf(origin: string): number | null {
    const { clock, gates } = this.#options;
    const until = gates.until(origin);
    return until !== null && until > clock.now() ? until : null;
  }

  /** A folder is missing: no download to it starts before the next check. */
  noteMissing(folder: string, reason: Failure): void {
    this.#missing.get(folder)?.cancel();
    const check = (): void => {
      this.#missing.delete(folder);
      this.checkFolders();
    };
    this.#missing.set(folder, { reason, cancel: this.#options.clock.setTimeout(check, recheckMissingMs) });
  }

  /** Why a folder counts as missing; null where it does not. */
  missingReason(folder: string): Failure | null {
    return this.#missing.get(folder)?.reason ?? null;
  }

  /** Checks missing folders now. */
  checkMissing(): void {
    for (const { cancel } of this.#missing.values()) cancel();
    this.#missing.clear();
    this.checkFolders();
  }

  /** Waits until a folder answers, or is there. @returns until when; null where that is not known */
  waitForFolder(jobId: string, folder: string): number | null {
    if (!this.#isAway(folder)) return this.delay(jobId, recheckMs);
    this.#byFolder.set(folder, (this.#byFolder.get(folder) ?? new Set()).add(jobId));
    return null;
  }

  /**
   * Releases the jobs whose folder answers and is there.
   *
   * @param chosen the folder for results where that may have changed: jobs that wait for another one are released too
   */
  checkFolders(chosen?: string): void {
    const released = [...this.#byFolder].filter(
      ([folder]) => !this.#isAway(folder) || (chosen !== undefined && folder !== chosen),
    );
    for (const [folder] of released) this.#byFolder.delete(folder);
    if (released.length > 0) this.#options.onReady(released.flatMap(([, jobs]) => [...jobs]));
  }

  /** Whether work in a folder would fail, or start beside a slow call. */
  #isAway(folder: string): boolean {
    const { folders } = this.#options;
    return this.#missing.has(folder) || folders.isSilent(folder) || folders.isSlow(folder);
  }

  /** Cancels the retry of a job that is not wanted any more. */
  cancel(jobId: string): void {
    this.#delays.get(jobId)?.cancel();
    this.#delays.delete(jobId);
    for (const jobs of [...this.#byOrigin.values(), ...this.#byFolder.values()]) jobs.delete(jobId);
    this.noteEnded(jobId);
  }

  stop(): void {
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    for (const { cancel } of this.#delays.values()) cancel();
    for (const { cancel } of this.#missing.values()) cancel();
  }

  #onGateChange(): void {
    this.#blockedInARow = 0;
    const released = [...this.#byOrigin.keys()].flatMap((origin) => this.#takeReady(origin));
    for (const [origin, jobs] of this.#byOrigin)
      for (const jobId of jobs) this.#options.onRetryAt(jobId, this.#retryAtOf(origin));
    // Also with none released: the whole queue may wait for the gate of the API.
    this.#options.onReady(released);
  }

  /** Takes out those that may be tried: all where the gate is open, one to probe where its wait is over. */
  #takeReady(origin: string): string[] {
    const { gates } = this.#options;
    const jobs = this.#byOrigin.get(origin) ?? new Set();
    const isOpen = gates.until(origin) === null;
    const ready = isOpen ? [...jobs] : gates.wouldAdmit(origin, 'results') ? [...jobs].slice(0, 1) : [];
    for (const jobId of ready) {
      jobs.delete(jobId);
      if (!isOpen) this.#probing.set(jobId, origin);
    }
    return ready;
  }
}

export interface LateRetriesOptions {
  clock: Clock;
  /** Whether nothing may start at the moment. */
  isHeld: () => boolean;
  /** Called when a download is to be retried. `isEarly`: before its time, because somebody does not want to wait. */
  onDue: (jobId: string, isEarly: boolean) => void;
}

interface LateRetry {
  /** Milliseconds since the epoch. */
  retryAt: number;
  /** Whether its time came while nothing might start. */
  isOverdue: boolean;
  cancelTimer: () => void;
}

/**
 * Downloads shown as failed that may work later, because it was the service, a file host or a proxy that failed and not the
 * result. Each is retried at its `retryAt`.
 */
export class LateRetries {
  readonly #options: LateRetriesOptions;
  readonly #waiting = new Map<string, LateRetry>();

  constructor(options: LateRetriesOptions) {
    this.#options = options;
  }

  /** Schedules the retry of a download that has failed and has a time for it; cancels that of any other. */
  schedule({ jobId, phase, retryAt }: Download): void {
    this.cancel(jobId);
    if (phase !== 'failed' || retryAt === null) return;
    const { clock } = this.#options;
    const onTime = (): void => {
      retry.isOverdue = true;
      this.check();
    };
    // The clock may have been ahead when that time was noted.
    const ms = Math.min(Math.max(0, retryAt - clock.now()), maxLateDelayMs);
    const retry = { retryAt, isOverdue: false, cancelTimer: clock.setTimeout(onTime, ms) };
    this.#waiting.set(jobId, retry);
  }

  /** Retries all, or those selected, unless nothing may start: then each keeps its time. */
  retryNow(isSelected: (jobId: string) => boolean = () => true): void {
    this.#retry(([jobId]) => isSelected(jobId));
  }

  /** Retries those that are due, if anything may start. */
  check(): void {
    this.#retry(([, retry]) => this.#isDue(retry));
  }

  cancel(jobId: string): void {
    this.#waiting.get(jobId)?.cancelTimer();
    this.#waiting.delete(jobId);
  }

  stop(): void {
    for (const { cancelTimer } of this.#waiting.values()) cancelTimer();
  }

  #retry(isSelected: (one: [string, LateRetry]) => boolean): void {
    const { isHeld, onDue } = this.#options;
    if (isHeld()) return;
    for (const [jobId, retry] of [...this.#waiting].filter(isSelected)) {
      this.cancel(jobId);
      onDue(jobId, !this.#isDue(retry));
    }
  }

  /** Time passes while the machine sleeps, too. */
  #isDue({ isOverdue, retryAt }: LateRetry): boolean {
    return isOverdue || retryAt <= this.#options.clock.now();
  }
}
