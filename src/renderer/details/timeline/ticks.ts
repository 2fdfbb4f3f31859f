import type { Scale } from './scale.ts';

/** A mark on the axis. */
export interface Tick {
  time: number;
  /** 0 to 1 */
  place: number;
  label: string;
}

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Distances between marks that a person reads at a glance. */
const steps = [
  ...[1, 2, 5, 10, 15, 30].map((count) => count * second),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12].map((count) => count * hour),
  ...[1, 2, 5, 10, 20, 50, 100].map((count) => count * day),
];

/** Pixels that a label with its space takes. */
const labelWidth = 84;

const toTheSecond = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const toTheMinute = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const dayOnly = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric' });

/**
 * Marks at round local times. Those of a break are left out, and those whose labels would touch another's or the ends of
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

/** Round by the local clock, whose hours may begin at another time than those of the epoch. */
function firstAfter(time: number, step: number): number {
  const offset = new Date(time).getTimezoneOffset() * minute;
  return Math.ceil((time - offset) / step) * step + offset;
}

function labelOf(time: number, step: number, before: number | null): string {
  const isAnotherDay = before !== null && dayOnly.format(before) !== dayOnly.format(time);
  if (step >= day || isAnotherDay) return dayOnly.format(time);
  return (step < minute ? toTheSecond : toTheMinute).format(time);
}
