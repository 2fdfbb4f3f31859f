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

  /** Schedules a job, or moves it. `at` is in milliseconds since the epoch. */
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
