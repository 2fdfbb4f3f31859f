/** What a figure is measured in. */
export type Unit = 'ms' | 's' | 'MB' | 'MB/s' | '%' | 'requests' | 'tasks' | 'frames';

/** What a figure shall be: a bound of our own median, or of ours divided by the rival's. */
export type Target = { of: 'ours' | 'ratio' } & ({ atMost: number } | { atLeast: number });

/** One figure, measured several times, and where there is one beside a rival in the same run. */
export interface BenchRow {
  /** Such as `1 GiB result, click to unpacked`. */
  what: string;
  unit: Unit;
  /** One of each round. */
  ours: readonly number[];
  /** Measured in turns with ours, so that what else the machine does meets both. */
  rival: { name: string; samples: readonly number[] } | null;
  target: Target | null;
  /** The measured reason, where the target is not met. */
  reason?: string;
}

/** What a bench is given. */
export interface BenchContext {
  /** Says how it goes while it goes. */
  log: (text: string) => void;
  /** A temporary folder on a real disk, removed afterwards. */
  folder: string;
}

/** Rows that are measured together; `bench/NAME.bench.ts` exports one as `bench`. */
export interface Bench {
  /** For `npm run bench -- NAME`. */
  name: string;
  title: string;
  run: (context: BenchContext) => Promise<BenchRow[]>;
}

/** What the samples of one figure come to. */
export interface Summary {
  median: number;
  min: number;
  max: number;
  n: number;
}

/** @throws RangeError without samples: a figure that was not measured is none */
export function summarize(samples: readonly number[]): Summary {
  const sorted = samples.toSorted((a, b) => a - b);
  const [min, max] = [sorted[0], sorted.at(-1)];
  if (min === undefined || max === undefined) throw new RangeError('There are no samples.');
  const middle = sorted.length / 2;
  const halves = [sorted[Math.ceil(middle) - 1] ?? min, sorted[Math.floor(middle)] ?? max];
  return { median: ((halves[0] ?? min) + (halves[1] ?? max)) / 2, min, max, n: sorted.length };
}

/** The median of some milliseconds, for a reason. */
export const medianMs = (samples: readonly number[]): string => `${Math.round(summarize(samples).median)} ms`;

/** A row with all that is derived from it, as it is printed and written as JSON. */
export interface Result extends Omit<BenchRow, 'ours' | 'rival'> {
  ours: Summary;
  rival: ({ name: string } & Summary) | null;
  /** Our median divided by the rival's; null without a rival, or where its median is nothing. */
  ratio: number | null;
  /** Null where there is no target. */
  isMet: boolean | null;
}

/** @throws RangeError if nothing was measured, or a target is about a ratio and there is no rival */
export function resultOf(row: BenchRow): Result {
  const ours = summarize(row.ours);
  const rival = row.rival && { name: row.rival.name, ...summarize(row.rival.samples) };
  const ratio = rival === null || rival.median === 0 ? null : ours.median / rival.median;
  return { ...row, ours, rival, ratio, isMet: row.target && isMet(row.target, ours.median, ratio) };
}

function isMet(target: Target, ours: number, ratio: number | null): boolean {
  const value = target.of === 'ours' ? ours : ratio;
  if (value === null) throw new RangeError('A ratio needs a rival.');
  return 'atMost' in target ? value <= target.atMost : value >= target.atLeast;
}

/** The results of one bench, as lines for a terminal. */
export function linesOf(results: readonly Result[]): string[] {
  return results.flatMap((result) => {
    const { what, unit, ours, rival, ratio, target, isMet: met, reason } = result;
    const mark = met === null ? ' ' : met ? '✔' : '✘';
    const parts = [`ours ${summaryText(ours)} ${unit}`];
    if (rival !== null) parts.push(`${rival.name} ${summaryText(rival)} ${unit}`);
    if (ratio !== null) parts.push(`${number(ratio)} ×`);
    if (target !== null) parts.push(`target ${targetText(target, unit)}`);
    const lines = [`${mark} ${what}`, `    ${parts.join(' · ')}`];
    if (met === false) lines.push(`    ${reason ?? 'Not met, and no reason was measured.'}`);
    return lines;
  });
}

const summaryText = ({ median, min, max, n }: Summary): string =>
  n === 1 ? number(median) : `${number(median)} [${number(min)}–${number(max)}] n=${n}`;

function targetText(target: Target, unit: Unit): string {
  const [sign, bound] = 'atMost' in target ? ['≤', target.atMost] : ['≥', target.atLeast];
  return target.of === 'ratio' ? `${sign} ${bound} ×` : `${sign} ${bound} ${unit}`;
}

/** Three digits that mean something. */
const number = (value: number): string =>
  value.toLocaleString('en-US', { maximumSignificantDigits: value >= 1_000 ? 4 : 3 });
