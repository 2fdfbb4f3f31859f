import type { JobRow } from '../../shared/watched-job.ts';

/** What became of a row: null where it was not there before, or is not any more. */
export interface RowChange {
  before: JobRow | null;
  after: JobRow | null;
}

/** A list that came of another, and what came of that: the last changes are kept. */
interface Line {
  /** Each led from one list to the next. */
  steps: (readonly RowChange[])[];
  /** How many there have been. */
  count: number;
}

/** Who is further behind looks at all rows again. */
const maxSteps = 8;

const places = new WeakMap<readonly JobRow[], { line: Line; at: number }>();

/** Keeps what changed from one list of rows to the next, for {@link changesBetween}. */
export function noteChanges(
  from: readonly JobRow[],
  to: readonly JobRow[],
  changes: readonly RowChange[],
): void {
  const place = places.get(from);
  const line = place !== undefined && place.at === place.line.count ? place.line : { steps: [], count: 0 };
  if (line.count === 0) places.set(from, { line, at: 0 });
  line.steps.push(changes);
  if (line.steps.length > maxSteps) line.steps.shift();
  line.count += 1;
  places.set(to, { line, at: line.count });
}

/** What changed from one list of rows to the next, step by step, until a later one; null where that is not known. */
export function stepsBetween(
  from: readonly JobRow[],
  to: readonly JobRow[],
): readonly (readonly RowChange[])[] | null {
  if (from === to) return [];
  const [a, b] = [places.get(from), places.get(to)];
  if (a === undefined || b === undefined || a.line !== b.line || a.at > b.at) return null;
  const { steps, count } = a.line;
  const first = count - steps.length;
  return a.at < first ? null : steps.slice(a.at - first, b.at - first);
}

/**
 * What changed from one list of rows to a later one, at most once for each job; null where that is not known, so that all
 * rows have to be looked at. This is how everything that is derived from the rows follows what has changed and not what is
 * there.
 */
export function changesBetween(from: readonly JobRow[], to: readonly JobRow[]): readonly RowChange[] | null {
  const steps = stepsBetween(from, to);
  return steps && netChanges(steps);
}

function netChanges(steps: readonly (readonly RowChange[])[]): readonly RowChange[] {
  const [only, ...others] = steps;
  if (only !== undefined && others.length === 0) return only;
  const net = new Map<string, RowChange>();
  for (const step of steps)
    for (const { before, after } of step) {
      const id = (before ?? after)?.id ?? '';
      const earlier = net.get(id);
      net.set(id, { before: earlier === undefined ? before : earlier.before, after });
    }
  return [...net.values()];
}

/** What changed from one list of rows to another, found out by comparing them where it is not known. */
export const differenceBetween = (from: readonly JobRow[], to: readonly JobRow[]): readonly RowChange[] =>
  changesBetween(from, to) ?? compared(from, to);

function compared(from: readonly JobRow[], to: readonly JobRow[]): RowChange[] {
  const left = new Map(from.map((row) => [row.id, row]));
  const changes: RowChange[] = [];
  for (const after of to) {
    const before = left.get(after.id) ?? null;
    left.delete(after.id);
    if (before !== after) changes.push({ before, after });
  }
  for (const before of left.values()) changes.push({ before, after: null });
  return changes;
}
