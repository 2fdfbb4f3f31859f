import { likenesses, minSamples } from '../../shared/history.ts';
import type { Job } from '../../shared/job/job.ts';
import { outcomeOf } from '../../shared/job/job-status.ts';
import { parseTimestamp } from '../../shared/lib/timestamp.ts';
import type { Spread } from './end-estimate.ts';

/** Sums over the logarithms of durations. */
interface Sums {
  count: number;
  sum: number;
  squares: number;
}

/** Durations count as no more alike than this: the next job may be of another kind. */
const minSd = 0.15;
/** So many durations of the usual spread are added, so that a few that are alike by chance say little. */
const usual = { count: 3, sd: 0.8 };

/** Longer than this is no duration of a job but a clock that was set. */
const maxMs = 7 * 24 * 60 * 60_000;

type Part = 'wait' | 'run';

/**
 * How long jobs wait and run, learned from completed ones: by type and size, else by type, else from all. Each costs a few sums, however
 * many there are.
 */
export class Durations {
  readonly #sums = new Map<string, Sums>();

  /** Learns from a job that came to its end; from any other it learns nothing. */
  note(job: Job): void {
    if (outcomeOf(job.status) !== 'completed') return;
    const started = parseTimestamp(job.timing?.started_at);
    if (started === null) return;
    const queued = parseTimestamp(job.createdAt) ?? parseTimestamp(job.timing?.queued_at);
    const completed = parseTimestamp(job.timing?.completed_at);
    if (queued !== null) this.#add(job, 'wait', Math.max(started - queued, 1));
    if (completed !== null) this.#add(job, 'run', completed - started);
  }

  /** How long jobs like this one wait from being submitted until their run begins; null where too few are known. */
  waitOf(job: Job): Spread | null {
    return this.#spread(job, 'wait');
  }

  /** How long jobs like this one run; null where too few are known. */
  runOf(job: Job): Spread | null {
    return this.#spread(job, 'run');
  }

  #add(job: Job, part: Part, ms: number): void {
    if (ms <= 0 || ms > maxMs) return;
    const log = Math.log(ms);
    for (const key of keysOf(job, part)) {
      const sums = this.#sums.get(key);
      if (sums === undefined) this.#sums.set(key, { count: 1, sum: log, squares: log * log });
      else {
        sums.count += 1;
        sums.sum += log;
        sums.squares += log * log;
      }
    }
  }

  #spread(job: Job, part: Part): Spread | null {
    for (const key of keysOf(job, part)) {
      const sums = this.#sums.get(key);
      if (sums === undefined || sums.count < minSamples) continue;
      const { count, sum, squares } = sums;
      const mean = sum / count;
      const variance =
        (Math.max(0, squares - count * mean * mean) + usual.count * usual.sd ** 2) / (count + usual.count);
      return { mean, sd: Math.max(minSd, Math.sqrt(variance)) };
    }
    return null;
  }
}

/** The closest likeness first. How long a job waits depends on the line, not on what it is. */
const keysOf = (job: Job, part: Part): string[] =>
  part === 'wait'
    ? [part]
    : [
        ...likenesses({ type: job.job_type, fileSize: job.file_size_bytes }).map((key) => `${part} ${key}`),
        part,
      ];
