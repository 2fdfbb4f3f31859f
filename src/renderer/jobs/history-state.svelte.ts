import { untrack } from 'svelte';
import {
  compare,
  type Comparison,
  durationSoFar,
  type History,
  learnHistory,
  typicalFor,
  type TypicalRange,
} from '../../shared/history.ts';
import { isUnknownJob, outcomeOf } from '../../shared/job/job-status.ts';
import { defaultSettings } from '../../shared/settings.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import { knownUntil } from './job-time.ts';
import { whileVisible } from '../state/now.ts';
import type { StateReplica } from '../state/state-replica.svelte.ts';
import { isStuck } from '../../shared/stuck.ts';

/** Milliseconds between two looks for jobs that stand still. */
const lookMs = 3_000;

/** What finished jobs have taught, and which jobs seem stuck. */
export class HistoryState {
  readonly #replica: Pick<StateReplica, 'rows' | 'settings'>;
  #stuck = $state.raw<StuckJobs>(noneStuck);
  readonly #mark = $derived.by(() => completionMark(this.#replica.rows));

  /** Computed again when a job is completed, not when one makes progress. */
  readonly learned: History = $derived.by(() => {
    void this.#mark;
    return untrack(() => learnHistory(this.#replica.rows));
  });

  constructor(replica: Pick<StateReplica, 'rows' | 'settings'>) {
    this.#replica = replica;
  }

  /** Looks for stuck jobs every few seconds while the window can be seen, until the returned function is called. */
  follow(): () => void {
    return whileVisible(() => this.look(), lookMs);
  }

  /** Looks for stuck jobs at once. */
  look(): void {
    const minutes = this.#replica.settings?.stuckAfterMinutes ?? defaultSettings.stuckAfterMinutes;
    const stuck = untrack(() => findStuck(this.#replica.rows, Date.now(), this.learned, minutes));
    if (!sameStuck(this.#stuck, stuck)) this.#stuck = stuck;
  }

  /** Whether a job was standing still at the last look, and has not moved since. */
  isStuck(row: JobRow): boolean {
    return this.#stuck.has(row.id) && this.#stuck.get(row.id) === row.changedAt && !isUnknownJob(row);
  }

  /** How long jobs like it usually take; null where too few are known. */
  typicalFor(row: JobRow): TypicalRange | null {
    return typicalFor(this.learned, row);
  }

  /** How it compares with jobs like it, at a moment in milliseconds since the epoch. */
  compare(row: JobRow, now: number): Comparison | null {
    return compare(this.learned, row, knownUntil(row, now));
  }

  /** Whether a running job has taken longer by now than nine of ten like it did. */
  isSlow(row: JobRow, now: number): boolean {
    const soFar = row.startedAt === null ? null : durationSoFar(row, knownUntil(row, now));
    return soFar !== null && soFar > (this.typicalFor(row)?.high ?? Infinity);
  }
}

/** A number that changes when a job is completed, or a completed one is added or removed, and at no other time. */
export function completionMark(rows: readonly JobRow[]): number {
  let mark = 0;
  for (const { status, completedAt, order } of rows)
    if (outcomeOf(status) === 'completed') mark = (mark * 31 + ((completedAt ?? 0) % 1e9) + order + 1) % 1e12;
  return mark;
}

/** Jobs that stand still, by ID, each with the time of its last change: one that has changed since is stuck no more. */
type StuckJobs = ReadonlyMap<string, number | null>;

const noneStuck: StuckJobs = new Map();

function findStuck(
  rows: readonly JobRow[],
  now: number,
  history: History,
  stuckAfterMinutes: number,
): StuckJobs {
  const stuck = rows.filter((row) => isStuck(row, now, history, stuckAfterMinutes));
  return new Map(stuck.map(({ id, changedAt }) => [id, changedAt]));
}

const sameStuck = (a: StuckJobs, b: StuckJobs): boolean =>
  a.size === b.size && [...a].every(([id, changedAt]) => b.has(id) && b.get(id) === changedAt);
