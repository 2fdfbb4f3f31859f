/** A ticket that was given back, or taken out of turn, stays in line and counts for nothing. */
interface Ticket {
  jobId: string;
}

/** Taken tickets are dropped from the array when there are this many of them. */
const maxTaken = 1024;

/** Jobs that wait for their turn, first come first served. Every operation takes the same time, however many wait. */
export class WaitingLine {
  readonly #valid = new Map<string, Ticket>();
  /** Those that go before all others, last one first. */
  readonly #front: Ticket[] = [];
  #back: Ticket[] = [];
  #taken = 0;

  get size(): number {
    return this.#valid.size;
  }

  has(jobId: string): boolean {
    return this.#valid.has(jobId);
  }

  /** Puts a job at the end, or before all others. One that waits already keeps its place. */
  add(jobId: string, where: 'end' | 'front' = 'end'): void {
    if (this.#valid.has(jobId)) return;
    const ticket = { jobId };
    this.#valid.set(jobId, ticket);
    (where === 'end' ? this.#back : this.#front).push(ticket);
  }

  remove(jobId: string): void {
    this.#valid.delete(jobId);
  }

  /** Takes out the next job; undefined where none waits. */
  take(): string | undefined {
    for (let ticket = this.#next(); ticket !== undefined; ticket = this.#next()) {
      if (this.#valid.get(ticket.jobId) !== ticket) continue;
      this.#valid.delete(ticket.jobId);
      return ticket.jobId;
    }
    return undefined;
  }

  /** The jobs that wait, in no order to rely on. */
  all(): string[] {
    return [...this.#valid.keys()];
  }

  #next(): Ticket | undefined {
    const first = this.#front.pop();
    if (first !== undefined) return first;
    const ticket = this.#back[this.#taken];
    this.#taken = Math.min(this.#taken + 1, this.#back.length);
    if (this.#taken >= maxTaken) {
      this.#back = this.#back.slice(this.#taken);
      this.#taken = 0;
    }
    return ticket;
  }
}
