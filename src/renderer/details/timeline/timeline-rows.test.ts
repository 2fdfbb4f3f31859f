import { describe, expect, it } from 'vitest';
import type { TypicalRange } from '../../../shared/history.ts';
import type { Segment } from './segments.ts';
import { rowsOf, usualEndOf } from './timeline-rows.ts';

const run: Segment = {
  kind: 'running',
  label: 'Running',
  from: 1_000,
  to: 3_000,
  isOpen: true,
  isSeen: false,
  parts: [{ label: 'Physics', from: 1_500, to: 3_000, isOpen: true }],
  steps: [],
};
const queue: Segment = {
  ...run,
  kind: 'queued',
  label: 'Queued',
  from: 0,
  to: 1_000,
  isOpen: false,
  parts: [],
};

it('each segment is followed by its parts, which were seen', () => {
  expect(rowsOf([queue, run]).map(({ key, label, isPart, isSeen }) => [key, label, isPart, isSeen])).toEqual([
    ['queued', 'Queued', false, false],
    ['running', 'Running', false, false],
    ['running 0', 'Physics', true, true],
  ]);
});

describe('when a run usually ends', () => {
  const typical: TypicalRange = {
    measure: 'run',
    low: 2_500,
    median: 3_000,
    high: 4_000,
    count: 12,
    bySize: true,
  };

  it('is counted from its start, and shown ahead while it goes on', () => {
    expect(usualEndOf([queue, run], typical)).toEqual({ from: 3_500, to: 5_000, extendTo: 5_000 });
  });

  it('does not stretch the axis of a run that is over, nor far beyond what happened', () => {
    expect(usualEndOf([{ ...run, isOpen: false }], typical)?.extendTo).toBeNull();
    expect(usualEndOf([run], { ...typical, high: 8_000 })?.extendTo).toBeNull();
  });

  it('is not known without a run, a range, or one that was measured otherwise', () => {
    expect(usualEndOf([queue], typical)).toBeNull();
    expect(usualEndOf([run], null)).toBeNull();
    expect(usualEndOf([run], { ...typical, measure: 'whole' })).toBeNull();
  });
});
