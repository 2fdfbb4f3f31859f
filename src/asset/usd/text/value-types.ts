/** What arrays of a type's numbers are kept in. */
export type NumberStore =
  typeof Float64Array | typeof Float32Array | typeof Int32Array | typeof Uint32Array | typeof Uint8Array;

/** How values of a type are written and kept. Source: OpenUSD's `pxr/usd/sdf/schema.cpp`, `_AddStandardTypes`. */
export type ValueType = NumberType | { kind: 'bool' | 'text' | 'asset' };

export interface NumberType {
  kind: 'number';
  /** Numbers of one row, and rows of a matrix; 1 and 1 for a number alone, which is written without parentheses. */
  columns: number;
  rows: number;
  isQuaternion: boolean;
  Store: NumberStore;
  /** The smallest and largest of whole numbers; null where numbers may have a fraction. */
  range: readonly [number, number] | null;
  /** What the type makes of a number. */
  round(value: number): number;
}

const identity = (value: number): number => value;

/** The nearest number with 11 binary digits, as `GfHalf` makes it of a float. */
export function roundToHalf(value: number): number {
  const float = Math.fround(value);
  const size = Math.abs(float);
  if (!(size > 0 && size < Infinity)) return float;
  // A double has its exponent in these bits; below the smallest normal half the steps stay the same.
  const exponent = Math.max(((new Uint32Array(Float64Array.of(size).buffer)[1] ?? 0) >>> 20) - 1023, -14);
  const step = 2 ** (exponent - 10);
  const steps = size / step;
  const below = Math.floor(steps);
  const rest = steps - below;
  const rounded = (rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? below + 1 : below) * step;
  return Math.sign(float) * (rounded >= 65_536 ? Infinity : rounded);
}

const half = { Store: Float32Array, range: null, round: roundToHalf };
const float = { Store: Float32Array, range: null, round: Math.fround };
const double = { Store: Float64Array, range: null, round: identity };
const int = { Store: Int32Array, range: [-(2 ** 31), 2 ** 31 - 1], round: identity } as const;

type NumberKind = Pick<NumberType, 'Store' | 'range' | 'round'>;
const numbersOf = (kind: NumberKind, columns = 1, rows = 1, isQuaternion = false): NumberType => ({
  kind: 'number',
  columns,
  rows,
  isQuaternion,
  ...kind,
});

const types = new Map<string, ValueType>([
  ['bool', { kind: 'bool' }],
  ...['string', 'token', 'pathExpression'].map((name): [string, ValueType] => [name, { kind: 'text' }]),
  ['asset', { kind: 'asset' }],
  ['uchar', numbersOf({ Store: Uint8Array, range: [0, 255], round: identity })],
  ['uint', numbersOf({ Store: Uint32Array, range: [0, 2 ** 32 - 1], round: identity })],
  ['int64', numbersOf({ Store: Float64Array, range: [-(2 ** 63), 2 ** 63], round: identity })],
  ['uint64', numbersOf({ Store: Float64Array, range: [0, 2 ** 64], round: identity })],
  ['timecode', numbersOf(double)],
]);
for (const [name, kind] of Object.entries({ int, half, float, double })) {
  types.set(name, numbersOf(kind));
  for (const columns of [2, 3, 4]) types.set(`${name}${columns}`, numbersOf(kind, columns));
}
for (const [suffix, kind] of Object.entries({ h: half, f: float, d: double })) {
  for (const role of ['point', 'normal', 'vector', 'color', 'texCoord'])
    types.set(`${role}3${suffix}`, numbersOf(kind, 3));
  types.set(`color4${suffix}`, numbersOf(kind, 4));
  types.set(`texCoord2${suffix}`, numbersOf(kind, 2));
  types.set(`quat${suffix}`, numbersOf(kind, 4, 1, true));
}
for (const size of [2, 3, 4]) types.set(`matrix${size}d`, numbersOf(double, size, size));
types.set('frame4d', numbersOf(double, 4, 4));

/** Of a name without `[]`; undefined for a type that USD does not have. */
export const valueTypeOf = (name: string): ValueType | undefined => types.get(name);
