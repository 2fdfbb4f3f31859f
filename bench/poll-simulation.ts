/**
 * The poll loop that ships, with its schedule and its ceiling of requests, over a service that exists in virtual time alone:
 * how many requests a job takes, and how late its end is noticed. The rival is the loop of the API page "Retrieve a job".
 */
import { parseJob, type ParsedJob } from '../src/shared/job/job.ts';
import type { ApiOutcome, PolledJob, RigydClient } from '../src/main/api/client.ts';
import { createGatedClient } from '../src/main/api/gated-client.ts';
import { OriginGates } from '../src/main/api/origin-gates.ts';
import { RequestRate } from '../src/main/api/request-rate.ts';
import { Durations } from '../src/main/jobs/durations.ts';
import type { JobListPage, JobListPlace } from '../src/main/api/job-list.ts';
import { maxReadAtOnce, WideNet } from '../src/main/account/wide-net.ts';
import type { Freshness } from '../src/main/account/list-freshness.ts';
import type { Clock } from '../src/main/lib/clock.ts';
import { Poller } from '../src/main/jobs/poller.ts';
import { SimulationClock } from './lib/simulation-clock.ts';

/** What a run of the simulation is of. */
export interface Scenario {
  jobs: number;
  progress: 'shown' | 'absent' | 'stalling';
  /** Whether the jobs that fail do so at the end of their run, or at any moment of it. */
  fails: 'at the end' | 'at any moment';
  /** Whether earlier jobs are known, whose durations teach how long others take. */
  hasHistory: boolean;
  /** What the account's list shows: what is, what was 15 s ago, or what the last answer for the job itself said; null: no list. */
  list: 'fresh' | 'lagging' | 'stored' | null;
  /** Requests a second that the service takes; it answers the others with 429. Null for all. */
  limit: number | null;
}

/** What other scenarios differ from in one point or two. */
export const usual: Scenario = {
  jobs: 1_000,
  progress: 'shown',
  fails: 'at the end',
  hasHistory: true,
  limit: null,
  list: null,
};

/** What came of it. Times are seconds. */
export interface Measured {
  requestsPerJob: number;
  /** From the end of a job to the answer that told of it, of each job. */
  endNoticed: number[];
  /** From the start of a run to the answer that told of it. */
  startNoticed: number[];
  /** Pages of the account's list among the requests, for a job. */
  pagesPerJob: number;
  /** Refusals after the first minute. */
  lateRefusals: number;
  /** What was found out of the list, and when, from the beginning. */
  verdicts: { verdict: Freshness; after: number }[];
  /** The longest time between two answers for a job on its way. */
  longestGap: number;
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

interface SimulatedJob {
  id: string;
  createdAt: number;
  startedAt: number;
  endsAt: number;
  /** When it would end if it did not fail before: what its progress goes by. */
  wouldEndAt: number;
  fails: boolean;
  curvature: number;
  /** The share of the run after which progress stays at 95. */
  stallsAt: number;
  startSeenAt: number | null;
  endSeenAt: number | null;
  seenAt: number | null;
  /** Milliseconds. */
  longestGap: number;
  /** What the last answer for it said. */
  stored: PolledJob | null;
  parsed: ParsedJob | null;
}

/** Milliseconds until it is looked again whether there are jobs enough for the list. */
const idleMs = 1_000;

const origin = 'https://api.rigyd.com';
const begin = Date.UTC(2026, 4, 6, 12);
/** Jobs of a page of the list, as the app asks for. */
const pageSize = 100;

/** A repeatable source of random numbers in [0, 1) (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A service whose jobs wait and run as long as the issue supposes, and whose answers are on their way for 60 to 180 ms. */
class SimulatedService {
  readonly jobs = new Map<string, SimulatedJob>();
  readonly #clock: SimulationClock;
  readonly #random: () => number;
  readonly #scenario: Scenario;
  requests = 0;
  #pages = 0;
  lateRefusals = 0;
  readonly #verdicts: Measured['verdicts'] = [];
  #tokens: number;
  #tokensAt = begin;

  constructor(clock: SimulationClock, random: () => number, scenario: Scenario) {
    this.#clock = clock;
    this.#random = random;
    this.#scenario = scenario;
    this.#tokens = scenario.limit ?? 0;
    for (let index = 0; index < scenario.jobs; index += 1) {
      const job = this.#newJob(`job${index}`, clock.now());
      this.jobs.set(job.id, job);
    }
  }

  /** Jobs of before, all completed. */
  *history(count: number): Generator<PolledJob['job']> {
    for (let index = 0; index < count; index += 1) {
      const job = this.#newJob(`old${index}`, begin - 86_400_000);
      const parsed = parseJob(this.#shown(job, job.endsAt));
      if (parsed !== null && !job.fails) yield parsed.job;
    }
  }

  get isOver(): boolean {
    for (const { endSeenAt } of this.jobs.values()) if (endSeenAt === null) return false;
    return true;
  }

  /** A job as it was when half of the way of the request lay behind it. */
  async ask(id: string): Promise<ApiOutcome<PolledJob>> {
    this.requests += 1;
    const roundTrip = 60 + 120 * this.#random();
    await this.#clock.wait(roundTrip / 2);
    const isRefused = !this.#admits();
    const shown = this.#show(id);
    await this.#clock.wait(roundTrip / 2);
    if (isRefused) return { ok: false, failure: { code: 'rate-limited', text: null, retryAfterMs: null } };
    this.noteSeen(id, shown.job.status);
    return { ok: true, value: shown };
  }

  /** A page of the list, the newest job first. */
  async askList(place: JobListPlace, pageSize: number): Promise<ApiOutcome<JobListPage>> {
    this.requests += 1;
    this.#pages += 1;
    const page = 'page' in place ? place.page : 1;
    const roundTrip = 60 + 120 * this.#random();
    await this.#clock.wait(roundTrip / 2);
    const isRefused = !this.#admits();
    const all = [...this.jobs.values()];
    const jobs = all.slice((page - 1) * pageSize, page * pageSize).map((job) => this.#listed(job));
    await this.#clock.wait(roundTrip / 2);
    if (isRefused) return { ok: false, failure: { code: 'rate-limited', text: null, retryAfterMs: null } };
    const pageCount = Math.ceil(all.length / pageSize);
    return { ok: true, value: { jobs, unreadable: 0, pageCount, total: all.length, nextCursor: null } };
  }

  #listed(job: SimulatedJob): PolledJob {
    const now = this.#clock.now();
    const { list } = this.#scenario;
    if (list === 'stored') return job.stored ?? this.#read(job, begin);
    return this.#read(job, list === 'lagging' ? now - 15_000 : now);
  }

  measure(): Measured {
    const jobs = [...this.jobs.values()];
    const seconds = (of: (job: SimulatedJob) => number): number[] => jobs.map((job) => of(job) / 1_000);
    return {
      requestsPerJob: this.requests / jobs.length,
      pagesPerJob: this.#pages / jobs.length,
      endNoticed: seconds(({ endsAt, endSeenAt }) => (endSeenAt ?? Infinity) - endsAt),
      startNoticed: seconds(({ startedAt, startSeenAt }) => (startSeenAt ?? Infinity) - startedAt),
      lateRefusals: this.lateRefusals,
      verdicts: this.#verdicts,
      longestGap: Math.max(...seconds(({ longestGap }) => longestGap)),
    };
  }

  #newJob(id: string, at: number): SimulatedJob {
    const random = this.#random;
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const startedAt = at - 20_000 * Math.log(1 - random());
    const wouldEndAt = startedAt + 90_000 * Math.exp(0.6 * normal);
    const fails = random() < 0.05;
    const isEarly = fails && this.#scenario.fails === 'at any moment';
    return {
      id,
      createdAt: at,
      startedAt,
      endsAt: isEarly ? startedAt + (wouldEndAt - startedAt) * random() : wouldEndAt,
      wouldEndAt,
      fails,
      curvature: 0.7 + 0.6 * random(),
      stallsAt: 0.5 + 0.4 * random(),
      startSeenAt: null,
      endSeenAt: null,
      seenAt: null,
      longestGap: 0,
      stored: null,
      parsed: null,
    };
  }

  #admits(): boolean {
    const { limit } = this.#scenario;
    if (limit === null) return true;
    const now = this.#clock.now();
    this.#tokens = Math.min(limit, this.#tokens + ((now - this.#tokensAt) / 1_000) * limit);
    this.#tokensAt = now;
    if (this.#tokens >= 1) {
      this.#tokens -= 1;
      return true;
    }
    if (now - begin > 60_000) this.lateRefusals += 1;
    return false;
  }

  #show(id: string): PolledJob {
    const job = this.jobs.get(id);
    if (job === undefined) throw new Error('The loop asks for a job that nobody gave it.');
    job.stored = this.#read(job, this.#clock.now());
    return job.stored;
  }

  /** Reading each answer as the app does would be nearly all of the work. */
  #read(job: SimulatedJob, at: number): PolledJob {
    const raw = this.#shown(job, at);
    job.parsed ??= parseJob(raw);
    if (job.parsed === null) throw new Error('The job cannot be read.');
    const { status, progress, timing } = raw;
    return { ...job.parsed, job: { ...job.parsed.job, status, progress, timing }, raw };
  }

  #shown(job: SimulatedJob, now: number) {
    const iso = (at: number): string | null => (at <= now ? new Date(at).toISOString() : null);
    const isOver = now >= job.endsAt;
    return {
      id: job.id,
      status: isOver ? (job.fails ? 'failed' : 'completed') : now >= job.startedAt ? 'running' : 'queued',
      job_type: 'glb_to_simready',
      progress: isOver ? 100 : this.#progress(job, now),
      createdAt: new Date(job.createdAt).toISOString(),
      timing: {
        queued_at: new Date(job.createdAt).toISOString(),
        started_at: iso(job.startedAt),
        completed_at: iso(job.endsAt),
      },
    };
  }

  #progress({ startedAt, wouldEndAt, curvature, stallsAt }: SimulatedJob, now: number): number | null {
    const { progress } = this.#scenario;
    if (progress === 'absent') return null;
    const share = Math.max(0, (now - startedAt) / (wouldEndAt - startedAt));
    if (share === 0) return 0;
    if (progress === 'stalling' && share >= stallsAt) return 95;
    const most = progress === 'stalling' ? 95 : 99;
    return Math.round(Math.min(Math.max(100 * share ** curvature + 6 * this.#random() - 3, 0), most));
  }

  noteVerdict(verdict: Freshness): void {
    this.#verdicts.push({ verdict, after: (this.#clock.now() - begin) / 1_000 });
  }

  noteSeen(id: string, status: string): void {
    const job = this.jobs.get(id);
    if (job === undefined) return;
    const now = this.#clock.now();
    if (job.seenAt !== null && job.endSeenAt === null)
      job.longestGap = Math.max(job.longestGap, now - job.seenAt);
    job.seenAt = now;
    if (status !== 'queued') job.startSeenAt ??= now;
    if (status === 'completed' || status === 'failed') job.endSeenAt ??= now;
  }
}

/**
 * The poll loop that ships.
 *
 * @param verdict what an earlier run has learned of the list
 */
export async function runOurs(
  scenario: Scenario,
  seed: number,
  verdict: Freshness | null = null,
): Promise<Measured> {
  const clock = new SimulationClock(begin);
  const random = seeded(seed);
  const service = new SimulatedService(clock, random, scenario);
  const durations = new Durations();
  if (scenario.hasHistory) for (const job of service.history(300)) durations.note(job);
  const gates = new OriginGates({ clock, random });
  const rate = new RequestRate(clock);
  const client = createGatedClient(clientOf(service), gates, origin, rate);
  const poller = new Poller({
    clock,
    random,
    gates,
    rate,
    origin,
    durations,
    concurrency: () => rate.maxInFlight,
    request: (id, signal) => client.getJob(id, signal),
    onAnswer: (id, answer, sent) => {
      durations.note(answer.job);
      net?.noteSingle(id, answer, sent);
    },
    onFailure: () => {},
    onLock: () => {},
    onError: (error) => {
      throw error;
    },
  });
  const net =
    scenario.list === null ? null : createNet(service, { clock, client, poller, rate, gates }, verdict);
  for (const id of service.jobs.keys()) poller.watch(id);
  await clock.runUntil(() => service.isOver);
  poller.stop();
  return service.measure();
}

/** A client of which only what is simulated is ever used. */
function clientOf(service: SimulatedService): RigydClient {
  const unused = (): never => {
    throw new Error('That is not simulated.');
  };
  return {
    getJob: (id) => service.ask(id),
    listJobs: (place, pageSize) => service.askList(place, pageSize),
    getAccount: unused,
    checkKey: unused,
    openResult: unused,
  };
}

interface Parts {
  clock: Clock;
  client: RigydClient;
  poller: Poller;
  rate: RequestRate;
  gates: OriginGates;
}

function createNet(
  service: SimulatedService,
  { clock, client, poller, rate, gates }: Parts,
  verdict: Freshness | null,
): WideNet {
  const signal = new AbortController().signal;
  const net = new WideNet({
    clock,
    poller,
    verdict: () => verdict,
    request: (place) => client.listJobs(place, pageSize, signal),
    onAnswer: (id, { job }) => service.noteSeen(id, job.status),
    onVerdict: (found) => service.noteVerdict(found),
    onDoubt: (ids) => poller.doubtEnds(ids),
    onWake: () => {},
  });
  const run = async (): Promise<void> => {
    let wait = net.dueInMs ?? idleMs;
    if (wait === 0) {
      await rate.turn(signal);
      wait = gates.admitOrWait(origin, 'account') ?? (await net.read(signal)) ?? idleMs;
    }
    if (!service.isOver) clock.setTimeout(() => void run(), wait);
  };
  for (let index = 0; index < maxReadAtOnce; index += 1) clock.setTimeout(() => void run(), index);
  return net;
}

/** The loop of the API page, in parallel for every job: ask, and again three seconds after the answer, or so many milliseconds. */
export async function runLoop(scenario: Scenario, seed: number, intervalMs = 3_000): Promise<Measured> {
  const clock = new SimulationClock(begin);
  const service = new SimulatedService(clock, seeded(seed), scenario);
  const follow = async (id: string): Promise<void> => {
    while (service.jobs.get(id)?.endSeenAt === null) {
      await service.ask(id);
      await clock.wait(intervalMs);
    }
  };
  for (const id of service.jobs.keys()) void follow(id);
  await clock.runUntil(() => service.isOver);
  return service.measure();
}
