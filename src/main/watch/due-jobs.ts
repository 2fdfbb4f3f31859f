import { DueQueue } from './due-queue.ts';

/**
 * Where a job waits for its next request. `onTheWay`: the service said that it is. `others`: it has said nothing of them so
 * far (new ones, and IDs that it does not know), or they are over and were asked for again. `apart`: those whose answers
 * are slow.
 */
export type DueGroup = 'onTheWay' | 'others' | 'apart';

/** Jobs that a person most likely looks at: as many as a quarter of ten requests a second asks for every three seconds. */
const mostFavoured = 6;

/** Those that wait for their first answer have every other turn: of the rest something is shown already. */
const turns = ['favoured', 'others', 'onTheWay', 'others'] as const;

/**
 * When each job is due, and which goes first where more are due than may be asked for. Three groups take turns: jobs that
 * a person most likely looks at (the one whose details are open, and the last few that changed, were added or asked for),
 * those on their way, and the others. Within a group the job goes first that is due for longest.
 */
export class DueJobs {
  readonly #queues = { onTheWay: new DueQueue(), others: new DueQueue(), apart: new DueQueue() };
  /** The last one counts most. */
  readonly #favoured = new Set<string>();
  #opened: string | null = null;
  #lastTurn = -1;

  /** Schedules a job, or moves it. `at` is in milliseconds since the epoch. */
  plan(id: string, at: number, group: DueGroup): void {
    for (const [name, queue] of Object.entries(this.#queues)) if (name !== group) queue.delete(id);
    this.#queues[group].set(id, at);
  }

  delete(id: string): void {
    for (const queue of Object.values(this.#queues)) queue.delete(id);
    this.#favoured.delete(id);
  }

  /** A job changed, was added or asked for. Where many are, the last few of them go first. */
  favour(id: string): void {
    this.#favoured.delete(id);
    this.#favoured.add(id);
    if (this.#favoured.size <= mostFavoured) return;
    const [oldest] = this.#favoured;
    if (oldest !== undefined) this.#favoured.delete(oldest);
  }

  /** The details of this job are open. */
  open(id: string): void {
    this.#opened = id;
  }

  /** Whether this job is due. */
  has(id: string, now: number): boolean {
    return Object.values(this.#queues).some((queue) => (queue.dueAt(id) ?? Infinity) <= now);
  }

  /** Whether any job is due. */
  isDue(now: number, isApart: boolean): boolean {
    const { onTheWay, others, apart } = this.#queues;
    return (isApart ? [apart] : [onTheWay, others]).some((queue) => isDue(queue, now));
  }

  /** Takes out the job whose turn it is; null where none is due. */
  take(now: number, isApart: boolean): string | null {
    if (isApart) return this.#queues.apart.takeDue(now);
    for (let step = 1; step <= turns.length; step += 1) {
      const turn = (this.#lastTurn + step) % turns.length;
      const id = this.#takeFrom(turns[turn] ?? 'others', now);
      if (id === null) continue;
      this.#lastTurn = turn;
      return id;
    }
    return null;
  }

  /** When the next job falls due that is not due yet; null where none does. */
  nextAfter(now: number): number | null {
    const times = Object.values(this.#queues).map((queue) => queue.nextAt() ?? -Infinity);
    const soonest = Math.min(...times.filter((at) => at > now));
    return Number.isFinite(soonest) ? soonest : null;
  }

  #takeFrom(group: (typeof turns)[number], now: number): string | null {
    if (group !== 'favoured') return this.#queues[group].takeDue(now);
    const { onTheWay, others } = this.#queues;
    const dueAt = (id: string): number => onTheWay.dueAt(id) ?? others.dueAt(id) ?? Infinity;
    const ids = this.#opened === null ? [...this.#favoured] : [this.#opened, ...this.#favoured];
    const first = ids.reduce<string | null>((a, b) => (a === null || dueAt(b) < dueAt(a) ? b : a), null);
    if (first === null || dueAt(first) > now) return null;
    onTheWay.delete(first);
    others.delete(first);
    return first;
  }
}

function isDue(queue: DueQueue, now: number): boolean {
  const next = queue.nextAt();
  return next !== null && next <= now;
}
