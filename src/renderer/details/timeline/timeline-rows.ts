import type { TypicalRange } from '../../../shared/history.ts';
import type { Segment, SegmentKind } from './segments.ts';

/** One line of the drawing: a segment, or a part of the one above it. */
export interface TimelineRow {
  key: string;
  kind: SegmentKind;
  label: string;
  from: number;
  to: number;
  isOpen: boolean;
  isSeen: boolean;
  isPart: boolean;
  steps: readonly string[];
}

/** The lines in the order in which they are drawn: each segment, followed by its parts. */
export const rowsOf = (segments: readonly Segment[]): TimelineRow[] =>
  segments.flatMap((segment) => [
    { ...segment, key: segment.kind, isPart: false },
    ...segment.parts.map((part, index) => ({
      ...part,
      key: `${segment.kind} ${index}`,
      kind: segment.kind,
      isSeen: true,
      isPart: true,
      steps: [],
    })),
  ]);

/** When the run usually ends, and how far the axis should reach to show it; null where that is not known. */
export interface UsualEnd {
  from: number;
  to: number;
  extendTo: number | null;
}

/** A range that ends further ahead than this many times the run so far would press all that happened into a corner. */
const farAhead = 4;

/** Where the typical range of a run lies. The axis is extended for it only while the run goes on. */
export function usualEndOf(segments: readonly Segment[], typical: TypicalRange | null): UsualEnd | null {
  const run = segments.find(({ kind }) => kind === 'running');
  if (run === undefined || typical?.measure !== 'run') return null;
  const isNear = run.isOpen && typical.high < farAhead * (run.to - run.from);
  const to = run.from + typical.high;
  return { from: run.from + typical.low, to, extendTo: isNear ? to : null };
}
