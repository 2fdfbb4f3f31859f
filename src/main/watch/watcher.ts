import type { ApiFailure } from '../rigyd/api-failure.ts';
import type { ApiOutcome, PolledJob } from '../rigyd/client.ts';
import type { Clock } from '../clock.ts';
import { DueQueue } from './due-queue.ts';
import { capacityOf, gateAfterFailure, openGate, type Gate } from './gate.ts';
import { nextPollDelay, type PollHistory } from './schedule.ts';

export interface WatcherOptions {
  ask: (id: string, signal: AbortSignal) => Promise<ApiOutcome<PolledJob>>;
  clock: Clock;
  /** In [0, 1). */
  random: () => number;
  /** How many questions may be under way at once. */
  concurrency: number;
  onAnswer: (id: string, answer: PolledJob) => void;
  onFailure: (id: string, failure: ApiFailure) => void;
  onGate: (gate: Gate) => void;
}

/** Longest time a timer may run, in milliseconds: after a suspended laptop wakes, nothing stays asleep for long. */
const longestSleepMs = 60_000;

/**
 * The poll loop. Each watched job is asked for again a while after its last question was settled, so that questions about
 * one job never overlap; a cap holds for all of them together, and the job that has waited longest goes first.
 */
export class Watcher {
  readonly #options: WatcherOptions;
  readonly #due = new DueQueue();
  readonly #histories = new Map<string, PollHistory>();
  readonly #underWay = new Map<string, AbortController>();
  #gate: Gate = openGate;
  #cancelTimer: () => void = () => {};
  #stopped = false;
  #lastNow = -Infinity;

  constructor(options: WatcherOptions) {
    this.#options = options;
  }

  /** Starts watching a job with what is known of it from an earlier run. Watching it twice changes nothing. */
  watch(id: string, known: PollHistory = { status: null, failures: 0, lastFailure: null }): void {
    if (this.#histories.has(id)) return;
    this.#histories.set(id, known);
    // What is on disk may be hours old: whatever is not finished is asked for at once.
    if (nextPollDelay(known, 0) !== null) this.#due.set(id, this.#options.clock.now());
    this.#wake();
  }

  /** Forgets a job; an answer still on its way is dropped. */
  unwatch(id: string): void {
    this.#histories.delete(id);
    this.#due.delete(id);
    this.#underWay.get(id)?.abort();
    this.#underWay.delete(id);
    this.#wake();
  }

  /** Asks for these jobs as soon as there is room, finished ones as well. */
  askNow(ids: Iterable<string>): void {
    const now = this.#options.clock.now();
    for (const id of ids) if (this.#histories.has(id) && !this.#underWay.has(id)) this.#due.set(id, now);
    this.#wake();
  }

  /** Opens the gate, whatever closed it: a new key, a network that came back, a person who does not want to wait. */
  reopen(): void {
    this.#setGate(openGate);
    const now = this.#options.clock.now();
    for (const [id, history] of this.#histories)
      if (isGeneralFailure(history) && !this.#underWay.has(id)) this.#due.set(id, now);
    this.#wake();
  }

  /**
   * Opens the gate for another key. Questions under way were asked with the one before: their answers are dropped, and
   * they are asked anew.
   */
  restart(): void {
    const now = this.#options.clock.now();
    for (const [id, abort] of this.#underWay) {
      abort.abort();
      this.#due.set(id, now);
    }
    this.#underWay.clear();
    this.reopen();
  }

  /** Asks for nothing until the gate is opened again. */
  lock(): void {
    this.#setGate({ kind: 'locked' });
  }

  /** Ends the loop for good. */
  stop(): void {
    this.#stopped = true;
    this.#cancelTimer();
    for (const abort of this.#underWay.values()) abort.abort();
    this.#underWay.clear();
  }

  #wake(): void {
    this.#cancelTimer();
    if (this.#stopped) return;
    const { clock, concurrency } = this.#options;
    const now = clock.now();
    if (now < this.#lastNow) this.#startOver(now);
    this.#lastNow = now;
    while (this.#underWay.size < capacityOf(this.#gate, now, concurrency)) {
      const id = this.#due.takeDue(now);
      if (id === null) break;
      void this.#ask(id);
    }
    const next = this.#nextWake();
    if (next !== null)
      this.#cancelTimer = clock.setTimeout(
        () => this.#wake(),
        Math.min(Math.max(next - now, 0), longestSleepMs),
      );
  }

  /** After the system's clock was set back: every time that was planned lies too far ahead. */
  #startOver(now: number): void {
    for (const [id, history] of this.#histories)
      if (!this.#underWay.has(id) && nextPollDelay(history, 0) !== null) this.#due.set(id, now);
    if (this.#gate.kind === 'closed') this.#gate = { ...this.#gate, until: now };
  }

  /** When there may be something to ask; null while every place is taken (an answer wakes the loop) or nothing is due. */
  #nextWake(): number | null {
    const next = this.#due.nextAt();
    if (next === null || this.#gate.kind === 'locked') return null;
    if (this.#gate.kind === 'closed') {
      const until = this.#gate.until;
      return this.#underWay.size > 0 && until <= this.#options.clock.now() ? null : Math.max(next, until);
    }
    return this.#underWay.size < this.#options.concurrency ? next : null;
  }

  async #ask(id: string): Promise<void> {
    const abort = new AbortController();
    this.#underWay.set(id, abort);
    const outcome = await this.#options.ask(id, abort.signal);
    // Forgotten meanwhile, or forgotten and watched anew: this answer belongs to nobody.
    if (this.#underWay.get(id) !== abort) return;
    this.#underWay.delete(id);
    if (outcome.ok) this.#answered(id, outcome.value);
    else this.#failed(id, outcome.failure);
    this.#wake();
  }

  #answered(id: string, answer: PolledJob): void {
    if (this.#gate.kind === 'closed') this.#setGate(openGate);
    this.#settle(id, { status: answer.job.status, failures: 0, lastFailure: null });
    this.#options.onAnswer(id, answer);
  }

  #failed(id: string, failure: ApiFailure): void {
    const { clock, random } = this.#options;
    this.#setGate(gateAfterFailure(this.#gate, failure, clock.now(), random()));
    // Any answer, even a refusal, proves the connection; what the gate waited for is over.
    if (this.#gate.kind === 'closed' && provesConnection(failure)) this.#setGate(openGate);
    const before = this.#histories.get(id);
    this.#settle(id, {
      status: before?.status ?? null,
      failures: (before?.failures ?? 0) + 1,
      lastFailure: failure.code,
    });
    this.#options.onFailure(id, failure);
  }

  #settle(id: string, history: PollHistory): void {
    this.#histories.set(id, history);
    const delay = nextPollDelay(history, this.#options.random());
    if (delay !== null) this.#due.set(id, this.#options.clock.now() + delay);
  }

  #setGate(gate: Gate): void {
    if (gate === this.#gate) return;
    this.#gate = gate;
    this.#options.onGate(gate);
  }
}

const isGeneralFailure = ({ failures, lastFailure }: PollHistory): boolean =>
  failures > 0 && lastFailure !== 'not-found' && lastFailure !== 'forbidden';

const provesConnection = ({ code, retryAfterMs }: ApiFailure): boolean =>
  retryAfterMs === null &&
  (code === 'not-found' ||
    code === 'forbidden' ||
    code === 'rejected' ||
    code === 'service-down' ||
    code === 'bad-answer');
