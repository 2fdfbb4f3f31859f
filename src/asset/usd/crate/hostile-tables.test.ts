import { describe, expect, it } from 'vitest';
import { AssetBudget, defaultLimits, type AssetErrorCode } from '../../limits.ts';
import { readCrate } from './read-crate.ts';
import { specTypes } from './spec-tree.ts';
import { askForAll } from './testing/ask-for-all.ts';
import { type PrimDescription } from './testing/describe-crate.ts';
import { fieldsOf, fileOf, sound, valueOf } from './testing/raw-crate.ts';
import { readOrRefuse } from './testing/read-or-refuse.ts';
import { writeCrate } from './testing/write-crate.ts';
import { type RawTables } from './testing/write-tables.ts';

const refusing = (code: AssetErrorCode, message: string): Error =>
  expect.objectContaining({ code, message: expect.stringContaining(message) as string }) as Error;

const read = (bytes: Uint8Array): number => askForAll(readCrate(bytes, 'a.usdc', new AssetBudget()));

describe('tables', () => {
  it('that are sound are read', () => {
    const layer = readCrate(fileOf({}), 'a.usdc', new AssetBudget());
    expect([...layer.fields]).toEqual([['x', 5]]);
    expect([...layer.root.children.keys()]).toEqual(['A']);
  });

  it.each(['tokens', 'tokenBytes', 'strings', 'fields', 'fieldSets', 'encodedPaths', 'specs'] as const)(
    'that say they have 2^31 or 2^52 %s are refused before there is room for them',
    (name) => {
      for (const count of [2 ** 31, 2 ** 52]) {
        const { refusal, values } = readOrRefuse(fileOf({ claims: { [name]: count } }));
        expect(refusal).toBe('damaged');
        expect(values).toBeLessThan(100);
      }
    },
  );

  it('that say they have 2^31 paths are refused before there is room for them', () => {
    const { refusal, values } = readOrRefuse(fileOf({ pathCount: 2 ** 31 }));
    expect(refusal).toBe('damaged');
    expect(values).toBeLessThan(100);
  });

  it('with more entries than prims could have are too many', () => {
    const limits = { ...defaultLimits, maxPrims: 1 };
    const tokens = Array.from({ length: 65 }, (_, index) => `t${index}`);
    expect(() => readCrate(fileOf({ tokens }), 'a.usdc', new AssetBudget(limits))).toThrow(
      refusing('too-many', 'a table of 65'),
    );
  });

  it.each([
    ['tokens', { tokens: [...sound.tokens, ...Array<string>(1_000).fill('abc')] }, 2_000],
    ['fields of sets', { fieldSets: [...sound.fieldSets, ...Array<number>(1_000).fill(-1)] }, 1_000],
    ['paths', { pathCount: 1_002 }, 2_000],
    [
      'specs',
      {
        specs: [
          ...sound.specs,
          ...Array<{ path: number; set: number; type: number }>(1_000).fill({ path: 9, set: 0, type: 6 }),
        ],
      },
      2_000,
    ],
  ] as [string, Partial<RawTables>, number][])('ask the budget for their %s', (_, tables, least) => {
    const used = readOrRefuse(fileOf(tables)).values - readOrRefuse(fileOf({})).values;
    expect(used).toBeGreaterThanOrEqual(least);
    expect(used).toBeLessThan(least + 20);
  });

  it('ask the budget for each property and prim', () => {
    const prims = {
      A: {
        properties: Object.fromEntries(
          Array.from({ length: 100 }, (_, index) => [`a${index}`, { typeName: 'int' }]),
        ),
      },
    };
    expect(readOrRefuse(writeCrate({ prims })).values).toBeGreaterThan(100 * 16);
  });

  it.each([
    [
      'a string of no token',
      { strings: [9], fieldValues: fieldsOf(valueOf('String', 0, 'inlined')) },
      'no token 9',
    ],
    ['a value of no token', { fieldValues: fieldsOf(valueOf('Token', 9, 'inlined')) }, 'no token 9'],
    ['a value of no string', { fieldValues: fieldsOf(valueOf('String', 9, 'inlined')) }, 'no string 9'],
    ['a field of no name', { fieldNames: [2, 9] }, 'no field 1'],
    ['a set of fields that are not there', { fieldSets: [7, -1, 1, -1] }, 'no field 7'],
    ['a set of fields without an end', { fieldSets: [0, -1, 1, 1] }, 'has no end'],
    [
      'a spec whose fields start within a set',
      { specs: [{ path: 0, set: 1, type: 7 }] },
      'no set starts at 1',
    ],
    [
      'a spec whose fields start behind all sets',
      { specs: [{ path: 0, set: 4, type: 7 }] },
      'no set starts at 4',
    ],
    ['no root', { specs: [{ path: 1, set: 2, type: 6 }] }, 'no root'],
    ['a root that is a prim', { specs: [{ path: 0, set: 2, type: 6 }] }, 'no root'],
    ['fewer values than fields', { fieldValues: sound.fieldValues.slice(1) }, 'values of fields end early'],
    ['a type that is a number', { tokens: sound.tokens.with(2, 'typeName') }, 'typeName'],
    [
      'a specifier that is none',
      { fieldValues: [valueOf('Int', 5, 'inlined'), valueOf('Specifier', 3, 'inlined')] },
      'specifier',
    ],
    ['fewer tokens than they say', { claims: { tokens: 6 } }, 'instead of 6'],
    ['fewer bytes of tokens than they say', { claims: { tokenBytes: 100 } }, 'tokens end early'],
  ] as [string, Partial<RawTables>, string][])('with %s are damaged', (_, tables, why) => {
    expect(() => read(fileOf(tables))).toThrow(refusing('damaged', why));
  });

  it('with specs of one path, or of a path that nothing leads to, are read without them and with a note', () => {
    const specs = [...sound.specs, { path: 1, set: 2, type: 6 }, { path: 40, set: 2, type: 6 }];
    const { notes } = readCrate(fileOf({ specs }), 'a.usdc', new AssetBudget());
    expect(notes).toContainEqual({ place: '/', detail: '2 specs that no path leads to' });
  });

  it('with two paths of one name are damaged, as millions of them would be a few bytes', () => {
    const tables: Partial<RawTables> = {
      pathCount: 3,
      paths: { indices: [0, 1, 2], elements: [0, -1, -1], jumps: [-1, 0, -2] },
      specs: [0, 1, 2].map((path) => ({
        path,
        set: 0,
        type: path === 0 ? specTypes.pseudoRoot : specTypes.attribute,
      })),
    };
    expect(() => read(fileOf(tables))).toThrow(refusing('damaged', 'two specs at /.A'));
  });

  it('with very many fields that are not read in one set are read, with as many notes as help', () => {
    const count = 150_000;
    const numbers = Array.from({ length: count }, (_, index) => index);
    const bytes = fileOf({
      tokens: [';-)', ...numbers.map((index) => `t${index}`)],
      fieldNames: numbers.map((index) => index + 1),
      fieldValues: numbers.map((index) => (index === 2 ? valueOf('Specifier', 0, 'inlined') : 77n << 48n)),
      fieldSets: [...numbers, -1],
      pathCount: 2,
      paths: { indices: [0, 1], elements: [0, -1], jumps: [-1, -2] },
      specs: [
        { path: 0, set: 0, type: specTypes.pseudoRoot },
        { path: 1, set: 0, type: specTypes.attribute },
      ],
    });
    expect(readCrate(bytes, 'a.usdc', new AssetBudget()).notes).toHaveLength(501);
  });

  it('with specs of a kind that is not known are read without them and with a note', () => {
    const specs = sound.specs.with(1, { path: 1, set: 2, type: 3 });
    const { notes } = readCrate(fileOf({ specs }), 'a.usdc', new AssetBudget());
    expect(notes).toContainEqual({ place: '/A', detail: 'spec type 3' });
  });
});

describe('contents', () => {
  const withContents = (change: (view: DataView, contents: number) => void): Uint8Array => {
    const bytes = fileOf({});
    const view = new DataView(bytes.buffer);
    change(view, Number(view.getBigUint64(16, true)));
    return bytes;
  };

  it.each([
    ['lie outside of the file', withContents((view) => view.setBigUint64(16, 1n << 40n, true)), 'no byte'],
    ['count 2^31', withContents((view, at) => view.setBigUint64(at, 1n << 31n, true)), 'are not there'],
    [
      'have a section outside of the file',
      withContents((view, at) => view.setBigUint64(at + 24, 1n << 40n, true)),
      'outside',
    ],
    [
      'have a section that ends outside',
      withContents((view, at) => view.setBigUint64(at + 32, 1n << 40n, true)),
      'outside',
    ],
    ['lack a section', withContents((view, at) => view.setUint8(at + 8, 0)), 'no section TOKENS'],
    ['end in the header', fileOf({}).subarray(0, 80), 'ends in its header'],
    ['are text', new TextEncoder().encode('#usda 1.0'), 'no crate file'],
  ])('that %s are damaged', (_, bytes, why) => {
    expect(() => read(bytes)).toThrow(refusing('damaged', why));
  });
});

describe('a table of paths', () => {
  const paths = (count: number, jumps: readonly number[]): Partial<RawTables> => ({
    pathCount: count,
    paths: { indices: jumps.map((_, index) => index), elements: jumps.map(() => 1), jumps },
  });

  it('whose jumps of 1 make 2^40 paths of 40 entries is damaged', () => {
    expect(() => read(fileOf(paths(40, Array<number>(40).fill(1).with(-1, -2))))).toThrow(
      refusing('damaged', 'path 39 of entry 39'),
    );
  });

  it.each([
    ['a jump outside', paths(3, [-1, 9, -2]), 'no entry 10'],
    ['no end', paths(2, [-1, -1]), 'no entry 2'],
    ['a path that is not counted', { pathCount: 1 }, 'path 1'],
    ['one path twice', { paths: { indices: [0, 0], elements: [0, 1], jumps: [-1, -2] } }, 'path 0'],
    [
      'a name that is no token',
      { paths: { indices: [0, 1], elements: [0, -9], jumps: [-1, -2] } },
      'token -9',
    ],
  ] satisfies [string, Partial<RawTables>, string][])('with %s is damaged', (_, tables, why) => {
    expect(() => read(fileOf(tables))).toThrow(refusing('damaged', why));
  });

  const nested = (levels: number): PrimDescription =>
    levels === 1 ? {} : { children: { A: nested(levels - 1) } };

  it('of more levels than the limit is too deep, and of as many is read', () => {
    const limits = { ...defaultLimits, maxDepth: 10 };
    const readNested = (levels: number) =>
      readCrate(writeCrate({ prims: { A: nested(levels) } }), 'a.usdc', new AssetBudget(limits));
    expect(readNested(10).root.children.size).toBe(1);
    expect(() => readNested(11)).toThrow(refusing('too-deep', 'path'));
  });

  it('with names that no asset has is too long', () => {
    expect(() => read(writeCrate({ prims: { ['A'.repeat(17_000)]: {} } }))).toThrow(
      refusing('too-long', 'path'),
    );
  });

  it('with more prims than the limit is too many', () => {
    const limits = { ...defaultLimits, maxPrims: 3 };
    const bytes = writeCrate({ prims: { A: {}, B: {}, C: {} } });
    expect(() => readCrate(bytes, 'a.usdc', new AssetBudget(limits))).toThrow(
      refusing('too-many', '3 prims'),
    );
  });
});
