import type { Job } from '../../shared/job/job.ts';
import { hasEnded, isBeforeRun, plainStatus } from '../../shared/job/job-status.ts';
import type { Sent } from '../jobs/poller.ts';
import { ListLag, type Position } from './list-lag.ts';

/**
 * What the account's list is worth: `fresh` as an answer for the job itself, `lagging` behind it, or `lying`: it names ends that
 * are none. Null before it was compared often enough.
 */
export type Freshness = 'fresh' | 'lagging' | 'lying';

/** What an answer said of a job. */
interface Sight {
  job: Pick<Job, 'status' | 'progress'>;
  sent: Sent;
}

/** What the list said of a job. */
interface Listed extends Sight {
  /** It is another step on its way than it was said to be before. */
  isStep: boolean;
}

/** All in milliseconds. */
const within = {
  /** An answer for the job this soon after the list says the same, unless something happened just then. */
  after: 700,
  /** A reading of the list so soon after the last answer or reading shows how the list goes on. */
  between: 10_000,
  /** An end that the list named so long ago is not doubted any more. */
  doubt: 60 * 60_000,
};

/** Points of a hundred that progress may differ without meaning anything. */
const tolerance = 8;

/** Comparisons that make a verdict. */
const enough = { late: 3, lies: 3 };
/** Comparisons that must agree, after the last lie, until a list that lied is believed: twice as many each time, up to the most. */
const amends = { first: 100, most: 3_200 };
/** Milliseconds that a list may be behind which counts as fresh. */
const maxLagMs = 1_500;
/** The share of comparisons in which even a fresh list may know less: something happened in between. */
const maxLate = 0.2;
/** With each comparison the earlier ones count so much less: a service may change. */
const memory = 0.95;

/**
 * Whether the account's list is as fresh as the answers for single jobs, which is not documented. Both are compared as they
 * come by: the list is fresh when it is known to be hardly behind ({@link ListLag}). It lags when it is known to be behind by
 * more, and when answers for the jobs, from before or right after, know more too often. A list that only holds what the last
 * answer for the job brought never goes on by itself, and a cache goes on too rarely: neither is taken for fresh. One that lied
 * is believed again only after it has agreed many times.
 */
export class ListFreshness {
  #verdict: Freshness | null;
  #agreed = 0;
  #late = 0;
  #lies = 0;
  /** How often it was found to lie, and how many comparisons must agree until it is believed again. */
  #timesLying = 0;
  #owed = 0;
  #lag = new ListLag();
  readonly #listed = new Map<string, Listed>();
  readonly #single = new Map<string, Sight>();
  /** When the list named the end of each job that has not been answered since, as the clock's steady time, in this order. */
  readonly #ends = new Map<string, number>();
  /** Jobs that went on when the list had named their end. */
  readonly #contradicted = new Set<string>();

  /** @param verdict of an earlier run */
  constructor(verdict: Freshness | null = null) {
    this.#verdict = verdict;
    if (verdict === 'lying') this.#noteLying();
  }

  get verdict(): Freshness | null {
    return this.#verdict;
  }

  /** The list said this of a job. @returns whether that is another step than was known, or at least not what the list said last */
  noteListed(id: string, job: Sight['job'], sent: Sent): 'a step' | 'progress' | 'nothing' {
    const single = this.#single.get(id);
    const isAfterSingle = single !== undefined && sent.sentAt >= single.sent.answeredAt;
    if (isAfterSingle && compare(job, single.job) < 0) this.#count('late');
    const before = this.#lastBefore(id, sent);
    const isStep = before !== null && this.#noteMove(before, { job, sent });
    const listed = this.#listed.get(id)?.job ?? job;
    this.#listed.set(id, { job, sent, isStep });
    this.#ends.delete(id);
    if (hasEnded(job.status)) this.#ends.set(id, sent.answeredAt);
    if (isStep) return 'a step';
    return listed.status !== job.status || listed.progress !== job.progress ? 'progress' : 'nothing';
  }

  /** The service answered this for a job. @returns whether the list had named an end that is none */
  noteSingle(id: string, job: Sight['job'], sent: Sent): boolean {
    const isLie = this.#isLie(id, job, sent);
    if (isLie) this.#noteLie(id);
    const listed = this.#listed.get(id);
    if (listed !== undefined) this.#compare(listed, { job, sent });
    if (hasEnded(job.status)) this.forget(id);
    else this.#single.set(id, { job, sent });
    return isLie;
  }

  /** Jobs of which the list named the end in the last hour, and the service has not answered for them since. */
  get unconfirmed(): ReadonlySet<string> {
    return new Set(this.#ends.keys());
  }

  /** Whether the job went on when the list had named its end. */
  isContradicted(id: string): boolean {
    return this.#contradicted.has(id);
  }

  /** When the service answered for a job last; minus infinity where it did not. */
  singleAt(id: string): number {
    return this.#single.get(id)?.sent.answeredAt ?? -Infinity;
  }

  forget(id: string): void {
    for (const known of [this.#listed, this.#single, this.#ends, this.#contradicted]) known.delete(id);
  }

  /**
   * Forgets all but these, except of which jobs the list named the end in the last hour: an answer may contradict that much
   * later. Call often.
   *
   * @param now as the clock's steady time
   */
  keepOnly(ids: ReadonlySet<string>, now: number): void {
    for (const known of [this.#listed, this.#single])
      for (const id of known.keys()) if (!ids.has(id)) known.delete(id);
    for (const [id, endedAt] of this.#ends) if (now - endedAt > within.doubt) this.#ends.delete(id);
  }

  /**
   * What the list, or an answer for the job, said last before a reading of the list: a list that has all it knows from the
   * answers never says more than that. Null where that was long ago.
   */
  #lastBefore(id: string, { sentAt }: Sent): Sight | null {
    const [listed, single] = [this.#listed.get(id) ?? null, this.#single.get(id) ?? null];
    const isListedLast = listed !== null && listed.sent.sentAt > (single?.sent.answeredAt ?? -Infinity);
    const last = isListedLast ? listed : single;
    return last !== null && sentAt - last.sent.sentAt <= within.between ? last : null;
  }

  /** @returns whether the job has taken a step */
  #noteMove(before: Sight, listed: Sight): boolean {
    const [from, to] = [positionOf(before.job), positionOf(listed.job)];
    if (from === null || to === null) return false;
    this.#lag.noteMove(from, to, middleOf(listed.sent) - middleOf(before.sent));
    return from.step !== to.step;
  }

  #isLie(id: string, job: Sight['job'], { sentAt }: Sent): boolean {
    const endedAt = this.#ends.get(id);
    return endedAt !== undefined && sentAt >= endedAt && (stepOf(job.status) ?? ended) < ended;
  }

  #noteLie(id: string): void {
    this.#listed.delete(id);
    this.#ends.delete(id);
    this.#contradicted.add(id);
    this.#count('lie');
  }

  #compare(listed: Listed, { job, sent }: Sight): void {
    const since = sent.sentAt - listed.sent.answeredAt;
    if (since < 0 || since > within.after) return;
    const order = compare(job, listed.job);
    const apartMs = middleOf(sent) - middleOf(listed.sent);
    const [said, answer] = [positionOf(listed.job), positionOf(job)];
    if (said !== null && answer !== null) this.#lag.noteComparison(said, answer, apartMs, listed.isStep);
    this.#count(order > 0 ? 'late' : 'agreed');
  }

  #noteLying(): void {
    this.#verdict = 'lying';
    this.#timesLying += 1;
    this.#owe();
  }

  #owe(): void {
    this.#owed = Math.min(amends.first * 2 ** (this.#timesLying - 1), amends.most);
  }

  #count(found: 'agreed' | 'late' | 'lie'): void {
    const counted = (before: number, name: typeof found): number =>
      before * memory + (found === name ? 1 : 0);
    this.#agreed = counted(this.#agreed, 'agreed');
    this.#late = counted(this.#late, 'late');
    this.#lies = counted(this.#lies, 'lie');
    if (found === 'agreed') this.#owed = Math.max(0, this.#owed - 1);
    else if (found === 'lie' && this.#owed > 0) this.#owe();
    const isLate = this.#late >= enough.late && this.#late > maxLate * (this.#agreed + this.#late);
    const lag = this.#lag.bounds;
    if (this.#lies >= enough.lies) {
      if (this.#verdict !== 'lying') this.#noteLying();
    } else if (isLate || lag.least > maxLagMs) this.#verdict = 'lagging';
    else if (lag.most <= maxLagMs && this.#owed === 0) this.#verdict = 'fresh';
  }
}

const ended = 2;

/** How far a job has come by its status; null where that is not one of the documented. */
function stepOf(status: string): number | null {
  if (hasEnded(status)) return ended;
  if (isBeforeRun(status)) return 0;
  return plainStatus(status) === 'running' ? 1 : null;
}

function positionOf({ status, progress }: Sight['job']): Position | null {
  const step = stepOf(status);
  return step === null ? null : { step, progress: step === 1 ? progress : null };
}

const middleOf = ({ sentAt, answeredAt }: Sent): number => (sentAt + answeredAt) / 2;

/** Above zero where `a` is clearly further on its way than `b`, below where it is clearly less far. */
function compare(a: Sight['job'], b: Sight['job']): number {
  const [stepA, stepB] = [stepOf(a.status), stepOf(b.status)];
  if (stepA === null || stepB === null) return 0;
  if (stepA !== stepB) return stepA - stepB;
  const by = (a.progress ?? 0) - (b.progress ?? 0);
  return Math.abs(by) > tolerance ? by : 0;
}
