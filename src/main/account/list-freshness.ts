import type { Job } from '../../shared/job/job.ts';
import { hasEnded, isBeforeRun, plainStatus } from '../../shared/job/job-status.ts';
import type { Sent } from '../jobs/poller.ts';

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

/** All in milliseconds. */
const within = {
  /** An answer for the job this soon after the list says the same, unless something happened just then. */
  after: 700,
  /** An answer for the job at least this much before the list: what differs has happened in between. */
  before: 2_000,
};

/** Points of a hundred that progress may differ without meaning anything. */
const tolerance = 8;

/** Comparisons that make a verdict. */
const enough = { good: 4, late: 3, lies: 3 };
/** The share of comparisons in which even a fresh list may know less: something happened in between. */
const maxLate = 0.2;
/** With each comparison the earlier ones count so much less: a service may change. */
const memory = 0.95;

/**
 * Whether the account's list is as fresh as the answers for single jobs, which is not documented. Both are compared as they
 * come by. It speaks for the list when it says more of a job than the last answer for it, and the next answer, right after,
 * agrees. It speaks against it when that answer knows more, and when the list knows less than an answer from before. A list
 * that only holds what the last answer for the job brought never says more, so it is never taken for fresh.
 */
export class ListFreshness {
  #verdict: Freshness | null;
  #good = 0;
  #same = 0;
  #late = 0;
  #lies = 0;
  readonly #listed = new Map<string, Sight & { isNews: boolean }>();
  readonly #single = new Map<string, Sight>();

  /** @param verdict of an earlier run */
  constructor(verdict: Freshness | null = null) {
    this.#verdict = verdict;
  }

  get verdict(): Freshness | null {
    return this.#verdict;
  }

  /** The list said this of a job. @returns whether that is more than the last answer for it */
  noteListed(id: string, job: Sight['job'], sent: Sent): boolean {
    const single = this.#single.get(id);
    const since = single === undefined ? -Infinity : sent.sentAt - single.sent.answeredAt;
    const order = single === undefined || since < 0 ? 0 : compare(job, single.job);
    if (order < 0) this.#count('late');
    const isNews = order > 0 && since >= within.before;
    this.#listed.set(id, { job, sent, isNews });
    return isNews;
  }

  /** The service answered this for a job. */
  noteSingle(id: string, job: Sight['job'], sent: Sent): void {
    const listed = this.#listed.get(id);
    if (listed !== undefined) {
      const since = sent.sentAt - listed.sent.answeredAt;
      if (since >= 0 && since <= within.after) {
        const order = compare(job, listed.job);
        if (order > 0) this.#count('late');
        else if (order < 0 && hasEnded(listed.job.status)) this.#count('lie');
        else this.#count(listed.isNews ? 'good' : 'same');
      }
    }
    if (hasEnded(job.status)) this.forget(id);
    else this.#single.set(id, { job, sent });
  }

  /** When the service answered for a job last; minus infinity where it did not. */
  singleAt(id: string): number {
    return this.#single.get(id)?.sent.answeredAt ?? -Infinity;
  }

  forget(id: string): void {
    this.#listed.delete(id);
    this.#single.delete(id);
  }

  #count(found: 'good' | 'same' | 'late' | 'lie'): void {
    const counted = (before: number, name: typeof found): number =>
      before * memory + (found === name ? 1 : 0);
    this.#good = counted(this.#good, 'good');
    this.#same = counted(this.#same, 'same');
    this.#late = counted(this.#late, 'late');
    this.#lies = counted(this.#lies, 'lie');
    const isLate = this.#late > maxLate * (this.#good + this.#same + this.#late);
    if (this.#lies >= enough.lies) this.#verdict = 'lying';
    else if (this.#late >= enough.late && isLate) this.#verdict = 'lagging';
    else if (this.#good >= enough.good && !isLate) this.#verdict = 'fresh';
  }
}

/** How far a job has come by its status; null where that is not one of the documented. */
function stepOf(status: string): number | null {
  if (hasEnded(status)) return 2;
  if (isBeforeRun(status)) return 0;
  return plainStatus(status) === 'running' ? 1 : null;
}

/** Above zero where `a` is clearly further on its way than `b`, below where it is clearly less far. */
function compare(a: Sight['job'], b: Sight['job']): number {
  const [stepA, stepB] = [stepOf(a.status), stepOf(b.status)];
  if (stepA === null || stepB === null) return 0;
  if (stepA !== stepB) return stepA - stepB;
  const by = (a.progress ?? 0) - (b.progress ?? 0);
  return Math.abs(by) > tolerance ? by : 0;
}
