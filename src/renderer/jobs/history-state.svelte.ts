import { untrack } from 'svelte';
import {
  compare,
  type Comparison,
  durationSoFar,
  type History,
  Lessons,
  typicalFor,
  type TypicalRange,
} from '../../shared/history.ts';
import { hasEnded } from '../../shared/job/job-status.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import { knownUntil } from './job-time.ts';
import { whileVisible } from '../state/now.ts';
import { CountedRows } from '../state/counted-rows.ts';
import type { StateReplica } from '../state/state-replica.svelte.ts';
import { differenceBetween } from '../state/row-changes.ts';
import { isStuck } from '../../shared/stuck.ts';
import { noneStuck, StuckJobs } from './stuck-jobs.ts';

/** Whether a job has been answered and has not ended, so that it can stand still. */
const isUnderWay = ({ status }: JobRow): boolean => status !== null && !hasEnded(status);

/** Milliseconds between two looks for jobs that stand still. */
const lookMs = 3_000;

/** What finished jobs have taught, and which jobs seem stuck. */
export class HistoryState {
  readonly #replica: Pick<StateReplica, 'rows' | 'settings'>;
  #stuck = $state.raw(noneStuck);
  readonly #lessons = new Lessons();
  /** The rows that were learned from. */
  #known: readonly JobRow[] = [];

  /** Another one when a job is completed, not when one makes progress. */
  readonly learned: History = $derived.by(() => this.#learn());

  readonly #underWay = new CountedRows(isUnderWay);

  /** Whether any job may come to stand still. */
  readonly #isAnyUnderWay = $derived.by(() => this.#underWay.of(this.#replica.rows) > 0);

  constructor(replica: Pick<StateReplica, 'rows' | 'settings'>) {
    this.#replica = replica;
  }

  /**
   * Learns from what changes, and looks for stuck jobs every few seconds while the window can be seen and there are jobs on
   * their way, until the returned function is called.
   */
  follow(): () => void {
    return $effect.root(() => {
      // Who is not asked for long has all rows to compare.
      $effect(() => void this.learned);
      $effect(() => {
        if (this.#isAnyUnderWay) return whileVisible(() => this.look(), lookMs);
        untrack(() => this.look());
        return undefined;
      });
    });
  }

  /** Looks for stuck jobs at once, by the settings; without them there are no jobs yet either. */
  look(): void {
    const minutes = this.#replica.settings?.stuckAfterMinutes;
    if (minutes === undefined) return;
    const found = untrack(() => {
      const now = Date.now();
      return this.#replica.rows.filter((row) => isStuck(row, now, this.learned, minutes));
    });
    const stuck = new StuckJobs(found);
    if (this.#stuck.difference(stuck).length > 0) this.#stuck = stuck;
  }

  /** The jobs that were standing still at the last look. */
  get stuck(): StuckJobs {
    return this.#stuck;
  }

  /** Whether a job was standing still at the last look, and has not moved since. */
  isStuck(row: JobRow): boolean {
    return this.#stuck.has(row);
  }

  #learn(): History {
    const { rows } = this.#replica;
    this.#lessons.apply(differenceBetween(this.#known, rows));
    this.#known = rows;
    return this.#lessons.history;
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
