/**
 * When a job is likely to end, as far as its progress and the durations of earlier jobs tell.
 *
 * Progress p (a share of 1) after the time t of a run that takes T in all is taken to be p = (t / T)^c: even where c is 1, else
 * slow at first or slow towards the end. In logarithms that is a straight line, ln t = ln T + ln p / c, on which every answer
 * is a point. What is known of ln T and 1 / c before any of them is normal, the points move it as in any linear regression,
 * and what comes out is the mean and the spread of ln T.
 */

/** A normal distribution of the logarithm of a duration in milliseconds. */
export interface Spread {
  mean: number;
  /** Standard deviation. */
  sd: number;
}

/** Where nothing is known of how long jobs take: the pages of the service speak of a minute or two. */
export const vague: Spread = { mean: Math.log(100_000), sd: 1 };

/** The sums over all points of one run, from which the line through them is computed. Never changed in place. */
export interface ProgressLine {
  /** Of the weights of the points, and of weight times x, x², y, xy and y², where x is ln p and y is ln t. */
  w: number;
  x: number;
  xx: number;
  y: number;
  xy: number;
  yy: number;
  points: number;
}

export const noProgress: ProgressLine = { w: 0, x: 0, xx: 0, y: 0, xy: 0, yy: 0, points: 0 };

/** How far progress may be off, in points of a hundred. */
const noise = 1.8;

/** The likely 1 / c before anything is known of it. */
const slope: Spread = { mean: 1.02, sd: 0.2 };

/**
 * The line with one more answer.
 *
 * @param elapsedMs since the run began
 * @param progress 0 to 100; nothing and a hundred tell nothing of the time in between
 */
export function withPoint(line: ProgressLine, elapsedMs: number, progress: number): ProgressLine {
  if (!(elapsedMs >= 1_000) || !(progress >= 1) || !(progress < 100)) return line;
  const x = Math.log(progress / 100);
  const y = Math.log(elapsedMs);
  const w = (progress / noise) ** 2;
  return {
    w: line.w + w,
    x: line.x + w * x,
    xx: line.xx + w * x * x,
    y: line.y + w * y,
    xy: line.xy + w * x * y,
    yy: line.yy + w * y * y,
    points: line.points + 1,
  };
}

/** What the points make of the prior. */
export function estimate(line: ProgressLine, prior: Spread): Spread {
  if (line.points === 0) return prior;
  const [a, b] = [1 / prior.sd ** 2, 1 / slope.sd ** 2];
  // Normal equations of y = m + s x with a prior on both.
  const [mm, ms, ss] = [line.w + a, line.x, line.xx + b];
  const [rm, rs] = [line.y + a * prior.mean, line.xy + b * slope.mean];
  const determinant = mm * ss - ms * ms;
  const mean = (ss * rm - ms * rs) / determinant;
  const s = (mm * rs - ms * rm) / determinant;
  // Where the points lie further from the line than their noise explains, or the line is one that no run has (the clock of the
  // service is another, say), all that follows from it is less certain.
  const rest =
    line.yy -
    2 * mean * line.y -
    2 * s * line.xy +
    mean * mean * line.w +
    2 * mean * s * line.x +
    s * s * line.xx;
  const oddness = ((s - slope.mean) / slope.sd) ** 2;
  const misfit = Math.max(1, (rest + oddness) / line.points);
  return { mean, sd: Math.sqrt((ss / determinant) * misfit) };
}

/** The share of runs that keep to no estimate: they end at any time that the prior allows. */
const unruly = 0.04;

/**
 * How likely the job ends in the next moment if it has not ended before, as events per millisecond.
 *
 * @param elapsedMs since the run began
 */
export function hazard(likely: Spread, prior: Spread, elapsedMs: number): number {
  if (elapsedMs <= 0) return 0;
  const y = Math.log(elapsedMs);
  const wide = { mean: Math.max(prior.mean, likely.mean), sd: Math.max(prior.sd, 0.6) };
  const density = (1 - unruly) * densityAt(likely, y) + unruly * densityAt(wide, y);
  const left = (1 - unruly) * shareAbove(likely, y) + unruly * shareAbove(wide, y);
  return left < 1e-9 ? 0 : density / left / elapsedMs;
}

const densityAt = ({ mean, sd }: Spread, y: number): number =>
  Math.exp(-0.5 * ((y - mean) / sd) ** 2) / (sd * Math.sqrt(2 * Math.PI));

/** The share of a normal distribution above a value, to seven digits (Abramowitz and Stegun 26.2.17). */
function shareAbove({ mean, sd }: Spread, y: number): number {
  const z = (y - mean) / sd;
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const poly =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI)) * poly;
  return z >= 0 ? tail : 1 - tail;
}

/** Whether a run has outlasted what its progress made likely, or has shown none when most have ended: nothing is known any more. */
export const isOverdue = ({ mean, sd }: Spread, { points }: ProgressLine, elapsedMs: number): boolean =>
  Math.log(elapsedMs) > mean + (points === 0 ? -1.7 : 2.5) * sd;
