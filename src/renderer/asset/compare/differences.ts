import { formatBytes } from '../../ui/format.ts';
import { assetWords } from '../../words/asset.ts';
import type { Point } from '../camera.ts';
import { formatLength, formatNumber } from '../quantities.ts';
import type { AssetSummary } from '../workers/protocol.ts';

/** What is compared of assets: a value of each, and what became of the first one's in the last one. */
export interface Difference {
  label: string;
  /** A dash where an asset is not read yet. */
  values: string[];
  /** Null while one of the two is not known. */
  change: string | null;
}

const words = assetWords.compare;
const dash = '–';

/** @param summaries of the assets in the order in which one became of the other; null for one that is not read */
export function differences(summaries: readonly (AssetSummary | null)[]): Difference[] {
  const first = summaries[0] ?? null;
  const last = summaries.at(-1) ?? null;
  const row = <Value>(
    label: string,
    of: (summary: AssetSummary) => Value,
    format: (value: Value) => string,
    change: (from: Value, to: Value) => string,
  ): Difference => ({
    label,
    values: summaries.map((summary) => (summary === null ? dash : format(of(summary)))),
    change: first === null || last === null ? null : change(of(first), of(last)),
  });
  const count = (label: string, of: (summary: AssetSummary) => number): Difference =>
    row(label, of, (value) => value.toLocaleString(), changeInCount);
  return [
    count(words.triangles, ({ totals }) => totals.triangles),
    count(words.vertices, ({ totals }) => totals.vertices),
    row(words.size, uprightSize, sizeInWords, changeInSize),
    count(words.materials, ({ totals }) => totals.materials),
    count(words.textures, ({ totals }) => totals.textures),
    count(words.colliders, ({ shapes }) => shapes.colliders),
    row(words.bytes, ({ totals }) => totals.bytes, formatBytes, changeInBytes),
  ];
}

/** Width, depth and height, whichever axis of the file is up; metres. */
function uprightSize({ totals, upAxis }: AssetSummary): Point {
  const [x, y, z] = totals.size;
  return upAxis.value === 'Y' ? [x, z, y] : [x, y, z];
}

const sizeInWords = ([x, y, z]: Point): string =>
  words.dimensions(formatNumber(x), formatNumber(y), formatLength(z));

const signed = (value: number, text: string): string => `${value < 0 ? '−' : '+'}${text}`;

/** ` (−12%)`; nothing where there was nothing before, or the change is too small or large to be a matter of per cent. */
function percent(from: number, to: number): string {
  const change = (to - from) / from;
  if (!Number.isFinite(change) || Math.abs(change) < 0.0005 || Math.abs(change) >= 10) return '';
  const text = Math.abs(change).toLocaleString(undefined, { style: 'percent', maximumSignificantDigits: 2 });
  return ` (${signed(change, text)})`;
}

const changeInCount = (from: number, to: number): string =>
  from === to ? words.same : signed(to - from, Math.abs(to - from).toLocaleString()) + percent(from, to);

const changeInBytes = (from: number, to: number): string =>
  from === to ? words.same : signed(to - from, formatBytes(Math.abs(to - from))) + percent(from, to);

/** Lengths that differ by less were only rounded. */
const rounding = 5e-4;

/** One factor where all three lengths changed alike. */
function changeInSize(from: Point, to: Point): string {
  const factors = [0, 1, 2].map((axis) => {
    const [before, after] = [from[axis] ?? 0, to[axis] ?? 0];
    return before === after ? 1 : after / before;
  });
  if (factors.every((factor) => Math.abs(factor - 1) < rounding)) return words.same;
  const [one = 1] = factors;
  const isUniform = factors.every((factor) => Math.abs(factor / one - 1) < 0.005);
  const shown = (isUniform ? [one] : factors).map((factor) =>
    Number.isFinite(factor) ? `× ${factor.toLocaleString(undefined, { maximumSignificantDigits: 3 })}` : dash,
  );
  return shown.join(', ');
}
