import { DueQueue } from './due-queue.ts';

/**
 * Where a job waits for its next request. `onTheWay`: the service said that it is. `others`: it has said nothing of them so
 * far (new ones, and IDs that it does not know), or they are over and were asked for again. `apart`: those whose answers
 * are slow.
 */
export type DueGroup = 'onTheWay' | 'others' | 'apart';

/** Jobs that a person most likely looks at: as many as a quarter of ten requests a second asks for every three seconds. */
const maxFavoured = 6;

type Turn = DueGroup | 'favoured';

/** Those that wait for their first answer have every other turn: of the rest something is shown already. */
const turns: readonly Turn[] = ['favoured', 'others', 'onTheWay', 'others'];
const turnsApart: readonly Turn[] = ['favoured', 'apart'];

/**
 * When each job is due, and which goes first where more are due than may be asked for. Three groups take turns: jobs that
 * a person most likely looks at (the one whose details are open, and the last few that changed, were added or asked for),
 * those on their way, and the others. Within a group the job goes first that is due for longest. Those apart wait for one
 * another alone, and there as well what is looked at has every other turn.
 */
export class DueJobs {
  readonly #queues = { onTheWay: new DueQueue(), others: new DueQueue(), apart: new DueQueue() };
  /** The last one counts most. */
  readonly #favoured = new Set<string>();
  #opened: string | null = null;
  readonly #lastTurns = new Map<readonly Turn[], number>();

  /** Schedules a job, or moves it. `at` is of the clock’s steady time. */
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
    if (this.#favoured.size <= maxFavoured) return;
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
    return this.#queuesOf(isApart).some((queue) => isDue(queue, now));
  }

  /** Takes out the job whose turn it is; null where none is due. */
  take(now: number, isApart: boolean): string | null {
    const order = isApart ? turnsApart : turns;
    const last = this.#lastTurns.get(order) ?? -1;
    const next = [...order.keys()].map((step) => (last + 1 + step) % order.length);
    for (const turn of next) {
      const group = order[turn] ?? 'others';
      const id = group === 'favoured' ? this.#takeFavoured(now, isApart) : this.#queues[group].takeDue(now);
      if (id === null) continue;
      this.#lastTurns.set(order, turn);
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

  #takeFavoured(now: number, isApart: boolean): string | null {
    const queues = this.#queuesOf(isApart);
    const dueAt = (id: string): number => Math.min(...queues.map((queue) => queue.dueAt(id) ?? Infinity));
    const ids = this.#opened === null ? [...this.#favoured] : [this.#opened, ...this.#favoured];
    const first = ids.reduce<string | null>((a, b) => (a === null || dueAt(b) < dueAt(a) ? b : a), null);
    if (first === null || dueAt(first) > now) return null;
    for (const queue of queues) queue.delete(first);
    return first;
  }

  #queuesOf(isApart: boolean): DueQueue[] {
    const { onTheWay, others, apart } = this.#queues;
    return isApart ? [apart] : [onTheWay, others];
  }
}

function isDue(queue: DueQueue, now: number): boolean {
  const next = queue.nextAt();
  return next !== null && next <= now;
}
