import { hasEnded } from '../../shared/job/job-status.ts';
import type { JobRow } from '../../shared/watched-job.ts';

/** What is shown of the progress of a job. */
export interface ShownProgress {
  /** 0 to 100. */
  percent: number;
  /** Whether the service has not said so: time has passed since its answer, or it said less than was shown. */
  isEstimate: boolean;
}

type Row = Pick<JobRow, 'id' | 'status' | 'progress' | 'pace' | 'fetchedAt' | 'startedAt'>;

/** Milliseconds for which an answer is shown as it came. */
const freshMs = 1_500;
/** An answer that is older says nothing of the present. */
const oldMs = 60_000;
/** Only the service says that a job is done. */
const most = 99;

/** Runs that are remembered at most: more than are drawn at once, by far. */
const maxShown = 5_000;

/** The progress of jobs between two answers, by the pace that is likely. What is shown of a job never goes back. */
export class EstimatedProgress {
  /** What was shown of each run on its way, the one that was drawn last at the end. */
  readonly #shown = new Map<string, { status: string | null; startedAt: number | null; percent: number }>();

  /**
   * What to show of a job; null where the service tells no progress.
   *
   * @param now milliseconds since the epoch
   */
  of(row: Row, now: number): ShownProgress | null {
    const { id, progress, pace, fetchedAt, startedAt, status } = row;
    if (progress === null) return null;
    const before = this.#shown.get(id);
    // Some answers leave out when a run began.
    const began = startedAt ?? before?.startedAt ?? null;
    const isSameRun = before?.status === status && (before.startedAt ?? began) === began;
    this.#shown.delete(id);
    if (hasEnded(status) || fetchedAt === null || (pace === null && !isSameRun)) {
      return { percent: progress, isEstimate: false };
    }
    const age = Math.min(Math.max(0, now - fetchedAt), oldMs);
    // Progress that stands still has no pace, and what was shown of it stays.
    const grown = age < freshMs ? 0 : ((pace ?? 0) * age) / 1_000;
    const likely = Math.max(progress, Math.min(most, progress + grown));
    const percent = Math.max(likely, isSameRun ? before.percent : 0);
    this.#shown.set(id, { status, startedAt: began, percent });
    this.#forgetOldest();
    return { percent, isEstimate: percent > progress };
  }

  /** Of a job that nobody looks at any more, its end is not drawn. */
  #forgetOldest(): void {
    if (this.#shown.size <= maxShown) return;
    const [oldest] = this.#shown.keys();
    if (oldest !== undefined) this.#shown.delete(oldest);
  }
}

export const estimatedProgress = new EstimatedProgress();
