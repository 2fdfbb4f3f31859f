import { typed, typedArray, type TypedValue } from './describe-crate.ts';

/** A value, what reads as, and the first version that has it. */
export interface ValueCase {
  name: string;
  written: TypedValue;
  read: unknown;
  since?: number;
}

const numbers = (count: number, make: (index: number) => number): number[] =>
  Array.from({ length: count }, (_, index) => make(index));
const tuple = (...items: number[]): Float64Array => Float64Array.from(items);
const list = (parts: object): object => ({
  kind: 'list',
  explicit: null,
  prepended: [],
  appended: [],
  deleted: [],
  ...parts,
});
const reference = (asset: string, prim: string, offset = 0, scale = 1): object => ({
  kind: 'reference',
  asset,
  prim,
  offset: { offset, scale },
});

const single = (name: TypedValue['type'], value: TypedValue['value'], read: unknown = value): ValueCase => ({
  name: `${name} ${JSON.stringify(value)}`,
  written: { type: name, value },
  read,
});
const array = (name: string, written: TypedValue, read: unknown): ValueCase => ({ name, written, read });

const identity4 = numbers(16, (index) => (index % 5 === 0 ? 1 : 0));
const turned = numbers(16, (index) => index + 0.5);

const singles: ValueCase[] = [
  single('Bool', true),
  single('Bool', false),
  single('UChar', 200),
  single('Int', 7),
  single('Int', -7),
  single('Int', -2_147_483_648),
  single('UInt', 4_000_000_000),
  single('Int64', -5),
  single('Int64', -9_007_199_254_740_991),
  single('UInt64', 5),
  single('UInt64', 9_007_199_254_740_991),
  single('Half', -1.5),
  single('Half', 2 ** -24),
  single('Half', Infinity),
  single('Float', Math.fround(0.1)),
  single('Double', 0.5),
  single('Double', 0.1),
  single('String', 'a chair 🪑'),
  single('Token', 'Z'),
  single('AssetPath', './a.usd', { kind: 'asset', path: './a.usd' }),
  single('Vec2d', [1, -2], tuple(1, -2)),
  single('Vec2d', [0.1, -2], tuple(0.1, -2)),
  single('Vec2f', [1, -2], tuple(1, -2)),
  single('Vec2f', [0.5, 1e6], tuple(0.5, 1e6)),
  single('Vec2h', [1.5, -2], tuple(1.5, -2)),
  single('Vec2i', [127, -128], tuple(127, -128)),
  single('Vec2i', [128, -129], tuple(128, -129)),
  single('Vec3d', [1, 1, 1], tuple(1, 1, 1)),
  single('Vec3d', [0.1, 0.2, 0.3], tuple(0.1, 0.2, 0.3)),
  single('Vec3f', [-1, 0, 3], tuple(-1, 0, 3)),
  single('Vec3f', [-1.5, 0, 3], tuple(-1.5, 0, 3)),
  single('Vec3h', [-1, 0, 3], tuple(-1, 0, 3)),
  single('Vec3h', [-1.5, 0, 3], tuple(-1.5, 0, 3)),
  single('Vec3i', [1, 2, 3], tuple(1, 2, 3)),
  single('Vec3i', [1, 2, 3000], tuple(1, 2, 3000)),
  single('Vec4d', [1, 2, 3, -4], tuple(1, 2, 3, -4)),
  single('Vec4d', [1, 2, 3, 0.4], tuple(1, 2, 3, 0.4)),
  single('Vec4f', [1, 2, 3, -4], tuple(1, 2, 3, -4)),
  single('Vec4f', [1, 2, 3, 0.5], tuple(1, 2, 3, 0.5)),
  single('Vec4h', [1, 2, 3, -4], tuple(1, 2, 3, -4)),
  single('Vec4h', [1, 2, 3, 0.5], tuple(1, 2, 3, 0.5)),
  single('Vec4i', [1, 2, 3, -4], tuple(1, 2, 3, -4)),
  single('Vec4i', [1, 2, 3, -400], tuple(1, 2, 3, -400)),
  single('Matrix2d', [2, 0, 0, -3], tuple(2, 0, 0, -3)),
  single('Matrix2d', [2, 1, 0, -3], tuple(2, 1, 0, -3)),
  single('Matrix3d', [1, 0, 0, 0, 2, 0, 0, 0, 3], tuple(1, 0, 0, 0, 2, 0, 0, 0, 3)),
  single('Matrix3d', [1, 0, 0, 0, 2, 0, 0, 7, 3], tuple(1, 0, 0, 0, 2, 0, 0, 7, 3)),
  single('Matrix4d', identity4, tuple(...identity4)),
  single('Matrix4d', turned, tuple(...turned)),
  single('Quatd', [0.1, 0.2, 0.3, 1], tuple(0.1, 0.2, 0.3, 1)),
  single('Quatf', [0, 0, 0, 1], tuple(0, 0, 0, 1)),
  single('Quath', [0, 0.5, 0, 1], tuple(0, 0.5, 0, 1)),
  single('ValueBlock', null),
  { ...single('TimeCode', 24), since: 9 },
  { ...single('PathExpression', '/World//*'), since: 10 },
];

const composites: ValueCase[] = [
  single('Dictionary', {}, { kind: 'dictionary', entries: new Map() }),
  single(
    'Dictionary',
    {
      a: typed('Int', -1),
      inner: typed('Dictionary', { b: typed('Vec3d', [0.5, 0, 0]) }),
      c: typedArray('Token', ['x']),
    },
    {
      kind: 'dictionary',
      entries: new Map<string, unknown>([
        ['a', -1],
        ['inner', { kind: 'dictionary', entries: new Map([['b', tuple(0.5, 0, 0)]]) }],
        ['c', ['x']],
      ]),
    },
  ),
  single('TokenListOp', { prepended: ['PhysicsRigidBodyAPI'] }, list({ prepended: ['PhysicsRigidBodyAPI'] })),
  single(
    'TokenListOp',
    { added: ['a'], appended: ['b'], deleted: ['c'] },
    list({ appended: ['a', 'b'], deleted: ['c'] }),
  ),
  single('TokenListOp', { explicit: [] }, list({ explicit: [] })),
  single('StringListOp', { explicit: ['shape'] }, list({ explicit: ['shape'] })),
  single('PathListOp', { explicit: ['/A.b', '/A{v=x}B'] }, list({ explicit: ['/A.b', '/A/B'] })),
  single('IntListOp', { prepended: [-1, 2] }, list({ prepended: [-1, 2] })),
  single('UIntListOp', { appended: [4_000_000_000] }, list({ appended: [4_000_000_000] })),
  single('Int64ListOp', { deleted: [-5e10] }, list({ deleted: [-5e10] })),
  single('UInt64ListOp', { explicit: [5e10] }, list({ explicit: [5e10] })),
  single(
    'ReferenceListOp',
    {
      prepended: [
        { asset: 'a.usd', prim: '' },
        { asset: '', prim: '/A', offset: 10, scale: 2, customData: { note: typed('String', 'x') } },
        { asset: 'c.usd', prim: '/C' },
      ],
    },
    list({ prepended: [reference('a.usd', ''), reference('', '/A', 10, 2), reference('c.usd', '/C')] }),
  ),
  {
    ...single(
      'PayloadListOp',
      { explicit: [{ asset: 'a.usd', prim: '/A', offset: 1 }] },
      list({ explicit: [reference('a.usd', '/A', 1)] }),
    ),
    since: 8,
  },
  single('Payload', { asset: 'a.usd', prim: '/A' }, list({ explicit: [reference('a.usd', '/A')] })),
  single('Payload', { asset: '', prim: '' }, list({ explicit: [] })),
  single('PathVector', ['/A', '/A.b']),
  single('TokenVector', ['a', 'b']),
  single('StringVector', ['a.usd', 'b.usd']),
  single('DoubleVector', [0.1, 2], tuple(0.1, 2)),
  single('LayerOffsetVector', [10, 1, 0, 2], tuple(10, 1, 0, 2)),
  single(
    'VariantSelectionMap',
    [
      ['shape', 'round'],
      ['size', 'big'],
    ],
    {
      kind: 'selection',
      selected: new Map([
        ['shape', 'round'],
        ['size', 'big'],
      ]),
    },
  ),
  { ...single('Relocates', [['/A/B', '/A/C']], ['/A/B', '/A/C']), since: 11 },
  single('Specifier', 'class'),
  single('Permission', 'private'),
  single('Variability', 'uniform'),
  single('Value', typed('Int', 5), 5),
  single('UnregisteredValue', typed('String', 'of a plug-in'), 'of a plug-in'),
];

const halves = numbers(40, (index) => index / 2);
const fractions = numbers(40, (index) => index * 0.1);
const wide = numbers(40, (index) => (index % 3 === 0 ? -1e9 : index * 700));
const wide64 = numbers(40, (index) => (index % 3 === 0 ? -9e15 : index * 2 ** 33));

const arrays: ValueCase[] = [
  array('no items', typedArray('Vec3f', []), new Float32Array()),
  array('no words', typedArray('Token', []), []),
  array('Bool[]', typedArray('Bool', [true, false, true]), [true, false, true]),
  array('UChar[]', typedArray('UChar', [0, 255, 3]), Uint8Array.of(0, 255, 3)),
  array('Int[] of few', typedArray('Int', [1, -2, 3]), Int32Array.of(1, -2, 3)),
  array('Int[]', typedArray('Int', wide), Int32Array.from(wide)),
  array(
    'UInt[]',
    typedArray(
      'UInt',
      wide.map((value) => value >>> 0),
    ),
    Uint32Array.from(wide),
  ),
  array('Int64[]', typedArray('Int64', wide64), Float64Array.from(wide64)),
  array('UInt64[]', typedArray('UInt64', wide64.map(Math.abs)), Float64Array.from(wide64, Math.abs)),
  array('Half[]', typedArray('Half', halves), Float32Array.from(halves)),
  array(
    'Half[] of integers',
    typedArray(
      'Half',
      numbers(20, (index) => index),
    ),
    Float32Array.from(numbers(20, (index) => index)),
  ),
  array('Float[]', typedArray('Float', fractions), Float32Array.from(fractions)),
  array('Float[] of integers', typedArray('Float', wide), Float32Array.from(wide)),
  array(
    'Float[] of few different',
    typedArray(
      'Float',
      numbers(40, (index) => (index % 3) / 2),
    ),
    Float32Array.from(numbers(40, (index) => (index % 3) / 2)),
  ),
  array('Double[]', typedArray('Double', fractions), Float64Array.from(fractions)),
  array('Double[] of integers', typedArray('Double', wide), Float64Array.from(wide)),
  array(
    'Double[] of few different',
    typedArray(
      'Double',
      numbers(40, (index) => (index % 5) / 3),
    ),
    Float64Array.from(numbers(40, (index) => (index % 5) / 3)),
  ),
  array(
    'Half[] of few different',
    typedArray(
      'Half',
      numbers(40, (index) => (index % 4) / 2),
    ),
    Float32Array.from(numbers(40, (index) => (index % 4) / 2)),
  ),
  array('String[]', typedArray('String', ['a', '', 'ä']), ['a', '', 'ä']),
  array('Token[]', typedArray('Token', ['a', 'b', 'a']), ['a', 'b', 'a']),
  array('AssetPath[]', typedArray('AssetPath', ['a.png', 'b.png']), [
    { kind: 'asset', path: 'a.png' },
    { kind: 'asset', path: 'b.png' },
  ]),
  ...(['Vec2', 'Vec3', 'Vec4'] as const).flatMap((name) => {
    const values = numbers(Number(name[3]) * 20, (index) => index / 4 - 3);
    const integers = values.map((value) => value * 4);
    return [
      array(`${name}d[]`, typedArray(`${name}d`, values), Float64Array.from(values)),
      array(`${name}f[]`, typedArray(`${name}f`, values), Float32Array.from(values)),
      array(`${name}h[]`, typedArray(`${name}h`, values), Float32Array.from(values)),
      array(`${name}i[]`, typedArray(`${name}i`, integers), Int32Array.from(integers)),
    ];
  }),
  array('Matrix2d[]', typedArray('Matrix2d', fractions), Float64Array.from(fractions)),
  array(
    'Matrix3d[]',
    typedArray(
      'Matrix3d',
      numbers(18, (index) => index),
    ),
    Float64Array.from(numbers(18, (index) => index)),
  ),
  array('Matrix4d[]', typedArray('Matrix4d', turned), Float64Array.from(turned)),
  array('Quatd[]', typedArray('Quatd', fractions), Float64Array.from(fractions)),
  array('Quatf[]', typedArray('Quatf', fractions), Float32Array.from(fractions)),
  array('Quath[]', typedArray('Quath', halves), Float32Array.from(halves)),
  { ...array('TimeCode[]', typedArray('TimeCode', [1, 2.5]), Float64Array.of(1, 2.5)), since: 9 },
  { ...array('PathExpression[]', typedArray('PathExpression', ['/A', '//B']), ['/A', '//B']), since: 10 },
];

/** A value of each type and each way to write it down. */
export const everyValue: readonly ValueCase[] = [...singles, ...composites, ...arrays];
