import { isTerminal } from '../../shared/job/job-status.ts';
import type { ApiFailure } from '../api/api-failure.ts';
import type { ApiOutcome, PolledJob } from '../api/client.ts';
import { retryAfterWithJitter } from '../lib/backoff.ts';
import type { Clock } from '../lib/clock.ts';
import { AnswerTimes } from './answer-times.ts';
import { DueJobs } from './due-jobs.ts';
import type { OriginGates } from '../api/origin-gates.ts';
import type { RequestRate } from '../api/request-rate.ts';
import { answered, failedAgain, isOfJob, nextPollDelay, unasked, type PollHistory } from './schedule.ts';

export interface PollerOptions {
  ask: (id: string, signal: AbortSignal) => Promise<ApiOutcome<PolledJob>>;
  clock: Clock;
  /** In [0, 1). */
  random: () => number;
  /** How many requests may be in flight at once, besides the one that is slow. */
  concurrency: number;
  gates: Pick<OriginGates, 'admit' | 'wouldAdmit' | 'subscribe' | 'isOpen'>;
  /** How often the API may be asked by all parts of the app together. */
  rate: Pick<RequestRate, 'take' | 'turn'>;
  /** Of the API. */
  origin: string;
  onAnswer: (id: string, answer: PolledJob) => void;
  /** @param isUnsure a refusal since whose last one nothing was answered: all may be refused, and not this job alone */
  onFailure: (id: string, failure: ApiFailure, isUnsure: boolean) => void;
  /** It was locked; nothing is asked any more. */
  onLock: () => void;
  /** Something that is told of an outcome threw. */
  onError: (error: unknown) => void;
}

interface Request {
  abort: AbortController;
  /** As the clock's steady time. */
  startedAt: number;
  /** Whether it has the place apart, so that no other job waits for it. */
  isApart: boolean;
}

/** All in milliseconds. */
const limits = {
  /** Longest time a timer may run: after a suspended laptop wakes, nothing stays asleep for long. */
  sleep: 60_000,
  /** Longest time until the loop looks at the clock again, unless the machine sleeps or nothing is planned. */
  maxBreakMs: 120_000,
  /** Between two jobs that are asked for gently. */
  gentle: 2_000,
  /** Longest time until a job that was answered before is asked for again, where it may be refused with all others. */
  unsure: 5 * 60_000,
};

/** How many slow requests may be in flight besides the others. */
const apartConcurrency = 1;

/**
 * The poll loop. Each watched job is asked for again a while after its last request was settled, so that requests about
 * one job never overlap. A cap holds for all that are in flight, and a rate for all that are sent: where more jobs are due
 * than may be asked for, the time between two requests about one job grows with their number, and {@link DueJobs} decides
 * who goes first. Jobs whose answers are slow or broke off share a place apart, one after the other, so that the rest
 * never waits for them.
 */
export class Poller {
  readonly #options: PollerOptions;
  readonly #due = new DueJobs();
  readonly #histories = new Map<string, PollHistory>();
  readonly #inFlight = new Map<string, Request>();
  /** Jobs whose last request was slow, or broke off. */
  readonly #slow = new Set<string>();
  /** How often the API has answered with what was asked for, whoever asked. */
  #answers = 0;
  /** How often it had when a job was refused last, and how often that had been refused by then with answers in between. */
  readonly #refusals = new Map<string, { answers: number; failures: number }>();
  /** Jobs that were refused again with no answer in between. They are asked anew with the first one. */
  readonly #unsure = new Set<string>();
  #lastAnsweredStart = -Infinity;
  readonly #answerTimes = new AnswerTimes();
  /** The loop waits for one turn at a time, and decides only then which job it is for. */
  #turn: 'none' | 'awaited' | 'ready' = 'none';
  /** Whether the last request was one for the place apart. */
  #wasApart = false;
  #isLocked = false;
  #cancelTimer: () => void = () => {};
  readonly #stopping = new AbortController();
  #lastNow = -Infinity;
  #askingSince = -Infinity;
  #wasAsking = false;
  /** When the last of the jobs is due that are asked for gently. */
  #gentleAt = -Infinity;

  constructor(options: PollerOptions) {
    this.#options = options;
    options.gates.subscribe(() => this.#wake());
  }

  get isLocked(): boolean {
    return this.#isLocked;
  }

  /**
   * Since when jobs are asked for without a break, in milliseconds since the epoch. Of the time before, in which the app
   * was not running, the machine slept, the gate was closed or there was no key, nobody knows what the service would have
   * said. The clock is looked at first: after the machine slept an answer may come before the loop wakes.
   */
  get askingSince(): number {
    this.#noteBreaks(this.#options.clock.steady());
    return this.#askingSince;
  }

  /**
   * Starts watching a job with what is known of it from an earlier run. Watching it twice changes nothing.
   *
   * @param pace `gently`: not at once, but one after the other with a pause in between
   */
  watch(id: string, known: PollHistory = unasked, pace: 'soon' | 'gently' = 'soon'): void {
    if (this.#histories.has(id)) return;
    this.#histories.set(id, known);
    const now = this.#options.clock.steady();
    // What is on disk may be hours old: whatever is not finished is asked for at once.
    if (pace === 'soon' && nextPollDelay(known, 0) !== null) this.#plan(id, now);
    if (pace === 'soon' && known.status === null) this.#due.favour(id);
    if (pace === 'gently') {
      this.#gentleAt = Math.max(now, this.#gentleAt + limits.gentle);
      this.#plan(id, this.#gentleAt);
    }
    this.#wake();
  }

  /** Forgets a job; an answer still on its way is dropped. */
  unwatch(id: string): void {
    this.#histories.delete(id);
    this.#due.delete(id);
    this.#slow.delete(id);
    this.#forgetRefusal(id);
    this.#inFlight.get(id)?.abort.abort();
    this.#inFlight.delete(id);
    this.#wake();
  }

  /** Asks for these jobs as soon as there is room, finished ones as well. */
  askNow(ids: Iterable<string>): void {
    const now = this.#options.clock.steady();
    for (const id of ids) {
      if (!this.#histories.has(id) || this.#inFlight.has(id)) continue;
      if (!this.#due.has(id, now)) this.#plan(id, now);
      this.#due.favour(id);
    }
    this.#wake();
  }

  /** The details of this job are open: it goes first where many wait. */
  noteOpened(id: string): void {
    this.#due.open(id);
  }

  /** The API answered with what was asked for: a job, or the list of them. The account says nothing of jobs. */
  noteAnswer(): void {
    this.#answers += 1;
    if (this.#unsure.size === 0) return;
    const now = this.#options.clock.steady();
    for (const id of this.#unsure) {
      // What was counted while all may have been refused says nothing of this job.
      const failures = this.#refusals.get(id)?.failures ?? 1;
      this.#histories.set(id, { ...(this.#histories.get(id) ?? unasked), failures });
      if (!this.#inFlight.has(id)) this.#plan(id, now);
    }
    this.#unsure.clear();
    this.#wake();
  }

  /** Unlocks, and asks at once for what could not be asked: a network that came back, a person who does not want to wait. */
  reopen(): void {
    this.#isLocked = false;
    this.#wasAsking = false;
    const now = this.#options.clock.steady();
    for (const [id, history] of this.#histories)
      if ((isGeneralFailure(history) || this.#unsure.has(id)) && !this.#inFlight.has(id)) this.#plan(id, now);
    this.#wake();
  }

  /**
   * Unlocks for another key. Requests in flight were sent with the one before: their answers are dropped, and they are
   * asked anew.
   */
  restart(): void {
    const now = this.#options.clock.steady();
    const ids = [...this.#inFlight.keys()];
    this.#abortAll();
    for (const id of ids) this.#plan(id, now);
    this.reopen();
  }

  /** Asks for nothing until it is unlocked: there is no key, or the service refused it. */
  lock(): void {
    this.#isLocked = true;
    this.#options.onLock();
  }

  /** Ends the loop for good. */
  stop(): void {
    this.#stopping.abort();
    this.#cancelTimer();
    this.#abortAll();
  }

  #abortAll(): void {
    for (const { abort } of this.#inFlight.values()) abort.abort();
    this.#inFlight.clear();
  }

  #wake(): void {
    this.#cancelTimer();
    if (this.#stopping.signal.aborted) return;
    const { clock } = this.#options;
    const now = clock.steady();
    this.#noteBreaks(now);
    this.#makeRoom(now);
    // Where there is one turn only, the place apart has every other one.
    const isApartFirst = !this.#wasApart;
    this.#send(isApartFirst, now);
    this.#send(!isApartFirst, now);
    const next = this.#nextWake(now);
    if (next !== null)
      this.#cancelTimer = clock.setTimeout(
        () => this.#wake(),
        Math.min(Math.max(next - now, 0), limits.sleep),
      );
  }

  #send(isApart: boolean, now: number): void {
    const { gates, origin } = this.#options;
    while (!this.#isLocked && this.#hasRoom(isApart)) {
      if (!this.#due.isDue(now, isApart) || !gates.wouldAdmit(origin)) return;
      if (!this.#takeTurn() || !gates.admit(origin)) return;
      const id = this.#due.take(now, isApart);
      if (id === null) return;
      this.#wasApart = isApart;
      void this.#ask(id, isApart);
    }
  }

  #takeTurn(): boolean {
    const { rate } = this.#options;
    if (this.#turn === 'ready' || rate.take()) {
      this.#turn = 'none';
      return true;
    }
    if (this.#turn === 'none') void this.#awaitTurn();
    return false;
  }

  async #awaitTurn(): Promise<void> {
    this.#turn = 'awaited';
    const { rate, gates, origin } = this.#options;
    await rate.turn(this.#stopping.signal);
    // One that comes while the gate is closed is not kept: with the next one it would make two requests at once.
    this.#turn = gates.wouldAdmit(origin) ? 'ready' : 'none';
    this.#wake();
  }

  #noteBreaks(now: number): void {
    const { clock, gates, origin } = this.#options;
    const date = clock.now();
    const wasAsleep = now > this.#lastNow + limits.maxBreakMs;
    const wasSetBack = date < this.#askingSince;
    this.#lastNow = now;
    if (!this.#wasAsking || wasAsleep || wasSetBack) this.#askingSince = date;
    this.#wasAsking = !this.#isLocked && gates.isOpen(origin);
  }

  /** Where jobs wait for a request that is slow, it gets the place apart, or is given up if others were faster. */
  #makeRoom(now: number): void {
    if (this.#hasRoom(false) || !this.#due.isDue(now, false)) return;
    for (const [id, request] of this.#inFlight) {
      if (request.isApart || now - request.startedAt < this.#answerTimes.slowMs) continue;
      this.#slow.add(id);
      if (this.#hasRoom(true)) request.isApart = true;
      else if (this.#lastAnsweredStart > request.startedAt) {
        request.abort.abort();
        this.#inFlight.delete(id);
        this.#failed(id, { code: 'timeout', text: null, retryAfterMs: null });
      } else continue;
      return;
    }
  }

  #hasRoom(isApart: boolean): boolean {
    const inUse = [...this.#inFlight.values()].filter((request) => request.isApart === isApart).length;
    return inUse < (isApart ? apartConcurrency : this.#options.concurrency);
  }

  /** When there may be something to do; null where an answer, or the gate, will wake the loop. */
  #nextWake(now: number): number | null {
    if (this.#isLocked) return null;
    // What is due and was not sent waits for the gate, for room, or for its turn.
    const candidates = [this.#due.nextAfter(now)];
    if (this.#due.isDue(now, false) && this.#options.gates.isOpen(this.#options.origin))
      candidates.push(this.#nextSlow(now));
    const known = candidates.filter((time) => time !== null);
    return known.length === 0 ? null : Math.min(...known);
  }

  /** When the next request in flight will count as slow; null where all of them are. */
  #nextSlow(now: number): number | null {
    const starts = [...this.#inFlight.values()].map(({ startedAt }) => startedAt);
    const { slowMs } = this.#answerTimes;
    const soonest = Math.min(...starts.filter((startedAt) => startedAt + slowMs > now));
    return Number.isFinite(soonest) ? soonest + slowMs : null;
  }

  async #ask(id: string, isApart: boolean): Promise<void> {
    const { ask, clock, onError } = this.#options;
    const request = { abort: new AbortController(), startedAt: clock.steady(), isApart };
    this.#inFlight.set(id, request);
    let outcome: ApiOutcome<PolledJob>;
    try {
      outcome = await ask(id, request.abort.signal);
    } catch (error) {
      onError(error);
      outcome = { ok: false, failure: { code: 'internal', text: null, retryAfterMs: null } };
    }
    // Forgotten meanwhile, or forgotten and watched anew: this answer belongs to nobody.
    if (this.#inFlight.get(id) !== request) return;
    this.#inFlight.delete(id);
    if (outcome.ok) this.#answered(id, outcome.value, request.startedAt);
    else this.#failed(id, outcome.failure);
    this.#wake();
  }

  #answered(id: string, answer: PolledJob, startedAt: number): void {
    this.#lastAnsweredStart = Math.max(this.#lastAnsweredStart, startedAt);
    const took = this.#options.clock.steady() - startedAt;
    this.#answerTimes.note(took);
    if (took < this.#answerTimes.slowMs) this.#slow.delete(id);
    this.#forgetRefusal(id);
    this.noteAnswer();
    const before = this.#histories.get(id) ?? unasked;
    if (before.status !== null && before.status !== answer.job.status) this.#due.favour(id);
    this.#settle(id, answered(before, answer.job.status));
    this.#tell(() => this.#options.onAnswer(id, answer));
  }

  #failed(id: string, failure: ApiFailure): void {
    const { gates, origin } = this.#options;
    if (failure.code === 'timeout' || failure.code === 'connection-lost') this.#slow.add(id);
    // While nobody is answered, it is not the matter of this job.
    if (!gates.isOpen(origin)) this.#slow.clear();
    const before = this.#histories.get(id) ?? unasked;
    const isRefused = isOfJob(failure.code);
    const history = failedAgain(before, failure.code);
    const isUnsure = isRefused && this.#refusals.get(id)?.answers === this.#answers;
    if (isRefused && !isUnsure)
      this.#refusals.set(id, { answers: this.#answers, failures: history.failures });
    if (isUnsure) this.#unsure.add(id);
    else this.#unsure.delete(id);
    // A 429 is about every request, which the gate sees to.
    const retryAfterMs = failure.code === 'service-down' ? failure.retryAfterMs : null;
    this.#settle(id, history, retryAfterMs);
    this.#tell(() => this.#options.onFailure(id, failure, isUnsure));
  }

  #forgetRefusal(id: string): void {
    this.#refusals.delete(id);
    this.#unsure.delete(id);
  }

  /** Whoever is told of an outcome must not stop the loop. */
  #tell(tell: () => void): void {
    try {
      tell();
    } catch (error) {
      this.#options.onError(error);
    }
  }

  #settle(id: string, history: PollHistory, retryAfterMs: number | null = null): void {
    const { clock, random } = this.#options;
    this.#histories.set(id, history);
    const delay = nextPollDelay(history, random());
    const longest = this.#unsure.has(id) && history.status !== null ? limits.unsure : Infinity;
    if (delay !== null)
      this.#plan(
        id,
        clock.steady() +
          Math.max(Math.min(delay, longest), retryAfterWithJitter(retryAfterMs ?? 0, random())),
      );
  }

  #plan(id: string, at: number): void {
    const { status } = this.#histories.get(id) ?? unasked;
    const isOnTheWay = status !== null && !isTerminal(status);
    this.#due.plan(id, at, this.#slow.has(id) ? 'apart' : isOnTheWay ? 'onTheWay' : 'others');
  }
}

const isGeneralFailure = ({ failures, lastFailure }: PollHistory): boolean =>
  failures > 0 && (lastFailure === 'unauthorized' || !isOfJob(lastFailure));
