import { rulesVersion } from '../../asset/verdict/verdict.ts';
import { isResultHere } from '../../shared/downloads.ts';
import { failed, success, type Outcome } from '../../shared/errors.ts';
import type { KeptVerdict } from '../../shared/verdict.ts';
import type { JobStore } from '../jobs/job-store.ts';
import { isUnjudged, withVerdict } from '../jobs/watched-job.ts';
import { pause, type Clock } from '../lib/clock.ts';
import type { Judged, JudgeLink } from './judge-link.ts';

export interface VerdictsOptions {
  jobs: Pick<JobStore, 'get' | 'briefs' | 'update'>;
  link: Pick<JudgeLink, 'judge' | 'close'>;
  clock: Clock;
  /** Whether results are judged without being asked for. */
  isOn: () => boolean;
  /** The reason why none can be judged for now. */
  onUnavailable: (error: Error) => void;
}

/** Milliseconds after the start of the app from which on older results are judged. */
export const backlogDelayMs = 5_000;

/** After each older result, the machine has this many times as long for itself; and never less than {@link minRestMs}. */
export const restShare = 2;
export const minRestMs = 500;

interface Next {
  id: string;
  why: 'asked' | 'came-home' | 'old';
}

/**
 * Judges results that are on this disk, one at a time: first what a person asks for, then what came home just now, then what was
 * there before, the newest first and slowly. A result is judged anew when the rules have changed, or another copy of it was
 * downloaded.
 */
export class Verdicts {
  readonly #options: VerdictsOptions;
  readonly #asked = new Map<string, ((outcome: Outcome<null>) => void)[]>();
  readonly #fresh = new Set<string>();
  /** The newest first. */
  readonly #old = new Set<string>();
  /** Copies in which there was nothing to judge: when they had been downloaded, by job. Until the next start. */
  readonly #nothingIn = new Map<string, number | null>();
  readonly #closing = new AbortController();
  /** What was downloaded before this, in milliseconds since the epoch, was there before. */
  readonly #since: number;
  #isStarted = false;
  #isWorking = false;
  /** Aborted where something more urgent comes. */
  #resting = new AbortController();

  constructor(options: VerdictsOptions) {
    this.#options = options;
    this.#since = options.clock.now();
  }

  /** Everything was read from disk. */
  start(): void {
    this.#isStarted = true;
    const { clock } = this.#options;
    void pause(clock, backlogDelayMs, this.#closing.signal).then(() => this.settingsChanged());
    this.#wake();
  }

  /** Looks anew which results were never judged. */
  settingsChanged(): void {
    const { jobs, isOn } = this.#options;
    if (!this.#isStarted || !isOn()) return;
    const unjudged = [...jobs.briefs()].filter((brief) => brief.isUnjudged && !this.#hasNothing(brief.id));
    this.#old.clear();
    for (const { id } of unjudged.sort((a, b) => b.order - a.order)) this.#old.add(id);
    this.#wake();
  }

  jobChanged(id: string): void {
    const job = this.#options.jobs.get(id);
    // What changed of one that was there before is no reason to hurry: thousands may be given a tag at once.
    if (job === undefined || (job.record.download?.finishedAt ?? 0) < this.#since) return;
    if (!isUnjudged(job) || this.#hasNothing(id)) return;
    this.#fresh.add(id);
    this.#wake();
  }

  /** Judges a result whatever is known of it. Resolves once that is done. */
  judgeAgain(id: string): Promise<Outcome<null>> {
    const job = this.#options.jobs.get(id);
    if (job === undefined) return Promise.resolve(failed('unknown-job'));
    if (!isResultHere(job.record.download)) return Promise.resolve(failed('no-result'));
    return new Promise((resolve) => {
      this.#asked.set(id, [...(this.#asked.get(id) ?? []), resolve]);
      this.#wake();
    });
  }

  close(): void {
    this.#closing.abort();
    this.#resting.abort();
    this.#answerAll(failed('cancelled'));
    this.#options.link.close();
  }

  #wake(): void {
    this.#resting.abort();
    if (this.#isStarted && !this.#isWorking) void this.#work();
  }

  async #work(): Promise<void> {
    const { clock } = this.#options;
    this.#isWorking = true;
    try {
      for (let next = this.#next(); next !== null; next = this.#next()) {
        const began = clock.steady();
        if (!(await this.#judge(next))) break;
        if (next.why !== 'old' || this.#asked.size + this.#fresh.size > 0) continue;
        this.#resting = new AbortController();
        await pause(clock, Math.max(minRestMs, restShare * (clock.steady() - began)), this.#resting.signal);
      }
    } finally {
      this.#isWorking = false;
    }
  }

  #next(): Next | null {
    if (this.#closing.signal.aborted) return null;
    const [asked] = this.#asked.keys();
    if (asked !== undefined) return { id: asked, why: 'asked' };
    if (!this.#options.isOn()) {
      this.#fresh.clear();
      this.#old.clear();
      return null;
    }
    const [fresh] = this.#fresh;
    if (fresh !== undefined) return { id: fresh, why: 'came-home' };
    const [old] = this.#old;
    return old === undefined ? null : { id: old, why: 'old' };
  }

  /** @returns whether others can be judged */
  async #judge({ id, why }: Next): Promise<boolean> {
    const { jobs, onUnavailable } = this.#options;
    this.#old.delete(id);
    this.#fresh.delete(id);
    const job = jobs.get(id);
    const folder = job?.record.download?.folder ?? null;
    const copyOf = job?.record.download?.finishedAt ?? null;
    const isWanted = job !== undefined && (why === 'asked' || (isUnjudged(job) && !this.#hasNothing(id)));
    if (!isWanted || folder === null) {
      this.#answer(id, failed('no-result'));
      return true;
    }
    const judged = await this.#tryTwice(folder);
    if (this.#closing.signal.aborted) return false;
    if (judged.kind === 'unavailable') {
      onUnavailable(judged.error);
      this.#fresh.clear();
      this.#old.clear();
      this.#answerAll(failed('internal', judged.error.message));
      return false;
    }
    if (judged.kind === 'nothing') {
      this.#nothingIn.set(id, copyOf);
      this.#answer(id, failed('no-result'));
      return true;
    }
    // Another copy that came meanwhile has its turn.
    if (jobs.get(id)?.record.download?.finishedAt === copyOf)
      jobs.update(id, (watched) => withVerdict(watched, this.#kept(judged, copyOf)));
    this.#answer(id, success(null));
    return true;
  }

  /** Once more where the process crashed: something else on the machine may have ended it. */
  async #tryTwice(folder: string): Promise<Judged> {
    const { link } = this.#options;
    const first = await link.judge(folder);
    const hasCrashed = first.kind === 'failed' && first.reason === 'crashed';
    return hasCrashed && !this.#closing.signal.aborted ? await link.judge(folder) : first;
  }

  #kept(judged: Judged & { kind: 'judged' | 'failed' }, copyOf: number | null): KeptVerdict {
    const at = this.#options.clock.now();
    // By the version that is asked for, so that no other word can have it judged for ever.
    if (judged.kind === 'judged') return { ...judged.verdict, rulesVersion, at, copyOf, failure: null };
    const { reason, detail } = judged;
    const nothing = { level: null, findings: [], notJudged: [], judged: [] };
    return { rulesVersion, at, copyOf, failure: { reason, detail }, ...nothing };
  }

  #hasNothing(id: string): boolean {
    if (!this.#nothingIn.has(id)) return false;
    return this.#nothingIn.get(id) === (this.#options.jobs.get(id)?.record.download?.finishedAt ?? null);
  }

  #answer(id: string, outcome: Outcome<null>): void {
    const waiting = this.#asked.get(id) ?? [];
    this.#asked.delete(id);
    for (const answer of waiting) answer(outcome);
  }

  #answerAll(outcome: Outcome<null>): void {
    for (const id of [...this.#asked.keys()]) this.#answer(id, outcome);
  }
}
