import type { JobRow } from '../../../shared/watched-job.ts';
import { changesBetween } from '../../state/row-changes.ts';
import { submittedAt } from '../sort-rows.ts';

/** Milliseconds in which nothing is submitted between two sessions. */
const pauseMs = 30 * 60_000;

/** A time in which jobs were submitted one after the other, in milliseconds since the epoch. */
export interface Session {
  readonly from: number;
  readonly to: number;
}

/** The sessions of a list, the earliest first. Another object where a job may belong to another one than before. */
export class Sessions {
  readonly #all: Session[];

  constructor(times: readonly number[] = []) {
    this.#all = [];
    for (const time of times.toSorted((a, b) => a - b)) this.add(time);
  }

  /** The one that a time lies in. Only for times that were added. */
  at(time: number): Session {
    return this.#all[this.#placeOf(time)] ?? { from: time, to: time };
  }

  /** Takes a time in. @returns whether that left all others in their sessions, as these were called by their beginnings */
  add(time: number): boolean {
    const at = this.#placeOf(time);
    const [before, after] = [this.#all[at], this.#all[at + 1]];
    const follows = before !== undefined && time - before.to <= pauseMs;
    const leads = after !== undefined && after.from - time <= pauseMs;
    if (before !== undefined && time <= before.to) return true;
    if (follows && leads) this.#all.splice(at, 2, { from: before.from, to: after.to });
    else if (follows) this.#all[at] = { ...before, to: time };
    else if (leads) this.#all[at + 1] = { ...after, from: time };
    else this.#all.splice(at + 1, 0, { from: time, to: time });
    return !leads;
  }

  /** Position of the last one that begins at a time or before; -1 for none. */
  #placeOf(time: number): number {
    let [low, high] = [0, this.#all.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#all[middle]?.from ?? 0) <= time) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

/** Follows the sessions of all jobs. One from which jobs are removed stays as it was until the list is looked at anew. */
export class FollowedSessions {
  #seen: { rows: readonly JobRow[]; sessions: Sessions } | null = null;

  follow(rows: readonly JobRow[]): Sessions {
    const seen = this.#seen;
    const changes = seen === null ? null : changesBetween(seen.rows, rows);
    const isKnown =
      seen !== null &&
      changes !== null &&
      changes.every(({ after }) => after === null || seen.sessions.add(submittedAt(after)));
    const sessions = isKnown ? seen.sessions : new Sessions(rows.map(submittedAt));
    this.#seen = { rows, sessions };
    return sessions;
  }
}
