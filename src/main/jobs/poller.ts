import { hasEnded, isTerminal } from '../../shared/job/job-status.ts';
import type { ApiFailure } from '../api/api-failure.ts';
import type { ApiOutcome, PolledJob } from '../api/client.ts';
import { retryAfterWithJitter } from '../lib/backoff.ts';
import type { Clock } from '../lib/clock.ts';
import { DueJobs } from './due-jobs.ts';
import { GentleLine } from './gentle-line.ts';
import type { OriginGates } from '../api/origin-gates.ts';
import type { RequestRate } from '../api/request-rate.ts';
import type { Durations } from './durations.ts';
import { Outlooks } from './outlooks.ts';
import { PollTurn } from './poll-turn.ts';
import { PollingTime } from './polling-time.ts';
import { Refusals } from './refusals.ts';
import { RequestSlots, type SentRequest } from './request-slots.ts';
import {
  answered,
  answeredByList,
  endsPerMs,
  failedAgain,
  intervals,
  isGeneralFailure,
  isOfJob,
  isOnItsWay,
  nextPollDelay,
  neverPolled,
  paceOf,
  type PollHistory,
} from './schedule.ts';
import { sightingOf } from './sighting.ts';

export interface PollerOptions {
  request: (id: string, signal: AbortSignal) => Promise<ApiOutcome<PolledJob>>;
  clock: Clock;
  /** In [0, 1). */
  random: () => number;
  /** How many requests may be in flight at once at the moment, besides the one that is slow. */
  concurrency: () => number;
  /** How long jobs take; left out, nothing is known of it. */
  durations?: Pick<Durations, 'waitOf' | 'runOf'>;
  gates: Pick<OriginGates, 'admit' | 'wouldAdmit' | 'subscribe' | 'isOpen'>;
  /** How many requests all parts of the app may send to the API. */
  rate: Pick<RequestRate, 'take' | 'turn'>;
  /** Of the API. */
  origin: string;
  onAnswer: (id: string, answer: PolledJob, sent: Sent) => void;
  /** @param isUnsure refused again, with no answer to any job in between: the service may be refusing all of them */
  onFailure: (id: string, failure: ApiFailure, isUnsure: boolean) => void;
  /** It was locked; nothing is requested any more. */
  onLock: () => void;
  /** A callback threw. */
  onError: (error: unknown) => void;
}

/** When a request was sent and answered, as the clock's steady time. */
export interface Sent {
  sentAt: number;
  answeredAt: number;
}

/** All in milliseconds. */
const limits = {
  /** Of a timer, so that polling resumes soon after a suspended laptop wakes. */
  maxSleepMs: 60_000,
  /** Until a job that was answered before is polled again, if the service may be refusing all of them. */
  maxUnsureMs: 5 * 60_000,
};

/**
 * The poll loop. Each watched job is polled again some time after its last request has settled, so that requests for one
 * job never overlap. The number of requests in flight and their rate are limited: if more jobs are due than may be
 * requested, each is polled less often, and {@link DueJobs} decides which goes first.
 */
export class Poller {
  readonly #options: PollerOptions;
  readonly #due = new DueJobs();
  readonly #histories = new Map<string, PollHistory>();
  /** Jobs that have not ended, as far as is known, and that the service does not refuse. */
  readonly #active = new Set<string>();
  readonly #inFlight: RequestSlots;
  /** Jobs that the service refuses; the unsure ones are polled again after the first answer to anything. */
  readonly #refusals = new Refusals();
  readonly #outlooks: Outlooks;
  readonly #turn: PollTurn;
  /** Whether the last request was one for the slow slot. */
  #wasSlow = false;
  #isLocked = false;
  /** Whether many changes are being made, see {@link Poller.together}. */
  #isHeld = false;
  #cancelTimer: () => void = () => {};
  readonly #stopping = new AbortController();
  readonly #time: PollingTime;
  readonly #gentle = new GentleLine();

  constructor(options: PollerOptions) {
    this.#options = options;
    this.#inFlight = new RequestSlots(options.concurrency);
    this.#time = new PollingTime(options.clock);
    this.#outlooks = new Outlooks(options.clock, options.durations);
    const { rate, gates, origin } = options;
    const { signal } = this.#stopping;
    const isOpen = (): boolean => gates.wouldAdmit(origin);
    this.#turn = new PollTurn({ rate, isOpen, onTurn: () => this.#wake(), signal });
    gates.subscribe(() => this.#wake());
  }

  get isLocked(): boolean {
    return this.#isLocked;
  }

  /**
   * Since when jobs have been polled without a break, in milliseconds since the epoch. Breaks are times in which the app was
   * not running, the machine slept, the gate was closed or there was no key. Reads the clock first: after the machine slept,
   * an answer may arrive before the loop wakes.
   */
  get pollingSince(): number {
    this.#noteTime();
    return this.#time.since;
  }

  /** Makes many changes at once: the loop looks what is to be sent after the last of them. */
  together(change: () => void): void {
    const isOutermost = !this.#isHeld;
    this.#isHeld = true;
    try {
      change();
    } finally {
      if (isOutermost) this.#isHeld = false;
      this.#wake();
    }
  }

  /**
   * Starts watching a job with what is known of it from an earlier run. Watching it twice changes nothing.
   *
   * @param pace `gently`: one after the other, with a delay in between
   */
  watch(id: string, known: PollHistory = neverPolled, pace: 'soon' | 'gently' = 'soon'): void {
    if (this.#histories.has(id)) return;
    this.#keep(id, known);
    const now = this.#options.clock.steady();
    // What is on disk may be hours old: whatever is not finished is polled at once.
    if (pace === 'soon' && nextPollDelay(known, 0) !== null) this.#plan(id, now);
    if (pace === 'soon' && known.status === null) this.#due.prioritize(id);
    if (pace === 'gently') this.#planGently(id);
    if (this.#outlooks.isInView(id)) this.#planInView(id);
    this.#wake();
  }

  /** Forgets a job and aborts its request. */
  unwatch(id: string): void {
    this.#histories.delete(id);
    this.#active.delete(id);
    this.#outlooks.end(id);
    this.#due.delete(id);
    this.#gentle.leave(id);
    this.#refusals.forget(id);
    this.#inFlight.forget(id);
    this.#wake();
  }

  /** Polls these jobs as soon as there is room, finished ones as well. */
  pollNow(ids: Iterable<string>): void {
    const now = this.#options.clock.steady();
    for (const id of ids) {
      if (!this.#histories.has(id) || this.#inFlight.has(id)) continue;
      if (!this.#due.has(id, now)) this.#plan(id, now);
      this.#due.prioritize(id);
    }
    this.#wake();
  }

  /** Polls these jobs ahead of all others: what they answer is of use now, or not at all. For a few of them only. */
  pollFirst(ids: readonly string[]): void {
    const now = this.#options.clock.steady();
    const free = ids.filter((id) => this.#histories.has(id) && !this.#inFlight.has(id));
    for (const id of free) this.#plan(id, now);
    this.#due.takeFirst(free);
    this.#wake();
  }

  /**
   * Polls these jobs one after the other, with a delay in between; at once those whose rows or details are on the screen. Each keeps
   * its place until it is answered or spared, whatever the list says of it meanwhile.
   */
  pollGently(ids: Iterable<string>): void {
    let isNew = false;
    for (const id of ids) {
      if (!this.#histories.has(id)) continue;
      isNew ||= !this.#gentle.has(id);
      this.#planGently(id);
    }
    // For those that had a place the loop wakes anyway.
    if (isNew) this.#wake();
  }

  /** This job need not be polled gently any more. */
  spare(id: string): void {
    this.#gentle.leave(id);
  }

  /**
   * The details of this job are open: it goes first where many wait, and is polled if that was never done, or is to be done
   * gently.
   */
  noteOpened(id: string): void {
    if (!this.#due.open(id)) return;
    const isGentle = this.#gentle.has(id);
    if (isGentle) this.#hasten(id);
    if (isGentle || this.#histories.get(id)?.status === null) this.pollNow([id]);
  }

  /**
   * The rows of these jobs, and of no others, are on the screen: what they show is kept fresh. They need not be watched yet,
   * as while the list is read: nobody says it twice.
   */
  noteInView(ids: Iterable<string>): void {
    for (const id of this.#outlooks.setInView(new Set(ids)))
      if (this.#gentle.has(id)) this.#hasten(id);
      else this.#planInView(id);
    this.#wake();
  }

  /** Jobs that have not ended, as far as is known, and that the service does not refuse; in no order. */
  get active(): ReadonlySet<string> {
    return this.#active;
  }

  /** Whether the last request for a job itself failed, whatever the list says. */
  isFailing(id: string): boolean {
    return (this.#histories.get(id)?.failures ?? 0) > 0;
  }

  /** How likely a job ends so many milliseconds from now, if it has not before, as ends per millisecond. */
  endsPerMs(id: string, inMs: number): number {
    const history = this.#histories.get(id);
    if (history === undefined) return 0;
    const { wait, run } = this.#outlooks.of(id);
    return endsPerMs(history, { wait, run, now: this.#options.clock.now() + inMs });
  }

  /** By how many points its progress likely grows in a second, since its last answer; null where that is not known. */
  paceOf(id: string): number | null {
    const history = this.#histories.get(id);
    if (history === undefined || !this.#active.has(id) || history.failures > 0) return null;
    return paceOf(history, this.#outlooks.of(id));
  }

  /**
   * The account's list, which has proved as fresh as an answer for the job, says this of a job. It counts as an answer,
   * unless another may be newer: one that came since the list was asked for, or is on its way.
   *
   * @param coveredMs until the list will say more of it, so that nobody has to ask before
   * @returns whether it counts
   */
  noteListed(id: string, { job }: PolledJob, sent: Sent, coveredMs: number): boolean {
    const before = this.#histories.get(id);
    if (before === undefined || this.#inFlight.has(id)) return false;
    if (sent.sentAt < this.#outlooks.answeredAt(id)) return false;
    this.#outlooks.noteAnswer(id, job, sent.answeredAt);
    this.#outlooks.noteCovered(id, sent.answeredAt + coveredMs);
    // One whose own request failed is not asked for sooner than it was to be: the service may have wished for a wait.
    const notBefore = this.isFailing(id) ? this.#due.dueAt(id) : null;
    this.#due.delete(id);
    const history = answeredByList(before, job.status, sightingOf(job, this.#options.clock.now()));
    this.#settle(id, history, notBefore ?? -Infinity);
    return true;
  }

  /** It is doubtful whether these jobs have ended: they are on their way until the service answers for each. */
  doubtEnds(ids: Iterable<string>): void {
    const doubted = [...ids].filter((id) => hasEnded(this.#histories.get(id)?.status ?? null));
    for (const id of doubted) this.#keep(id, neverPolled);
    this.pollNow(doubted);
  }

  /** The API answered with a job or the list of jobs. */
  noteAnswer(): void {
    const unsure = this.#refusals.noteAnswer();
    if (unsure.size === 0) return;
    const now = this.#options.clock.steady();
    for (const [id, failures] of unsure) {
      this.#histories.set(id, { ...(this.#histories.get(id) ?? neverPolled), failures });
      if (!this.#inFlight.has(id)) this.#plan(id, now);
    }
    this.#wake();
  }

  /** Unlocks, and polls at once what could not be polled: the network is back, or a person does not want to wait. */
  reopen(): void {
    this.#isLocked = false;
    this.#time.interrupt();
    const now = this.#options.clock.steady();
    for (const [id, history] of this.#histories)
      if ((isGeneralFailure(history) || this.#refusals.isUnsure(id)) && !this.#inFlight.has(id))
        this.#plan(id, now);
    this.#wake();
  }

  /**
   * Unlocks for another key. Requests in flight were sent with the previous one: they are aborted and sent again.
   */
  restart(): void {
    const now = this.#options.clock.steady();
    for (const id of this.#inFlight.abortAll()) this.#plan(id, now);
    this.reopen();
  }

  /** Sends no requests until it is unlocked: there is no key, or the service refused it. */
  lock(): void {
    this.#isLocked = true;
    this.#options.onLock();
  }

  /** Ends the loop for good. */
  stop(): void {
    this.#stopping.abort();
    this.#cancelTimer();
    this.#inFlight.abortAll();
  }

  #wake(): void {
    if (this.#isHeld) return;
    this.#cancelTimer();
    if (this.#stopping.signal.aborted) return;
    const { clock } = this.#options;
    const now = clock.steady();
    this.#noteTime();
    this.#makeRoom(now);
    // If there is only one turn, the slow slot gets every other one.
    const isSlowFirst = !this.#wasSlow;
    this.#send(isSlowFirst, now);
    this.#send(!isSlowFirst, now);
    const next = this.#nextWake(now);
    if (next !== null)
      this.#cancelTimer = clock.setTimeout(
        () => this.#wake(),
        Math.min(Math.max(next - now, 0), limits.maxSleepMs),
      );
  }

  #send(isSlow: boolean, now: number): void {
    const { gates, origin } = this.#options;
    while (!this.#isLocked && this.#inFlight.hasRoom(isSlow)) {
      if (!this.#due.isDue(now, isSlow) || !gates.wouldAdmit(origin)) return;
      if (!this.#turn.take() || !gates.admit(origin)) return;
      const id = this.#due.take(now, isSlow);
      if (id === null) return;
      this.#wasSlow = isSlow;
      void this.#request(id, isSlow);
    }
  }

  #noteTime(): void {
    const { gates, origin } = this.#options;
    if (this.#time.note(!this.#isLocked && gates.isOpen(origin))) this.#lineUpAnew();
  }

  /** Jobs whose places in the gentle line passed while nothing was polled come one after the other, not all at once. */
  #lineUpAnew(): void {
    for (const id of this.#gentle.passed(this.#options.clock.steady())) {
      // One on its way is due anyway.
      if (this.#active.has(id)) continue;
      this.#gentle.leave(id);
      this.#due.delete(id);
      this.#planGently(id);
    }
  }

  /** If jobs wait for a slow request, it makes room for them. */
  #makeRoom(now: number): void {
    if (this.#inFlight.hasRoom(false) || !this.#due.isDue(now, false)) return;
    const aborted = this.#inFlight.makeRoom(now);
    if (aborted !== null) this.#failed(aborted, { code: 'timeout', text: null, retryAfterMs: null });
  }

  /** When there may be something to do; null if an answer or the gate will wake the loop. */
  #nextWake(now: number): number | null {
    if (this.#isLocked) return null;
    // What is due and was not sent waits for the gate, for room, or for a turn.
    const candidates = [this.#due.nextAfter(now)];
    if (this.#due.isDue(now, false) && this.#options.gates.isOpen(this.#options.origin))
      candidates.push(this.#inFlight.nextSlow(now));
    const known = candidates.filter((time) => time !== null);
    return known.length === 0 ? null : Math.min(...known);
  }

  async #request(id: string, isSlow: boolean): Promise<void> {
    const { request: send, clock, onError } = this.#options;
    const request = this.#inFlight.begin(id, clock.steady(), isSlow);
    let outcome: ApiOutcome<PolledJob>;
    try {
      outcome = await send(id, request.abort.signal);
    } catch (error) {
      onError(error);
      outcome = { ok: false, failure: { code: 'internal', text: null, retryAfterMs: null } };
    }
    // Forgotten meanwhile, and perhaps watched again: this answer is outdated.
    if (!this.#inFlight.end(id, request)) return;
    if (outcome.ok) this.#answered(id, outcome.value, request);
    else this.#failed(id, outcome.failure);
    this.#wake();
  }

  #answered(id: string, answer: PolledJob, request: SentRequest): void {
    const { clock } = this.#options;
    this.#inFlight.noteAnswered(id, request, clock.steady());
    this.#refusals.forget(id);
    this.#gentle.leave(id);
    this.noteAnswer();
    const before = this.#histories.get(id) ?? neverPolled;
    if (before.status !== null && before.status !== answer.job.status) this.#due.prioritize(id);
    const sent = { sentAt: request.startedAt, answeredAt: clock.steady() };
    this.#outlooks.noteAnswer(id, answer.job, sent.answeredAt);
    this.#settle(id, answered(before, answer.job.status, sightingOf(answer.job, clock.now())));
    this.#notify(() => this.#options.onAnswer(id, answer, sent));
  }

  #failed(id: string, failure: ApiFailure): void {
    const { gates, origin } = this.#options;
    if (failure.code === 'timeout' || failure.code === 'connection-lost') this.#inFlight.noteSlow(id);
    if (!gates.isOpen(origin)) this.#inFlight.forgetSlow();
    const before = this.#histories.get(id) ?? neverPolled;
    const history = failedAgain(before, failure.code);
    if (!isOfJob(failure.code)) this.#refusals.noteOtherFailure(id);
    const isUnsure = isOfJob(failure.code) && this.#refusals.noteRefusal(id, history.failures);
    // A 429 concerns all requests, and is handled by the gate.
    const retryAfterMs = failure.code === 'service-down' ? failure.retryAfterMs : null;
    const waitMs = retryAfterWithJitter(retryAfterMs ?? 0, this.#options.random());
    this.#settle(id, history, this.#options.clock.steady() + waitMs);
    // The list, which may go on answering for it, does not move that on.
    if (this.#gentle.has(id)) this.#gentle.move(id, this.#due.dueAt(id) ?? Infinity);
    this.#notify(() => this.#options.onFailure(id, failure, isUnsure));
  }

  /** A callback that throws must not stop the loop. */
  #notify(callback: () => void): void {
    try {
      callback();
    } catch (error) {
      this.#options.onError(error);
    }
  }

  /** @param notBefore when it may be polled again, as the clock's steady time */
  #settle(id: string, history: PollHistory, notBefore = -Infinity): void {
    const { random, clock } = this.#options;
    this.#keep(id, history);
    const delay = nextPollDelay(history, random(), this.#outlooks.of(id));
    const maxMs = this.#refusals.isUnsure(id) && history.status !== null ? limits.maxUnsureMs : Infinity;
    if (delay === null) return;
    const now = clock.steady();
    const delayMs = Math.max(Math.min(delay, maxMs), notBefore - now);
    this.#plan(id, now + delayMs, delayMs);
  }

  #keep(id: string, history: PollHistory): void {
    this.#histories.set(id, history);
    if (isOnItsWay(history)) this.#active.add(id);
    else {
      this.#active.delete(id);
      this.#outlooks.end(id);
    }
  }

  /** Polls a job when it is its turn among those that are polled gently, unless it is polled before. */
  #planGently(id: string): void {
    const now = this.#options.clock.steady();
    const isSeen = this.#outlooks.isInView(id) || this.#due.isOpened(id);
    if (isSeen && !this.#gentle.has(id)) this.#gentle.move(id, now);
    const at = this.#gentle.placeOf(id, now);
    if (!this.#inFlight.has(id) && at < (this.#due.dueAt(id) ?? Infinity)) this.#plan(id, at);
  }

  /** Somebody looks at a job that is polled gently now. */
  #hasten(id: string): void {
    if (this.isFailing(id)) return;
    this.#gentle.move(id, this.#options.clock.steady());
    this.#planGently(id);
  }

  /** Polls a job in time that is on its way and in view; one that is due already, before those that nobody looks at. */
  #planInView(id: string): void {
    const dueAt = this.#due.dueAt(id);
    // One that is in flight is not due at any time.
    if (dueAt === null || !this.#active.has(id) || this.isFailing(id)) return;
    const now = this.#options.clock.steady();
    const at = now + Math.max(0, intervals.inView - this.#outlooks.sinceAnswer(id));
    if (dueAt <= now) this.#plan(id, dueAt, intervals.shortest);
    else if (at < dueAt) this.#plan(id, at);
  }

  #plan(id: string, at: number, delayMs?: number): void {
    const { status } = this.#histories.get(id) ?? neverPolled;
    const isActive = status !== null && !isTerminal(status);
    this.#due.plan(id, at, this.#inFlight.isSlow(id) ? 'slow' : isActive ? 'active' : 'others', delayMs);
  }
}
