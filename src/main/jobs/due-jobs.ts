/**
 * The group in which a job waits for its next request. `active`: the service said that it has not ended. `slow`: its last
 * request was slow. `others`: new jobs, IDs that the service does not know, and ended jobs that are polled again.
 */
export type DueGroup = 'active' | 'others' | 'slow';

/** With their quarter of the turns, so many are polled every three seconds where ten requests a second are sent, as at the start. */
const maxPrioritized = 6;

type Turn = DueGroup | 'prioritized';

/** Jobs without an answer get every other turn: for the rest, something is shown already. */
const turns: readonly Turn[] = ['prioritized', 'others', 'active', 'others'];
const slowTurns: readonly Turn[] = ['prioritized', 'slow'];

/**
 * When each job is due, and which goes first if more are due than may be requested. Three groups take turns: prioritized
 * jobs (the one whose details are open, and the last few that changed, were added or refreshed), active ones and others.
 * Within a group, the job that has been due the longest goes first, measured among active ones by how soon it was to be
 * polled: one that was to be polled every second is as urgent after a second as one of every ten seconds after ten. Slow jobs have a queue of their own, in which
 * prioritized jobs get every other turn.
 */
export class DueJobs {
  readonly #queues = { active: new UrgencyQueue(), others: new DueQueue(), slow: new DueQueue() };
  /** The last one counts most. */
  readonly #prioritized = new Set<string>();
  #opened: string | null = null;
  /** Whoever is due among these goes ahead of all turns, once. */
  #first: readonly string[] = [];
  readonly #lastTurns = new Map<readonly Turn[], number>();

  /**
   * Schedules a job, or moves it. `at` is of the clock’s steady time.
   *
   * @param delayMs after which it is to be polled: the shorter, the more urgent it is when it is late
   */
  plan(id: string, at: number, group: DueGroup, delayMs?: number): void {
    for (const [name, queue] of Object.entries(this.#queues)) if (name !== group) queue.delete(id);
    this.#queues[group].set(id, at, delayMs);
  }

  delete(id: string): void {
    for (const queue of Object.values(this.#queues)) queue.delete(id);
    this.#prioritized.delete(id);
  }

  /** A job changed, was added or refreshed. Only the last few are prioritized. */
  prioritize(id: string): void {
    this.#prioritized.delete(id);
    this.#prioritized.add(id);
    if (this.#prioritized.size <= maxPrioritized) return;
    const [oldest] = this.#prioritized;
    if (oldest !== undefined) this.#prioritized.delete(oldest);
  }

  /** These go ahead of all others when they are due, once, and those of before do not any more. */
  takeFirst(ids: readonly string[]): void {
    this.#first = ids;
  }

  /** The details of this job are open. @returns whether they were not before */
  open(id: string): boolean {
    const isNew = this.#opened !== id;
    this.#opened = id;
    return isNew;
  }

  isOpened(id: string): boolean {
    return this.#opened === id;
  }

  /** When this job is due, of the clock’s steady time; null where it is not scheduled. */
  dueAt(id: string): number | null {
    for (const queue of Object.values(this.#queues)) {
      const at = queue.dueAt(id);
      if (at !== undefined) return at;
    }
    return null;
  }

  /** Whether this job is due. */
  has(id: string, now: number): boolean {
    return Object.values(this.#queues).some((queue) => (queue.dueAt(id) ?? Infinity) <= now);
  }

  /** Whether any job is due. */
  isDue(now: number, isSlow: boolean): boolean {
    return this.#queuesOf(isSlow).some((queue) => isDue(queue, now));
  }

  /** Takes out the job whose turn it is; null where none is due. */
  take(now: number, isSlow: boolean): string | null {
    while (!isSlow && this.#first.length > 0) {
      const [id, ...rest] = this.#first;
      this.#first = rest;
      if (id !== undefined && this.#remove(id, this.#queuesOf(false), now)) return id;
    }
    const order = isSlow ? slowTurns : turns;
    const last = this.#lastTurns.get(order) ?? -1;
    const next = [...order.keys()].map((step) => (last + 1 + step) % order.length);
    for (const turn of next) {
      const group = order[turn] ?? 'others';
      const id =
        group === 'prioritized' ? this.#takePrioritized(now, isSlow) : this.#queues[group].takeDue(now);
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

  #takePrioritized(now: number, isSlow: boolean): string | null {
    const queues = this.#queuesOf(isSlow);
    const dueAt = (id: string): number => Math.min(...queues.map((queue) => queue.dueAt(id) ?? Infinity));
    const ids = this.#opened === null ? [...this.#prioritized] : [this.#opened, ...this.#prioritized];
    const first = ids.reduce<string | null>((a, b) => (a === null || dueAt(b) < dueAt(a) ? b : a), null);
    return first !== null && this.#remove(first, queues, now) ? first : null;
  }

  /** Takes a job out of these queues. @returns whether it was due in one of them */
  #remove(id: string, queues: readonly Queue[], now: number): boolean {
    const isDue = queues.some((queue) => (queue.dueAt(id) ?? Infinity) <= now);
    if (isDue) for (const queue of queues) queue.delete(id);
    return isDue;
  }

  #queuesOf(isSlow: boolean): Queue[] {
    const { active, others, slow } = this.#queues;
    return isSlow ? [slow] : [active, others];
  }
}

function isDue(queue: Queue, now: number): boolean {
  const next = queue.nextAt();
  return next !== null && next <= now;
}

type Queue = Pick<DueQueue, 'set' | 'delete' | 'dueAt' | 'nextAt' | 'takeDue'>;

/** Delays of a class differ by less than this factor. */
const classFactor = 2;
const shortestClassMs = 250;
const classCount = 9;
const usualDelayMs = 3_000;

const classOf = (delayMs: number): number =>
  Math.min(
    Math.max(0, Math.floor(Math.log(delayMs / shortestClassMs) / Math.log(classFactor))),
    classCount - 1,
  );

/** Which job is the most urgent: has been due for the greatest multiple of the delay after which it was to be polled. */
class UrgencyQueue implements Queue {
  readonly #classes = Array.from({ length: classCount }, () => new DueQueue());
  readonly #classOf = new Map<string, number>();

  set(id: string, at: number, delayMs = usualDelayMs): void {
    this.delete(id);
    const index = classOf(delayMs);
    this.#classOf.set(id, index);
    this.#classes[index]?.set(id, at);
  }

  delete(id: string): void {
    this.#queueOf(id)?.delete(id);
    this.#classOf.delete(id);
  }

  dueAt(id: string): number | undefined {
    return this.#queueOf(id)?.dueAt(id);
  }

  nextAt(): number | null {
    const soonest = Math.min(...this.#classes.map((queue) => queue.nextAt() ?? Infinity));
    return Number.isFinite(soonest) ? soonest : null;
  }

  takeDue(now: number): string | null {
    let first: DueQueue | null = null;
    let most = -Infinity;
    for (const [index, queue] of this.#classes.entries()) {
      const at = queue.nextAt() ?? Infinity;
      const urgency = (now - at) / classFactor ** index;
      if (at > now || urgency <= most) continue;
      [first, most] = [queue, urgency];
    }
    const id = first?.takeDue(now) ?? null;
    if (id !== null) this.#classOf.delete(id);
    return id;
  }

  #queueOf(id: string): DueQueue | undefined {
    const index = this.#classOf.get(id);
    return index === undefined ? undefined : this.#classes[index];
  }
}

interface Entry {
  id: string;
  at: number;
}

/**
 * Which job is due first. A binary heap in which a rescheduled or removed entry is skipped when it surfaces, so that
 * every operation stays logarithmic with thousands of jobs.
 */
export class DueQueue {
  readonly #heap: Entry[] = [];
  readonly #dueAt = new Map<string, number>();

  /** Schedules a job, or moves it. `at` is of the clock’s steady time. */
  set(id: string, at: number): void {
    this.#dueAt.set(id, at);
    this.#heap.push({ id, at });
    this.#siftUp(this.#heap.length - 1);
  }

  delete(id: string): void {
    this.#dueAt.delete(id);
  }

  /** When a job is due; undefined where it is not scheduled. */
  dueAt(id: string): number | undefined {
    return this.#dueAt.get(id);
  }

  /** When the first job is due; null if none is scheduled. */
  nextAt(): number | null {
    this.#dropOutdated();
    return this.#heap[0]?.at ?? null;
  }

  /** Takes out the first job that is due by `now`; null if there is none. */
  takeDue(now: number): string | null {
    this.#dropOutdated();
    const first = this.#heap[0];
    if (first === undefined || first.at > now) return null;
    this.#removeFirst();
    this.#dueAt.delete(first.id);
    return first.id;
  }

  #dropOutdated(): void {
    for (let first = this.#heap[0]; first !== undefined; first = this.#heap[0]) {
      if (this.#dueAt.get(first.id) === first.at) return;
      this.#removeFirst();
    }
  }

  #removeFirst(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    this.#heap[0] = last;
    this.#siftDown();
  }

  #siftUp(start: number): void {
    let index = start;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (this.#at(parent) <= this.#at(index)) return;
      this.#swap(index, parent);
      index = parent;
    }
  }

  #siftDown(): void {
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      const child = this.#at(left + 1) < this.#at(left) ? left + 1 : left;
      if (this.#at(child) >= this.#at(index)) return;
      this.#swap(index, child);
      index = child;
    }
  }

  /** Beyond the end everything is later than anything. */
  #at(index: number): number {
    return this.#heap[index]?.at ?? Infinity;
  }

  #swap(a: number, b: number): void {
    const [first, second] = [this.#heap[a], this.#heap[b]];
    if (first === undefined || second === undefined) return;
    this.#heap[a] = second;
    this.#heap[b] = first;
  }
}
