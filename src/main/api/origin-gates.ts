import type { ApiFailure, ApiOutcome } from './api-failure.ts';
import type { Clock } from '../lib/clock.ts';
import { closedAfter, isOutage, openGate, reachOf, type ClosedGate, type Gate, type Reach } from './gate.ts';

export interface OriginGatesOptions {
  clock: Clock;
  /** In [0, 1). */
  random: () => number;
  /**
   * A single resource has failed for a while, and nothing else was asked of the origin meanwhile: ask for something else,
   * so that the trouble of one job can be told from the trouble of the service.
   */
  onDoubt?: (origin: string) => void;
}

/** A request whose outcome is noted. */
export interface SentRequest {
  /** What was asked for, a job's ID say. Failures of one resource alone never close a gate, unless nothing can be reached. */
  resource: string;
  /** Milliseconds since the epoch. */
  startedAt: number;
  /** The service may limit it apart from all else: a wait that it asks for is its asker's to keep, and closes no open gate. */
  isLimitedApart?: boolean;
}

/** Whoever has requests to send: the poll loop, the account with its list, the results. */
export type Asker = 'jobs' | 'account' | 'results';

interface OriginState {
  gate: Gate;
  lastAnswerAt: number;
  /** What failed since the last answer. */
  troubled: Set<string>;
  troubledSince: number;
  /** When the request was let through that probes; null while none is in flight. */
  probeAt: number | null;
  /** Whose request probed last since it closed; null where that said nothing. */
  probedBy: Asker | null;
  doubtedAt: number;
}

/** All in milliseconds. */
const timing = {
  /** Silence of several resources, or their wish for a wait, closes the gate when nothing was answered for so long. */
  silence: 3_000,
  /** Answers of no use close it when there were no others for so long. */
  unusable: 15_000,
  betweenDoubts: 60_000,
  /** For so long whoever probed last leaves the next probe to others: what they ask for may be answered. */
  turn: 1_000,
  /** Until the next look, while another request probes. */
  betweenLooks: 2_000,
  /** Until a wait that the service asked for may be ended once more. */
  insisting: 10_000,
  /** Until another request may probe, whatever became of the last one. Longer than any request waits for its headers. */
  probe: 90_000,
  /** A clock that is set back by less is only corrected. */
  clockCorrection: 1_000,
  /** Longest time a timer may run: after a suspended laptop wakes, nothing stays asleep for long. */
  sleep: 60_000,
};

/** From so many resources on, silence or a wish for a wait closes the gate at once. */
const manyTroubled = 5;

/**
 * One gate for each origin (`https://api.rigyd.com`), shared by everything that asks: polls, the account and downloads.
 *
 * How to use it, wherever requests are sent:
 *
 * 1. Before a request, `admit(origin)`. False means: not now. Keep what waits, and try again when a listener of
 *    {@link subscribe} is called; it needs no timer of its own. Waiting uses up no attempt.
 * 2. After it, exactly one of {@link noteAnswer} (the service answered, be it a refusal), {@link noteFailure} (which knows
 *    from the failure's code how far it reaches, so that all failures can be handed in), or {@link noteAbandoned} (given up
 *    by ourselves: quit, paused, removed).
 *
 * When a wait is over, one request is admitted to probe: its answer opens the gate for all, its failure closes it for
 * longer, and another {@link Asker} may be the next to probe. Where the machine has no network at all, the gates of all origins close together.
 */
export class OriginGates {
  readonly #options: OriginGatesOptions;
  readonly #origins = new Map<string, OriginState>();
  /** What all origins have in common. Its probe is a request to any of them. */
  readonly #network = newState();
  readonly #listeners = new Set<() => void>();
  #cancelTimer: () => void = () => {};
  #stopped = false;
  /** When waits were ended last that a service had asked for. */
  #insistedAt = -Infinity;
  /** By how much the clock’s steady time is ahead of its date. */
  #ahead: number;

  constructor(options: OriginGatesOptions) {
    this.#options = options;
    this.#ahead = options.clock.steady() - options.clock.now();
  }

  /** The gate as it stands. A closed one whose `until` has passed lets a single request through. */
  stateOf(origin: string): Gate {
    return this.#closedGate(origin) ?? openGate;
  }

  isOpen(origin: string): boolean {
    return this.stateOf(origin).kind === 'open';
  }

  /** When the next request may be sent, in milliseconds since the epoch; null while the gate is open. */
  until(origin: string): number | null {
    return this.#closedGate(origin)?.until ?? null;
  }

  /** Whether a request would be admitted now. Lets none through: for those who first have to get ready for one. */
  wouldAdmit(origin: string, asker: Asker = 'jobs'): boolean {
    return this.#closedStates(origin).every((state) => this.#isProbeDue(state, asker));
  }

  /** Whether a request may be sent now. True to a single caller where the gate is closed and its wait is over. */
  admit(origin: string, asker: Asker = 'jobs'): boolean {
    if (!this.wouldAdmit(origin, asker)) return false;
    const closed = this.#closedStates(origin);
    for (const state of closed) Object.assign(state, { probeAt: this.#now(), probedBy: asker });
    if (closed.length > 0) this.#setTimer();
    return true;
  }

  /**
   * For whoever has a timer of their own: as {@link admit}, and where that is false the milliseconds until the next look.
   *
   * @returns null where a request may be sent now
   */
  admitOrWait(origin: string, asker: Asker): number | null {
    if (this.admit(origin, asker)) return null;
    const now = this.#now();
    return Math.max((this.until(origin) ?? 0) - now, timing.betweenLooks);
  }

  /**
   * The origin answered: with what was asked for, or with a refusal in its own words.
   *
   * @param startedAt when the request was sent; an answer to one from before the gate closed does not open it
   */
  noteAnswer(origin: string, startedAt = this.#now()): void {
    const now = this.#now();
    const state = this.#state(origin);
    state.lastAnswerAt = now;
    state.troubled.clear();
    let isChanged = false;
    for (const closed of this.#closedStates(origin)) {
      const { gate } = closed;
      if (gate.kind === 'open' || startedAt < gate.closedAt) continue;
      // What was let through while the service wants to be left alone takes back no word of it.
      if (gate.reason === 'rate-limited' && gate.until > now) continue;
      Object.assign(closed, reopened);
      isChanged = true;
    }
    if (isChanged) this.#changed();
  }

  /** A request failed. What concerns its resource alone counts as an answer. */
  noteFailure(origin: string, failure: ApiFailure, request: SentRequest): void {
    const reach = reachOf(failure);
    if (reach === 'request') return this.noteAnswer(origin, request.startedAt);
    if (reach === 'none') return this.noteAbandoned(origin);
    if (reach === 'wait' && request.isLimitedApart === true && this.isOpen(origin)) return;
    const state = this.#state(origin);
    if (reach === 'network') return this.#close(this.#network, failure);
    // Whoever refused or answered was reached.
    const isNetworkBack = reach !== 'silence' && this.#network.gate.kind === 'closed';
    if (isNetworkBack) Object.assign(this.#network, reopened);
    if (reach === 'origin' || reach === 'wait') this.#close(state, failure);
    else this.#noteTrouble(origin, state, failure, request, reach);
    if (isNetworkBack) this.#changed();
  }

  /**
   * Sends a request and notes its outcome. One that throws says nothing of the service: it is given up, so that it cannot
   * stand in the way of those that would.
   *
   * @param signal aborted by ourselves; the outcome then says nothing
   * @param isLimitedApart see {@link SentRequest}
   */
  async noting<T>(
    origin: string,
    resource: string,
    signal: AbortSignal | undefined,
    send: () => Promise<ApiOutcome<T>>,
    isLimitedApart = false,
  ): Promise<ApiOutcome<T>> {
    const startedAt = this.#now();
    let outcome: ApiOutcome<T> | null = null;
    try {
      outcome = await send();
      return outcome;
    } finally {
      if (outcome === null || signal?.aborted === true) this.noteAbandoned(origin);
      else if (outcome.ok) this.noteAnswer(origin, startedAt);
      else this.noteFailure(origin, outcome.failure, { resource, startedAt, isLimitedApart });
    }
  }

  /** A request was given up before it was answered, which says nothing. */
  noteAbandoned(origin: string): void {
    const probing = this.#closedStates(origin).filter(({ probeAt }) => probeAt !== null);
    for (const state of probing) Object.assign(state, unprobed);
    if (probing.length > 0) this.#changed();
  }

  /**
   * Ends all waits: the machine woke up, or a person does not want to wait. One request to each origin probes. A wait that
   * the service asked for is not ended again and again.
   */
  retryNow(): void {
    const now = this.#now();
    const mayInsist = now - this.#insistedAt >= timing.insisting;
    for (const state of [this.#network, ...this.#origins.values()]) {
      const isAskedFor = state.gate.kind === 'closed' && state.gate.reason === 'rate-limited';
      if (isAskedFor && !mayInsist) continue;
      if (isAskedFor) this.#insistedAt = now;
      if (state.gate.kind === 'closed')
        state.gate = { ...state.gate, until: Math.min(state.gate.until, now) };
      // While the machine slept, nothing was asked that could have been answered.
      state.troubled.clear();
      Object.assign(state, unprobed);
    }
    this.#changed();
  }

  /**
   * Calls `listener` whenever a gate opened, closed or waits for another time, and when a wait is over.
   *
   * @returns a function that ends it
   */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Ends the timer for good. */
  stop(): void {
    this.#stopped = true;
    this.#listeners.clear();
    this.#cancelTimer();
  }

  #noteTrouble(
    origin: string,
    state: OriginState,
    failure: ApiFailure,
    { resource, startedAt }: SentRequest,
    reach: 'silence' | 'unusable' | 'busy',
  ): void {
    const now = this.#now();
    const closed = this.#closedStates(origin);
    if (closed.length > 0) {
      for (const each of closed)
        this.#close(each, isOfAll(each.gate, reach) ? failure : withoutWait(failure));
      return;
    }
    // The service answered others in the meantime: this is the matter of one job.
    if (state.lastAnswerAt >= startedAt) return;
    // It may have been sent before the clock was set back.
    if (state.troubled.size === 0) state.troubledSince = Math.min(startedAt, now);
    state.troubled.add(resource);
    const quietMs = now - Math.max(state.lastAnswerAt, state.troubledSince);
    const isForAll =
      reach === 'unusable'
        ? state.troubled.size > 1 && quietMs >= timing.unusable
        : state.troubled.size >= manyTroubled || (state.troubled.size > 1 && quietMs >= timing.silence);
    if (isForAll) return this.#close(state, failure);
    if (quietMs < timing.unusable || now - state.doubtedAt < timing.betweenDoubts) return;
    state.doubtedAt = now;
    this.#options.onDoubt?.(origin);
  }

  #close(state: OriginState, failure: ApiFailure): void {
    const now = this.#now();
    const since = state.troubled.size === 0 ? now : state.troubledSince;
    const gate = closedAfter(state.gate, failure, { since, now, random: this.#options.random() });
    state.troubled.clear();
    if (gate === state.gate) return;
    state.gate = gate;
    state.probeAt = null;
    this.#changed();
  }

  #changed(): void {
    this.#setTimer();
    for (const listener of [...this.#listeners]) listener();
  }

  /** Sleeps until the next wait is over, or a probe has been away for too long. */
  #setTimer(): void {
    this.#cancelTimer();
    if (this.#stopped) return;
    const now = this.#now();
    const times = [this.#network, ...this.#origins.values()].flatMap(({ gate, probeAt }) => {
      if (gate.kind === 'open') return [];
      const turnsAt = [gate.until, gate.until + timing.turn].find((at) => at > now);
      if (turnsAt !== undefined) return [turnsAt];
      // Nobody may have probed yet.
      return [probeAt === null ? now + timing.sleep : probeAt + timing.probe];
    });
    if (times.length === 0) return;
    const wait = Math.min(Math.max(Math.min(...times) - now, 0), timing.sleep);
    this.#cancelTimer = this.#options.clock.setTimeout(() => {
      this.#giveUpProbes();
      this.#changed();
    }, wait);
  }

  /** Those that never came back. */
  #giveUpProbes(): void {
    const now = this.#now();
    for (const state of [this.#network, ...this.#origins.values()])
      if (state.probeAt !== null && now - state.probeAt >= timing.probe) Object.assign(state, unprobed);
  }

  #isProbeDue({ gate, probeAt, probedBy }: OriginState, asker: Asker): boolean {
    if (gate.kind === 'open') return true;
    const dueAt = probedBy === asker ? gate.until + timing.turn : gate.until;
    return probeAt === null && dueAt <= this.#now();
  }

  #closedGate(origin: string): ClosedGate | null {
    const gates = this.#closedStates(origin).flatMap(({ gate }) => (gate.kind === 'closed' ? [gate] : []));
    return gates.reduce<ClosedGate | null>((a, b) => (a === null || b.until > a.until ? b : a), null);
  }

  #closedStates(origin: string): OriginState[] {
    return [this.#network, this.#state(origin)].filter(({ gate }) => gate.kind === 'closed');
  }

  #state(origin: string): OriginState {
    const known = this.#origins.get(origin);
    if (known !== undefined) return known;
    const state = newState();
    this.#origins.set(origin, state);
    return state;
  }

  /** Where the system's clock was set back since the last look, all that was noted by it goes back with it. */
  #now(): number {
    const { clock } = this.#options;
    const now = clock.now();
    const ahead = clock.steady() - now;
    const backMs = ahead - this.#ahead;
    this.#ahead = ahead;
    if (backMs >= timing.clockCorrection) {
      this.#insistedAt -= backMs;
      for (const state of [this.#network, ...this.#origins.values()]) setBack(state, backMs);
    }
    return now;
  }
}

function setBack(state: OriginState, ms: number): void {
  const { gate } = state;
  state.lastAnswerAt -= ms;
  state.troubledSince -= ms;
  state.doubtedAt -= ms;
  if (state.probeAt !== null) state.probeAt -= ms;
  if (gate.kind === 'closed')
    state.gate = {
      ...gate,
      since: gate.since - ms,
      closedAt: gate.closedAt - ms,
      until: gate.until - ms,
    };
}

/** Whether a failure that probed speaks for the whole origin: one job that asks for a wait does not, unless all do. */
const isOfAll = (gate: Gate, reach: Reach): boolean =>
  reach !== 'busy' || (gate.kind === 'closed' && isOutage(gate));

const withoutWait = (failure: ApiFailure): ApiFailure => ({ ...failure, retryAfterMs: null });

const unprobed = { probeAt: null, probedBy: null };
const reopened = { gate: openGate, ...unprobed };

const newState = (): OriginState => ({
  ...reopened,
  lastAnswerAt: -Infinity,
  troubled: new Set(),
  troubledSince: 0,
  doubtedAt: -Infinity,
});
