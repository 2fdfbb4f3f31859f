import { untrack } from 'svelte';
import {
  compare,
  durationSoFar,
  learnHistory,
  typicalFor,
  type Comparison,
  type History,
  type TypicalRange,
} from '../../shared/history.ts';
import { isUnknownJob } from '../../shared/job/job-status.ts';
import { defaultSettings } from '../../shared/settings.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import { knownUntil } from './job-time.ts';
import { completionMark } from './completion-mark.ts';
import type { StateReplica } from '../state/state-replica.svelte.ts';
import { findStuck, noneStuck, sameStuck, type StuckJobs } from './find-stuck.ts';

/** Milliseconds between two looks for jobs that stand still. */
const lookMs = 3_000;

/** What finished jobs have taught, and which jobs seem stuck. */
export class HistoryState {
  readonly #replica: Pick<StateReplica, 'rows' | 'settings'>;
  #stuck = $state.raw<StuckJobs>(noneStuck);
  readonly #mark = $derived.by(() => completionMark(this.#replica.rows));

  /** Learned anew when a job is completed, not when one moves. */
  readonly learned: History = $derived.by(() => {
    void this.#mark;
    return untrack(() => learnHistory(this.#replica.rows));
  });

  constructor(replica: Pick<StateReplica, 'rows' | 'settings'>) {
    this.#replica = replica;
  }

  /** Looks for stuck jobs every few seconds, until the returned function is called. */
  follow(): () => void {
    const timer = setInterval(() => this.look(), lookMs);
    return () => clearInterval(timer);
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
