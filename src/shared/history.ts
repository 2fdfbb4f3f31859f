import { hasEnded, outcomeOf } from './job/job-status.ts';
import type { JobRow } from './watched-job.ts';

/**
 * What finished jobs on this computer teach about how long others take. Only completed jobs count: a failed one says
 * nothing about how long success takes. All times are milliseconds.
 */
export interface History {
  /** Durations in ascending order, by what was measured, the type, and the class of size or all sizes. */
  readonly durations: ReadonlyMap<string, readonly number[]>;
  /** When a job was last completed by the service; null where none is known to be. */
  readonly lastCompletedAt: number | null;
  /** When the one of the completed jobs that came last was queued: the queue has got that far. */
  readonly latestQueuedAt: number | null;
}

/** The part of a row that is learned from and compared. */
export type TimedRow = Pick<
  JobRow,
  'id' | 'status' | 'type' | 'fileSize' | 'createdAt' | 'queuedAt' | 'startedAt' | 'completedAt'
>;

/** What is measured: from the start of the run to its end, or from submission to the end. */
export type Measure = 'run' | 'whole';

/** Between them lie eight of ten jobs that are like this one. */
export interface TypicalRange {
  measure: Measure;
  low: number;
  high: number;
  /** How many jobs it was learned from, and whether those of the same size alone. */
  count: number;
  bySize: boolean;
}

/** How a job's duration compares with those it is like: longer than `slower` of `count`. */
export interface Comparison {
  slower: number;
  count: number;
}

/** Fewer jobs than this teach nothing worth saying. */
export const minSamples = 10;

/** A class of size reaches to four times its smallest file. */
const sizeFactor = 4;

/** Longer than this is no duration of a job but a clock that was set; the pages speak of minutes. */
const maxMs = 7 * 24 * 60 * 60_000;

/** Learns from the completed jobs among the rows. O(n log n): {@link Lessons} goes on from there with each that completes. */
export function learnHistory(rows: Iterable<TimedRow>): History {
  const lessons = new Lessons();
  lessons.apply(additionsOf(rows));
  return lessons.history;
}

function* additionsOf(rows: Iterable<TimedRow>): Generator<{ before: null; after: TimedRow }> {
  for (const after of rows) yield { before: null, after };
}

/** A history that goes on with what changes: its cost follows that, not how much is known. */
export class Lessons {
  readonly #durations = new Map<string, number[]>();
  /** When jobs were completed, and when completed ones were queued; in ascending order. */
  readonly #completed: number[] = [];
  readonly #queued: number[] = [];
  #history: History = { durations: this.#durations, lastCompletedAt: null, latestQueuedAt: null };

  /** What is known by now; the same object until there is more or less to know. */
  get history(): History {
    return this.#history;
  }

  /** Learns from jobs that come or change, and forgets those that go. */
  apply(changes: Iterable<{ before: TimedRow | null; after: TimedRow | null }>): void {
    const learned = new Map<number[], number[]>();
    const forgotten = new Map<number[], number[]>();
    for (const { before, after } of changes) {
      if (before !== null && after !== null && teachesTheSame(before, after)) continue;
      if (before !== null) this.#take(before, forgotten);
      if (after !== null) this.#take(after, learned);
    }
    if (learned.size + forgotten.size === 0) return;
    for (const [values, added] of learned) insertAll(values, added);
    for (const [values, gone] of forgotten)
      for (const value of gone) values.splice(countBelow(values, value), 1);
    this.#history = {
      durations: this.#durations,
      lastCompletedAt: this.#completed.at(-1) ?? null,
      latestQueuedAt: this.#queued.at(-1) ?? null,
    };
  }

  /** Notes for each list which values a row has in it. */
  #take(row: TimedRow, noted: Map<number[], number[]>): void {
    if (outcomeOf(row.status) !== 'completed') return;
    const note = (values: number[], value: number): void => {
      const known = noted.get(values);
      if (known === undefined) noted.set(values, [value]);
      else known.push(value);
    };
    const queuedAt = row.queuedAt ?? row.createdAt;
    if (row.completedAt !== null) note(this.#completed, row.completedAt);
    if (queuedAt !== null) note(this.#queued, queuedAt);
    if (row.type === null) return;
    for (const measure of ['run', 'whole'] as const) {
      const duration = finalDuration(row, measure);
      if (duration !== null) for (const key of keysOf(row, measure)) note(this.#valuesOf(key), duration);
    }
  }

  #valuesOf(key: string): number[] {
    const values = this.#durations.get(key) ?? [];
    this.#durations.set(key, values);
    return values;
  }
}

const lessonFields = ['type', 'fileSize', 'createdAt', 'queuedAt', 'startedAt', 'completedAt'] as const;

/** Whether there is nothing new to learn from a change of a job. */
function teachesTheSame(before: TimedRow, after: TimedRow): boolean {
  const isCompleted = outcomeOf(after.status) === 'completed';
  if (isCompleted !== (outcomeOf(before.status) === 'completed')) return false;
  return !isCompleted || lessonFields.every((field) => before[field] === after[field]);
}

/** Puts values into a list in ascending order. */
function insertAll(sorted: number[], added: readonly number[]): void {
  const coming = added.toSorted((a, b) => a - b);
  let from = sorted.length - 1;
  // One by one: an array that is written to far beyond its end becomes a slow one.
  for (const value of coming) sorted.push(value);
  // From the end, as what is learned last is often the latest or among the longest.
  for (let to = sorted.length - 1, next = coming.length - 1; next >= 0; to -= 1) {
    const known = from < 0 ? -Infinity : (sorted[from] ?? -Infinity);
    const value = coming[next] ?? NaN;
    sorted[to] = Math.max(known, value);
    if (known > value) from -= 1;
    else next -= 1;
  }
}

/** What there is to measure of a job: its run once that has begun, until then the whole way. */
const measureOf = ({ startedAt }: TimedRow): Measure => (startedAt === null ? 'whole' : 'run');

/** How long jobs like this one usually take: of its type and size, else of its type; null where too few are known. */
export function typicalFor(history: History, row: TimedRow, measure = measureOf(row)): TypicalRange | null {
  const sample = sampleFor(history, row, measure);
  if (sample === null) return null;
  const { values, bySize } = sample;
  return {
    measure,
    low: quantile(values, 0.1),
    high: quantile(values, 0.9),
    count: values.length,
    bySize,
  };
}

/**
 * How many of the jobs like this one took less time than it has until now, or until its end. Null where too little is
 * known.
 */
export function compare(history: History, row: TimedRow, now: number): Comparison | null {
  const measure = measureOf(row);
  const sample = sampleFor(history, row, measure);
  const duration =
    outcomeOf(row.status) === 'completed' ? finalDuration(row, measure) : durationSoFar(row, now);
  if (sample === null || duration === null) return null;
  return { slower: countBelow(sample.values, duration), count: sample.values.length };
}

/** Milliseconds since the measured part of a job on its way began; null for one that is over or has not begun. */
export function durationSoFar(row: TimedRow, now: number): number | null {
  const began = beginOf(row, measureOf(row));
  const isOver = row.status === null || hasEnded(row.status);
  return isOver || began === null || now < began ? null : now - began;
}

/** The durations of jobs like this one, without its own: ten others are asked for. */
function sampleFor(
  { durations }: History,
  row: TimedRow,
  measure: Measure,
): { values: readonly number[]; bySize: boolean } | null {
  const own = outcomeOf(row.status) === 'completed' ? finalDuration(row, measure) : null;
  for (const key of keysOf(row, measure)) {
    const all = durations.get(key) ?? [];
    const values = own === null ? all : all.toSpliced(countBelow(all, own), 1);
    if (values.length >= minSamples) return { values, bySize: key.endsWith('size') };
  }
  return null;
}

/** Where the durations of jobs like this one are kept, the closest likeness first. */
const keysOf = (row: Likeness, measure: Measure): string[] =>
  likenesses(row).map((likeness) => `${measure} ${likeness}`);

type Likeness = Pick<TimedRow, 'type' | 'fileSize'>;

/** What makes jobs alike: the type with the class of size, then the type alone. */
export function likenesses({ type, fileSize }: Likeness): string[] {
  const alone = `${type ?? ''} `;
  if (fileSize === null) return [alone];
  return [`${alone}${Math.floor(Math.log(fileSize) / Math.log(sizeFactor))} size`, alone];
}

const beginOf = (row: TimedRow, measure: Measure): number | null =>
  measure === 'run' ? row.startedAt : row.createdAt;

function finalDuration(row: TimedRow, measure: Measure): number | null {
  const began = beginOf(row, measure);
  if (began === null || row.completedAt === null) return null;
  const duration = row.completedAt - began;
  return duration > 0 && duration <= maxMs ? duration : null;
}

/**
 * The value below which a share of the sorted values lies, interpolated between neighbours; the median at 0.5.
 *
 * @param sorted ascending, at least one value
 * @param share 0 to 1
 */
export function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? NaN;
  const above = sorted[Math.ceil(place)] ?? NaN;
  return below + (above - below) * (place - Math.floor(place));
}

/** How many of the sorted values lie below a value. */
export function countBelow(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? Infinity) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
