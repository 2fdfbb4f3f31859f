import { describe, expect, it } from 'vitest';
import { AssetBudget, defaultLimits, type AssetErrorCode } from '../../limits.ts';
import { readCrate } from './read-crate.ts';
import { specTypes } from './spec-tree.ts';
import { askForAll } from './testing/ask-for-all.ts';
import { typed, typedArray } from './testing/describe-crate.ts';
import { packIntegers } from './testing/pack.ts';
import { fieldsOf, fileOf, fileWith, sound, valueOf } from './testing/raw-crate.ts';
import { CountingBudget, readOrRefuse } from './testing/read-or-refuse.ts';
import { writeCrate } from './testing/write-crate.ts';
import { bootstrapBytes } from './testing/write-tables.ts';
import type { ByteWriter } from './testing/byte-writer.ts';

const refusing = (code: AssetErrorCode, message: string): Error =>
  expect.objectContaining({ code, message: expect.stringContaining(message) as string }) as Error;

const read = (bytes: Uint8Array): number => askForAll(readCrate(bytes, 'a.usdc', new AssetBudget()));

describe('a value', () => {
  const huge = 2 ** 31;

  it.each([
    [
      'lies outside of the file',
      fileOf({ fieldValues: fieldsOf(valueOf('Double', 2 ** 40, 'single')) }),
      'no byte',
    ],
    [
      'ends outside',
      fileOf({ fieldValues: fieldsOf(valueOf('Matrix4d', fileOf({}).length - 8, 'single')) }),
      'not there',
    ],
    ['has 2^31 items', fileWith('Vec3f', 'array', (writer) => writer.uint64(huge)), 'not there'],
    ['has 2^31 words', fileWith('Token', 'array', (writer) => writer.uint64(huge)), 'not there'],
    ['has 2^60 items', fileWith('UChar', 'array', (writer) => writer.uint64(2n ** 60n)), 'not there'],
    [
      'is a list of 2^31',
      fileWith('TokenListOp', 'single', (writer) => [writer.uint8(2), writer.uint64(huge)]),
      'not there',
    ],
    ['is 2^31 doubles', fileWith('DoubleVector', 'single', (writer) => writer.uint64(huge)), 'not there'],
    [
      'is a dictionary of 2^31',
      fileWith('Dictionary', 'single', (writer) => writer.uint64(huge)),
      'not there',
    ],
    [
      'is 2^31 selections',
      fileWith('VariantSelectionMap', 'single', (writer) => writer.uint64(huge)),
      'not there',
    ],
    ['is 2^31 relocates', fileWith('Relocates', 'single', (writer) => writer.uint64(huge)), 'not there'],
    ['leads backwards', fileWith('Value', 'single', (writer) => writer.int64(-8)), 'a jump by -8'],
    [
      'is a path that is not there',
      fileWith('PathVector', 'single', (writer) => [writer.uint64(1), writer.uint32(9)]),
      'no path 9',
    ],
    [
      'is packed by nothing known',
      fileWith('Float', 'packed', (writer) => [writer.uint64(20), writer.uint8(1)]),
      'code 1',
    ],
    [
      'is packed integers that cannot be',
      fileWith('Int', 'packed', (writer) => [writer.uint64(1e6), writer.uint64(2), writer.uint16(0)]),
      'not in 2 bytes',
    ],
  ])('that %s is damaged', (_, bytes, why) => {
    expect(() => read(bytes)).toThrow(refusing('damaged', why));
    expect(readOrRefuse(bytes).values).toBeLessThan(100);
  });

  it.each([
    ['an order of children', 'primChildren', { fields: { primChildren: typedArray('TokenVector', []) } }],
    [
      'connections',
      'connectionPaths',
      {
        prims: {
          A: {
            properties: { a: { typeName: 'int', fields: { connectionPaths: typedArray('PathListOp', []) } } },
          },
        },
      },
    ],
  ])('that is an array of lists is damaged where it is %s', (_, field, layer) => {
    expect(() => read(writeCrate(layer))).toThrow(refusing('damaged', `${field} is no such value`));
  });

  it('that contains itself is a cycle', () => {
    const bytes = fileWith('Value', 'single', (writer) => {
      writer.int64(8);
      writer.uint64(valueOf('Value', bootstrapBytes, 'single'));
    });
    expect(() => read(bytes)).toThrow(refusing('cycle', 'contains itself'));
  });

  it('that has 2^30 dictionaries in one another by way of 30 is read once each', () => {
    let inner = typed('Dictionary', { a: typed('Double', 0.1) });
    for (let level = 0; level < 30; level += 1) inner = typed('Dictionary', { a: inner, b: inner });
    const { refusal, values } = readOrRefuse(writeCrate({ fields: { customLayerData: inner } }));
    expect(refusal).toBeNull();
    expect(values).toBeLessThan(1_000);
  });

  it('that has dictionaries in one another without end is too deep', () => {
    let inner = typed('Dictionary', { a: typed('Double', 0.1) });
    for (let level = 0; level < 100; level += 1) inner = typed('Dictionary', { a: inner });
    expect(readOrRefuse(writeCrate({ fields: { customLayerData: inner } })).refusal).toBe('too-deep');
  });

  it('of more numbers than the budget is too large, and is not unpacked', () => {
    const array = typedArray('Float', new Float32Array(1_000));
    const bytes = writeCrate({
      prims: { A: { properties: { a: { typeName: 'float[]', default: array } } } },
    });
    const layer = readCrate(bytes, 'a.usdc', new AssetBudget({ ...defaultLimits, maxValues: 500 }));
    const property = layer.root.children.get('A')?.properties.get('a');
    expect(property?.kind === 'attribute' && property.value).toThrow(refusing('too-large', '500 values'));
  });

  it('whose table of numbers has fewer than an index says is damaged', () => {
    const bytes = fileWith('Float', 'packed', (writer) => {
      const indices = packIntegers([0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3]);
      writer.uint64(16);
      writer.text('t');
      writer.uint32(3);
      for (const number of [0.5, 1.5, 2.5]) writer.float32(number);
      writer.uint64(indices.length);
      writer.write(indices);
    });
    expect(() => read(bytes)).toThrow(refusing('damaged', 'outside the table'));
  });

  const many = Array<string>(1_000).fill('a');
  const pairs = many.map((word) => [word, word] as const);
  it.each([
    ['words', typedArray('Token', many), 1_000],
    ['files', typedArray('AssetPath', many), 8_000],
    ['a list of words', typed('TokenListOp', { explicit: many }), 1_000],
    ['references', typed('ReferenceListOp', { explicit: many.map((asset) => ({ asset, prim: '' })) }), 8_000],
    ['payloads', typed('PayloadListOp', { explicit: many.map((asset) => ({ asset, prim: '' })) }), 8_000],
    ['doubles', typed('DoubleVector', Array<number>(1_000).fill(1)), 1_000],
    ['selections', typed('VariantSelectionMap', pairs), 8_000],
    ['relocates', typed('Relocates', pairs), 2_000],
    [
      'entries',
      typed(
        'Dictionary',
        Object.fromEntries(many.map((word, index) => [`${word}${index}`, typed('Int', 1)])),
      ),
      8_000,
    ],
  ])('asks the budget for its %s', (_, value, least) => {
    const budget = new CountingBudget();
    const layer = readCrate(
      writeCrate(
        { prims: { A: { properties: { a: { typeName: 'any', default: value } } } } },
        { version: 11 },
      ),
      'a.usdc',
      budget,
    );
    const before = budget.values;
    askForAll(layer);
    expect(budget.values - before).toBeGreaterThanOrEqual(least);
    expect(budget.values - before).toBeLessThan(least + 8);
  });
});

describe('time samples', () => {
  const fileOfSamples = (write: (writer: ByteWriter) => void): Uint8Array =>
    fileOf(
      {
        tokens: [...sound.tokens, 'timeSamples', 'typeName'],
        fieldNames: [4, 3, 5],
        fieldValues: [
          valueOf('TimeSamples', bootstrapBytes, 'single'),
          valueOf('Specifier', 0, 'inlined'),
          valueOf('Token', 1, 'inlined'),
        ],
        fieldSets: [1, -1, 0, 2, -1],
        pathCount: 3,
        paths: { indices: [0, 1, 2], elements: [0, 1, -2], jumps: [-1, -1, -2] },
        specs: [
          { path: 0, set: 0, type: specTypes.pseudoRoot },
          { path: 1, set: 0, type: specTypes.prim },
          { path: 2, set: 2, type: specTypes.attribute },
        ],
      },
      write,
    );

  it.each([
    ['times that are no numbers', valueOf('Token', 1, 'inlined'), 0, 'no numbers'],
    [
      'more values than times',
      valueOf('DoubleVector', bootstrapBytes + 32, 'single'),
      3,
      '3 samples at 1 times',
    ],
    ['2^31 values', valueOf('DoubleVector', bootstrapBytes + 32, 'single'), 2 ** 31, 'not there'],
  ])('with %s are damaged', (_, times, count, why) => {
    const bytes = fileOfSamples((writer) => {
      writer.int64(8);
      writer.uint64(times);
      writer.int64(24);
      writer.uint64(0);
      writer.uint64(1);
      writer.float64(5);
      writer.write(new Uint8Array(32));
      writer.patchInt64(bootstrapBytes + 16, 32);
      writer.patchInt64(bootstrapBytes + 48, count);
    });
    expect(() => read(bytes)).toThrow(refusing('damaged', why));
  });

  it.each([
    ['timeSamples', typed('Int', 1), 'time samples are something else'],
    ['connectionPaths', typed('Int', 1), 'connectionPaths'],
    ['targetPaths', typed('TokenVector', ['/A']), 'targetPaths'],
    ['typeName', typed('Double', 0.5), 'typeName'],
  ])('and others of %s that are no such value are damaged', (name, value, why) => {
    const fields = { [name]: value };
    const property = name === 'targetPaths' ? { targets: {}, fields } : { typeName: 'int', fields };
    const bytes = writeCrate({ prims: { A: { properties: { a: property } } } });
    expect(() => read(bytes)).toThrow(refusing('damaged', why));
  });

  it('ask the budget for each value, also where times are shared', () => {
    const times = Array.from({ length: 1_000 }, (_, index) => index);
    const samples = times.map((time) => [time, typed('Int', 1)] as const);
    const others = times.map((time) => [time, typed('Int', 2)] as const);
    const used = [
      { a: { typeName: 'int', samples } },
      { a: { typeName: 'int', samples }, b: { typeName: 'int', samples: others } },
    ].map((properties) => readOrRefuse(writeCrate({ prims: { A: { properties } } })).values);
    expect(used[0]).toBeGreaterThan(2_000);
    expect((used[1] ?? 0) - (used[0] ?? 0)).toBeGreaterThan(1_000);
  });
});
