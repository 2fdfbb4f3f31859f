import type { Job } from '../../shared/job/job.ts';
import type { Clock } from '../lib/clock.ts';
import type { Durations } from './durations.ts';
import { nothingKnown, type Outlook } from './schedule.ts';

/** What there is to go by for each job besides the answers of its own, see {@link Outlook}. */
export class Outlooks {
  readonly #clock: Clock;
  readonly #durations: Pick<Durations, 'waitOf' | 'runOf'> | undefined;
  /** How long jobs like these take, since their last answer. */
  readonly #likeness = new Map<string, Pick<Outlook, 'wait' | 'run'>>();
  readonly #inView = new Set<string>();
  /** When each job on its way was answered last, be it by the list, as the clock's steady time. */
  readonly #answeredAt = new Map<string, number>();
  /** Until when the list is to say more of a job, as the clock's steady time. */
  readonly #coveredUntil = new Map<string, number>();

  /** @param durations how long jobs take; left out, nothing is known of it */
  constructor(clock: Clock, durations?: Pick<Durations, 'waitOf' | 'runOf'>) {
    this.#clock = clock;
    this.#durations = durations;
  }

  of(id: string): Outlook {
    return {
      ...(this.#likeness.get(id) ?? nothingKnown),
      now: this.#clock.now(),
      isInView: this.isInView(id),
      coveredMs: Math.max(0, (this.#coveredUntil.get(id) ?? -Infinity) - this.#clock.steady()),
    };
  }

  /** The service said this of a job, be it in the list. */
  noteAnswer(id: string, job: Job, answeredAt: number): void {
    this.#answeredAt.set(id, answeredAt);
    const durations = this.#durations;
    if (durations !== undefined)
      this.#likeness.set(id, { wait: durations.waitOf(job), run: durations.runOf(job) });
  }

  /** The list is to say more of the job by then, as the clock's steady time. */
  noteCovered(id: string, until: number): void {
    this.#coveredUntil.set(id, until);
  }

  /** When the service said something of a job on its way, be it in the list; minus infinity where it did not yet. */
  answeredAt(id: string): number {
    return this.#answeredAt.get(id) ?? -Infinity;
  }

  /** Milliseconds since the service said something of the job; 0 where it did not yet. */
  sinceAnswer(id: string): number {
    const now = this.#clock.steady();
    return now - (this.#answeredAt.get(id) ?? now);
  }

  /** The rows of these jobs, watched or not, and of no others are on the screen. @returns those that were not before */
  setInView(ids: ReadonlySet<string>): string[] {
    const fresh = [...ids].filter((id) => !this.#inView.has(id));
    this.#inView.clear();
    ids.forEach((id) => this.#inView.add(id));
    return fresh;
  }

  isInView(id: string): boolean {
    return this.#inView.has(id);
  }

  /** The job is not on its way any more, or not watched; if its row is in view, it stays there. */
  end(id: string): void {
    for (const kept of [this.#likeness, this.#answeredAt, this.#coveredUntil]) kept.delete(id);
  }
}
