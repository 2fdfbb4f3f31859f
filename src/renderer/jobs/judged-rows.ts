import type { JobRow } from '../../shared/watched-job.ts';
import { changesBetween } from '../state/row-changes.ts';
import type { StuckJobs } from './stuck-jobs.ts';

/** All rows at a moment, and which of them seem stuck. */
export interface JudgedRows {
  rows: readonly JobRow[];
  stuck: StuckJobs;
  row: (id: string) => JobRow | undefined;
}

/** A row, and whether it seemed stuck. */
export interface Judged {
  row: JobRow;
  isStuck: boolean;
}

/** What became of a row, or of the judgement of it: null where it was not there before, or is not any more. */
export interface JudgedRowChange {
  before: Judged | null;
  after: Judged | null;
}

/**
 * What changed from one moment to a later one, to be followed one after the other; null where that is not known, so that
 * all rows have to be looked at.
 */
export function judgedChanges(
  from: Pick<JudgedRows, 'rows' | 'stuck'>,
  to: JudgedRows,
): JudgedRowChange[] | null {
  const changes = changesBetween(from.rows, to.rows);
  if (changes === null) return null;
  const judged = (row: JobRow | null, { stuck }: Pick<JudgedRows, 'stuck'>): Judged | null =>
    row === null ? null : { row, isStuck: stuck.has(row) };
  const moved = changes.map(({ before, after }) => ({
    before: judged(before, from),
    after: judged(after, from),
  }));
  const rejudged = from.stuck.difference(to.stuck).flatMap((id) => {
    const row = to.row(id);
    if (row === undefined || from.stuck.has(row) === to.stuck.has(row)) return [];
    return { before: judged(row, from), after: judged(row, to) };
  });
  return rejudged.length === 0 ? moved : [...moved, ...rejudged];
}
