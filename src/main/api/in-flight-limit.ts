/** All in requests. */
export const inFlightLimits = {
  /** At the start. Chromium opens six connections to a host: one is for a slow job, one for the account. */
  first: 4,
  /** As many as a connection without multiplexing is worth. */
  connections: 6,
  /** When it is tried whether more are answered as soon. */
  trial: 14,
  min: 2,
  max: 96,
} as const;

/** Milliseconds within which the answer of a service comes that could do more. */
export const quickMs = 500;

/** Answers that are compared with those of before: a few are no reason to change anything. */
const sample = 16;
/** So much longer than before, on average, answers take where requests wait for one another. */
const waitFactor = 1.5;
/** Milliseconds until more than six are tried again, after the answers took longer. */
const retrialMs = 10 * 60_000;
/** How much a new answer counts in the average of a few requests. */
const weight = 1 / 16;

/** What is remembered of a request from its start. */
export interface Flight {
  startedAt: number;
  /** How many were in flight with it. */
  among: number;
}

/**
 * How many requests may be in flight at once, found out by how long answers take. Over HTTP/1.1 a host has six connections,
 * and a seventh request waits in Chromium for one to become free; over HTTP/2 it does not. Which of the two a service
 * speaks cannot be asked of `net.request`, so it is tried: where fourteen at once take as long as six, more are of use, and the
 * number grows for as long as that stays so. It is halved where the service refuses, and where answers take longer.
 */
export class InFlightLimit {
  #max: number = inFlightLimits.first;
  #inFlight = 0;
  /** Average milliseconds of an answer while no more than six were in flight. */
  #usualMs: number | null = null;
  #grown = 0;
  /** Milliseconds of answers to requests among more than six. */
  #many: number[] = [];
  #retrialAt = -Infinity;
  #halvedAt = -Infinity;

  get max(): number {
    return Math.floor(this.#max);
  }

  /** @param now as the clock's steady time */
  started(now: number): Flight {
    this.#inFlight += 1;
    return { startedAt: now, among: this.#inFlight };
  }

  /** @param outcome `busy`: the service refuses to do more; `other`: it says nothing of how much it can do */
  settled({ startedAt, among }: Flight, now: number, outcome: 'answered' | 'busy' | 'other'): void {
    this.#inFlight -= 1;
    if (outcome === 'busy') this.#halve(startedAt, now, inFlightLimits.min);
    if (outcome !== 'answered') return;
    const took = now - startedAt;
    const isFull = among >= this.max;
    if (among <= inFlightLimits.connections) {
      this.#usualMs = this.#usualMs === null ? took : this.#usualMs + weight * (took - this.#usualMs);
      this.#grown += 1;
      if (isFull && took <= quickMs && this.#grown >= sample) this.#grow(now);
      return;
    }
    this.#many.push(took);
    if (this.#many.length >= sample) this.#compare(now);
    else if (isFull && took <= quickMs && this.#max > inFlightLimits.trial) this.#add(0.5);
  }

  #grow(now: number): void {
    this.#grown = 0;
    if (this.#max < inFlightLimits.connections) this.#add(1);
    else if (now >= this.#retrialAt) this.#max = Math.max(this.#max, inFlightLimits.trial);
  }

  #add(more: number): void {
    this.#max = Math.min(this.#max + more, inFlightLimits.max);
  }

  #compare(now: number): void {
    const average = this.#many.reduce((sum, ms) => sum + ms, 0) / this.#many.length;
    this.#many = [];
    const usual = this.#usualMs ?? average;
    if (average > usual * waitFactor || average > quickMs) {
      if (this.#max <= inFlightLimits.trial) {
        this.#max = inFlightLimits.connections;
        this.#retrialAt = now + retrialMs;
      } else this.#max = Math.max(this.#max / 2, inFlightLimits.connections);
    } else if (this.#max <= inFlightLimits.trial) this.#add(1);
  }

  #halve(startedAt: number, now: number, min: number): void {
    // It was in flight together with the one that was refused before.
    if (startedAt <= this.#halvedAt) return;
    this.#halvedAt = now;
    this.#max = Math.max(min, this.#max / 2);
    this.#retrialAt = now + retrialMs;
  }
}
