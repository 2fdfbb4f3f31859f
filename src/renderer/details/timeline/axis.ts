import type { Segment } from './segments.ts';

/** A span of time and where it is drawn, from 0 at the left end of the axis to 1 at the right. */
export interface Stretch {
  from: number;
  to: number;
  left: number;
  right: number;
}

/** How time is laid out. Between breaks, every millisecond is equally wide. */
export interface Scale {
  /** Where a moment is drawn, 0 to 1. Moments outside are at the ends. */
  place: (time: number) => number;
  /** The last moment on the axis. */
  end: number;
  /** Spans drawn to scale, in order of time. */
  even: Stretch[];
  /** Waits that are too long to be drawn to scale. */
  breaks: Stretch[];
}

/** The share of the axis that a break takes. */
const breakShare = 0.1;

/** A wait is broken when it is this many times as long as everything drawn to scale. */
const longWait = 2;

const working: readonly Segment['kind'][] = ['preprocessing', 'running', 'download'];

/**
 * Lays the segments out. A wait (in the queue, or between two segments) that would leave no room for the work becomes a
 * break of a fixed width. Work itself is never shortened.
 *
 * @param extendTo a later moment that the axis should reach, such as the end of a typical range
 */
export function scaleOf(segments: readonly Segment[], extendTo: number | null = null): Scale | null {
  const pieces = piecesOf(segments);
  const end = pieces.at(-1)?.to ?? 0;
  if (pieces.length === 0) return null;
  if (extendTo !== null && extendTo > end) pieces.push({ from: end, to: extendTo, isWork: true });
  const broken = longWaits(pieces);
  const drawn = pieces.reduce((sum, piece) => sum + (broken.has(piece) ? 0 : piece.to - piece.from), 0);
  const perMs = (1 - broken.size * breakShare) / drawn;

  let left = 0;
  const stretches = pieces.map((piece) => {
    const isBreak = broken.has(piece);
    const right = left + (isBreak ? breakShare : (piece.to - piece.from) * perMs);
    const stretch = { from: piece.from, to: piece.to, left, right, isBreak };
    left = right;
    return stretch;
  });
  return {
    end: pieces.at(-1)?.to ?? end,
    place: (time) => {
      const stretch = stretches.find(({ to }) => time <= to);
      if (stretch === undefined) return 1;
      const share = Math.max(0, time - stretch.from) / (stretch.to - stretch.from);
      return stretch.left + share * (stretch.right - stretch.left);
    },
    even: joined(stretches.filter(({ isBreak }) => !isBreak)),
    breaks: stretches.filter(({ isBreak }) => isBreak),
  };
}

interface Piece {
  from: number;
  to: number;
  isWork: boolean;
}

/** The time, cut wherever a segment begins or ends. */
function piecesOf(segments: readonly Segment[]): Piece[] {
  const cuts = [...new Set(segments.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  return cuts.slice(1).map((to, index) => {
    const from = cuts[index] ?? to;
    const during = segments.filter((one) => one.from < to && one.to > from);
    return { from, to, isWork: during.some(({ kind }) => working.includes(kind)) };
  });
}

function longWaits(pieces: readonly Piece[]): Set<Piece> {
  const broken = new Set<Piece>();
  if (!pieces.some(({ isWork }) => isWork)) return broken;
  const length = ({ from, to }: Piece): number => to - from;
  let rest = pieces.reduce((sum, piece) => sum + length(piece), 0);
  for (const wait of pieces.filter(({ isWork }) => !isWork).sort((a, b) => length(b) - length(a))) {
    if (length(wait) <= longWait * (rest - length(wait))) break;
    broken.add(wait);
    rest -= length(wait);
  }
  return broken;
}

/** Joins spans that touch. */
function joined(stretches: readonly Stretch[]): Stretch[] {
  const result: Stretch[] = [];
  for (const { from, to, left, right } of stretches) {
    const last = result.at(-1);
    if (last?.to === from) Object.assign(last, { to, right });
    else result.push({ from, to, left, right });
  }
  return result;
}

/** A mark on the axis. */
interface Tick {
  time: number;
  /** 0 to 1 */
  place: number;
  label: string;
}

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Distances between marks, all of them round. */
const steps = [
  ...[1, 2, 5, 10, 15, 30].map((count) => count * second),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12].map((count) => count * hour),
  ...[1, 2, 5, 10, 20, 50, 100].map((count) => count * day),
];

/** Pixels that a label takes with the space around it. */
const labelWidth = 84;

const toTheSecond = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const toTheMinute = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const dayOnly = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric' });

/**
 * Marks at round local times. Marks in a break are left out, and those whose labels would touch another's or the ends of
 * the axis.
 *
 * @param width of the axis, in pixels
 */
export function ticksOf(scale: Scale, width: number): Tick[] {
  const ticks: Tick[] = [];
  const taken = scale.breaks.map(({ left, right }) => ((left + right) / 2) * width);
  for (const { from, to, left, right } of scale.even) {
    const perPixel = (to - from) / ((right - left) * width);
    const step = steps.find((one) => one / perPixel >= labelWidth);
    if (step === undefined) continue;
    for (let time = firstAfter(from, step); time <= to; time += step) {
      const place = scale.place(time);
      const x = place * width;
      const isFree = taken.every((other) => Math.abs(other - x) >= labelWidth);
      if (!isFree || x < labelWidth / 2 || x > width - labelWidth / 2) continue;
      taken.push(x);
      ticks.push({ time, place, label: labelOf(time, step, ticks.at(-1)?.time ?? null) });
    }
  }
  return ticks;
}

/** The first round time of the local clock, whose hours may differ from those of UTC by minutes. */
function firstAfter(time: number, step: number): number {
  const offset = new Date(time).getTimezoneOffset() * minute;
  return Math.ceil((time - offset) / step) * step + offset;
}

function labelOf(time: number, step: number, before: number | null): string {
  const isAnotherDay = before !== null && dayOnly.format(before) !== dayOnly.format(time);
  if (step >= day || isAnotherDay) return dayOnly.format(time);
  return (step < minute ? toTheSecond : toTheMinute).format(time);
}

/** A position on the axis (0 to 1) for CSS. */
export const percent = (share: number): string => `${(share * 100).toFixed(3)}%`;
