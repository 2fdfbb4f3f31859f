import { addShare, batchShareOf, emptyTally, type BatchRow, type BatchTally } from './batch.ts';
import { isDownloadActive } from './downloads.ts';
import { isTerminal, plainStatus, standingOf, standings, type Standing } from './job/job-status.ts';
import type { JobRow } from './watched-job.ts';

/** The part of a row that is counted. */
export type SummedRow = BatchRow & Pick<JobRow, 'archived'>;

/** A row with what was judged of it. */
export interface JudgedRow {
  row: SummedRow;
  /** Whether it seems to stand still, see `isStuck` in stuck.ts. */
  isStuck: boolean;
}

/** What a change did to a job: null where it was not there before, or is not any more. */
export interface JudgedChange<Judged = JudgedRow> {
  before: Judged | null;
  after: Judged | null;
}

/** Sums over the jobs of one batch that are on the list. */
export interface BatchSums {
  /** Over all of them. */
  readonly all: Readonly<BatchTally>;
  /** Over those that are not archived. */
  readonly listed: Readonly<BatchTally>;
  readonly archived: number;
  /** How many are in no other batch. */
  readonly alone: number;
}

/** Sums over all jobs on the list. */
export interface ListSums {
  /** How far jobs are that are not archived. */
  readonly standings: Readonly<Record<Standing, number>>;
  readonly archived: number;
  /** Of those that are not archived. */
  readonly stuck: number;
  /** Jobs that have not ended and are not unknown. */
  readonly underWay: number;
  /** Those of them that run. */
  readonly running: number;
  /** Jobs that have been answered and may still change, so that what is shown of them may be out of date. */
  readonly changing: number;
  /** Jobs about which something is requested: their state, or their result. */
  readonly requested: number;
}

export const noBatchSums: BatchSums = { all: emptyTally(), listed: emptyTally(), archived: 0, alone: 0 };

const noStandings = (): Record<Standing, number> =>
  Object.fromEntries(standings.map((standing) => [standing, 0])) as Record<Standing, number>;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Everything that is counted over the list, kept up by the difference that each change makes: its cost follows what has
 * changed, never what is there.
 */
export class RowSums {
  #list = {
    standings: noStandings(),
    archived: 0,
    stuck: 0,
    underWay: 0,
    running: 0,
    changing: 0,
    requested: 0,
  };
  readonly #batches = new Map<string, BatchSums>();

  /** As it is now; an object that does not change afterwards. */
  get list(): ListSums {
    return { ...this.#list, standings: { ...this.#list.standings } };
  }

  /** As it is now; the same object until a change concerns the batch. */
  batch(id: string): BatchSums {
    return this.#batches.get(id) ?? noBatchSums;
  }

  /** Batches that have jobs on the list. */
  batches(): IterableIterator<[string, BatchSums]> {
    return this.#batches.entries();
  }

  /** Counts changes, one after the other. */
  apply(changes: Iterable<JudgedChange>): void {
    /** Batches whose sums belong to this call alone. */
    const own = new Map<string, Mutable<BatchSums>>();
    for (const { before, after } of changes) {
      if (before !== null) this.#count(before, -1, own);
      if (after !== null) this.#count(after, 1, own);
    }
    for (const [id, { all }] of own) if (all.present === 0) this.#batches.delete(id);
  }

  #count({ row, isStuck }: JudgedRow, times: 1 | -1, own: Map<string, Mutable<BatchSums>>): void {
    const list = this.#list;
    const standing = standingOf(row);
    if (row.archived) list.archived += times;
    else {
      list.standings[standing] += times;
      if (isStuck) list.stuck += times;
    }
    if (standing === 'waiting' || standing === 'active') {
      list.underWay += times;
      if (plainStatus(row.status ?? '') === 'running') list.running += times;
    }
    if (row.status !== null && !isTerminal(row.status)) list.changing += times;
    if (isRequested(row)) list.requested += times;
    if (row.batches.length === 0) return;
    const share = batchShareOf(row, isStuck);
    for (const id of row.batches) {
      const sums = own.get(id) ?? this.#ownBatch(id, own);
      addShare(sums.all, share, times);
      if (row.archived) sums.archived += times;
      else addShare(sums.listed, share, times);
      if (row.batches.length === 1) sums.alone += times;
    }
  }

  #ownBatch(id: string, own: Map<string, Mutable<BatchSums>>): Mutable<BatchSums> {
    const { all, listed, archived, alone } = this.batch(id);
    const sums = { all: { ...all }, listed: { ...listed }, archived, alone };
    own.set(id, sums);
    this.#batches.set(id, sums);
    return sums;
  }
}

const isRequested = ({ status, download }: SummedRow): boolean =>
  status === null || !isTerminal(status) || (download !== null && isDownloadActive(download.phase));

/** The sums of rows that are there from the start. */
export function sumRows<Row extends SummedRow>(
  rows: Iterable<Row>,
  isStuck: (row: Row) => boolean = () => false,
): RowSums {
  const sums = new RowSums();
  sums.apply(additionsOf(rows, isStuck));
  return sums;
}

function* additionsOf<Row extends SummedRow>(
  rows: Iterable<Row>,
  isStuck: (row: Row) => boolean,
): Generator<JudgedChange> {
  for (const row of rows) yield { before: null, after: { row, isStuck: isStuck(row) } };
}
