import { describe, expect, it } from 'vitest';
import { AssetBudget, AssetError, defaultLimits } from '../../limits.ts';
import { attributeOf, errorOf, primOf, problemOf, readLines, valueOf } from './testing/read-lines.ts';
import { roundToHalf } from './value-types.ts';

const problem = (type: string, value: string): string => problemOf(`def "A" { ${type} a = ${value} }`);

describe('a value alone', () => {
  it.each([
    ['bool', 'true', true],
    ['bool', 'false', false],
    ['bool', '1', true],
    ['bool', '0', false],
    ['bool', '"no"', false],
    ['uchar', '255', 255],
    ['int', '-2147483648', -2147483648],
    ['uint', '4294967295', 4294967295],
    ['int64', '-9007199254740991', -9007199254740991],
    ['uint64', '9007199254740991', 9007199254740991],
    ['half', '0.1', 0.0999755859375],
    ['float', '0.1', Math.fround(0.1)],
    ['double', '0.1', 0.1],
    ['double', '-inf', -Infinity],
    ['timecode', '12.5', 12.5],
    ['string', '"a b"', 'a b'],
    ['token', "'Z'", 'Z'],
    ['pathExpression', '"//*"', '//*'],
    ['asset', '@a.png@', { kind: 'asset', path: 'a.png' }],
  ])('of type %s, %s, is read', (type, written, value) => {
    expect(valueOf(type, written)).toEqual(value);
  });

  it.each([
    ['int', '1.5', 'a whole number from -2147483648 to 2147483647'],
    ['int', '2147483648', 'a whole number'],
    ['int', 'inf', 'a whole number'],
    ['uint', '-1', 'a whole number from 0 to 4294967295'],
    ['uchar', '256', 'a whole number from 0 to 255'],
    ['uint64', '-1', 'a whole number'],
    ['bool', 'maybe', 'true or false'],
    ['float', '"1"', 'a number'],
    ['string', '1', 'a string in quotes'],
    ['token', 'Z', 'a string in quotes'],
    ['asset', '"a"', 'an asset in @'],
    ['float', '(1)', 'a number'],
    ['float3', '1', "'('"],
  ])('of type %s is not %s', (type, written, expected) => {
    expect(problem(type, written)).toContain(
      `a.usda:2:${`def "A" { ${type} a = `.length + 1}: expected ${expected}`,
    );
  });
});

describe('a tuple', () => {
  it.each([
    ['float2', '(1, 2)', [1, 2]],
    ['double3', '( 0.1,\n\t2 , 3e-1, )', [0.1, 2, 0.3]],
    ['int4', '(1, -2, 3, 4)', [1, -2, 3, 4]],
    ['color4f', '(1, 0, 0, 0.5)', [1, 0, 0, 0.5]],
    ['texCoord2h', '(0.1, 1)', [0.0999755859375, 1]],
    ['point3f', '(0.1, 0.2, -inf)', [Math.fround(0.1), Math.fround(0.2), -Infinity]],
    ['quatf', '(1, 2, 3, 4)', [2, 3, 4, 1]],
    ['quatd', '(0.1, 0.2, 0.3, 0.4)', [0.2, 0.3, 0.4, 0.1]],
    ['matrix2d', '((1, 2), (3, 4))', [1, 2, 3, 4]],
    ['matrix3d', '( (1, 2, 3),\n(4, 5, 6),\n(7, 8, 9) )', [1, 2, 3, 4, 5, 6, 7, 8, 9]],
    [
      'matrix4d',
      '((1,0,0,0),(0,1,0,0),(0,0,1,0),(5,6,7,1),)',
      [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 5, 6, 7, 1],
    ],
  ])('of type %s is read', (type, written, numbers) => {
    expect(valueOf(type, written)).toEqual(Float64Array.from(numbers));
  });

  it.each([
    ['float3', '(1, 2)'],
    ['float3', '(1, 2, 3, 4)'],
    ['float3', '(1 2 3)'],
    ['matrix2d', '(1, 2, 3, 4)'],
    ['matrix2d', '((1, 2))'],
    ['matrix2d', '((1, 2), (3, 4), (5, 6))'],
  ])('of type %s is not %s', (type, written) => {
    expect(problem(type, written)).toMatch(/a\.usda:2:\d+: expected '[,()]', found/);
  });
});

describe('an array', () => {
  it.each([
    ['int[]', '[1, -2, 3]', Int32Array.of(1, -2, 3)],
    ['int[]', '[]', new Int32Array()],
    ['int[]', '[\n  1,\n]', Int32Array.of(1)],
    ['int []', '[1]', Int32Array.of(1)],
    ['uchar[]', '[0, 255]', Uint8Array.of(0, 255)],
    ['uint[]', '[4294967295]', Uint32Array.of(4294967295)],
    ['int64[]', '[-4294967297]', Float64Array.of(-4294967297)],
    ['float[]', '[0.1, inf, nan]', Float32Array.of(0.1, Infinity, NaN)],
    ['half[]', '[0.1]', Float32Array.of(0.0999755859375)],
    ['double[]', '[0.1]', Float64Array.of(0.1)],
    ['point3f[]', '[(1, 2, 3), (4, 5, 6)]', Float32Array.of(1, 2, 3, 4, 5, 6)],
    ['int2[]', '[(1, 2), (3, 4)]', Int32Array.of(1, 2, 3, 4)],
    ['quath[]', '[(1, 2, 3, 4), (5, 6, 7, 8)]', Float32Array.of(2, 3, 4, 1, 6, 7, 8, 5)],
    ['matrix2d[]', '[((1, 2), (3, 4)), ((5, 6), (7, 8))]', Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8)],
    ['bool[]', '[true, 0]', [true, false]],
    ['token[]', '["a", \'b\']', ['a', 'b']],
    ['string[]', '[]', []],
    [
      'asset[]',
      '[@a@, @@]',
      [
        { kind: 'asset', path: 'a' },
        { kind: 'asset', path: '' },
      ],
    ],
  ])('of type %s, %j, is read', (type, written, value) => {
    expect(valueOf(type, written)).toEqual(value);
  });

  it.each([
    ['int[]', '1', "'['"],
    ['int[]', '[1 2]', "',' or ']'"],
    ['int[]', '[1,,2]', 'a number'],
    ['int[]', '[1', "',' or ']'"],
    ['float3[]', '[(1, 2, 3) (4, 5, 6)]', "',' or ']'"],
    ['float3[]', '[1, 2, 3]', "'('"],
    ['string[]', '["a" "b"]', "',' or ']'"],
  ])('of type %s is not %s', (type, written, expected) => {
    expect(problem(type, written)).toContain(`expected ${expected}, found`);
  });

  it('of many tuples comes in one typed array, whatever its length', () => {
    for (const count of [7, 8, 9, 1000]) {
      const points = Array.from({ length: count }, (_, index) => `(${index}, 0.5, -${index}.5)`);
      const value = valueOf('point3f[]', `[${points.join(',')}]`);
      const numbers = Array.from({ length: count }, (_, index) => [index, 0.5, -index - 0.5]).flat();
      expect(Array.from(value as Float32Array)).toEqual(numbers);
    }
  });
});

describe('what arrays may take', () => {
  const read = (text: string, maxValues: number): unknown =>
    readLines(text, new AssetBudget({ ...defaultLimits, maxValues }));

  it('is counted while they are read, all of a layer together', () => {
    const array = `[${'1,'.repeat(500)}]`;
    const text = `def "A" { int[] a = ${array} int[] b = ${array} }`;
    expect(() => read(text, 1100)).not.toThrow();
    expect(() => read(text, 1000)).toThrow(AssetError);
    expect(() => read(`def "A" { int[] a = ${array}`, 300)).toThrow('more than 300 values');
    expect(() => read(`def "A" { string[] a = [${'"a",'.repeat(500)}]`, 300)).toThrow('more than 300 values');
  });

  it('bounds properties, fields and entries as well, which are larger than a number', () => {
    const many = (written: (index: number) => string): string =>
      Array.from({ length: 100 }, (_, i) => written(i)).join('\n');
    for (const text of [
      `def "A" { ${many((index) => `int a${index}`)} }`,
      `def "A" { ${many((index) => `rel a${index}`)} }`,
      `def "A" ( ${many((index) => `a${index} = 1`)} ) {}`,
      `( customLayerData = { ${many((index) => `int a${index} = 1`)} } )`,
      `def "A" ( inherits = [${many(() => '</B>,')}] ) {}`,
      `def "A" { double a.timeSamples = { ${many((index) => `${index}: 1,`)} } }`,
      `def "A" ( a = [${many(() => '[],')}] ) {}`,
      `( relocates = { ${many((index) => `</A${index}>: </B>,`)} } )`,
    ]) {
      expect(() => read(text, 4000)).not.toThrow();
      expect(() => read(text, 2000)).toThrow('more than 2000 values');
    }
  });
});

describe('a value of a type that USD does not have', () => {
  it.each([
    ['1.5', 1.5],
    ['"a"', 'a'],
    ['word', 'word'],
    ['true', true],
    ['-inf', -Infinity],
    ['(1, 2)', Float64Array.of(1, 2)],
    ['[(1, 2), (3, 4)]', Float64Array.of(1, 2, 3, 4)],
    ['["a", "b"]', ['a', 'b']],
    ['[true, false]', [true, false]],
    ['[@a@]', [{ kind: 'asset', path: 'a' }]],
    ['<b>', '/A/b'],
    ['[]', []],
  ])('is read by what it looks like: %s', (written, value) => {
    const layer = readLines(`def "A" { Strange a = ${written} }`);
    const prim = layer.root.children.get('A');
    expect(prim && attributeOf(prim, 'a').value()).toEqual(value);
    expect(layer.notes).toEqual([{ place: '/A.a', detail: 'value type Strange' }]);
  });

  it('is noted where it is a mixture', () => {
    const layer = readLines('def "A" ( strange = [1, "a"] ) {}');
    expect(layer.notes).toEqual([{ place: '/A strange', detail: 'a list of different kinds of values' }]);
  });
});

describe('a dictionary', () => {
  const read = (written: string): unknown =>
    primOf(`int a (customData = ${written})`).properties.get('a')?.fields.get('customData');

  it('holds values of all types, and dictionaries', () => {
    const entries = new Map<string, unknown>([
      ['a', 1],
      ['b c', 'd'],
      ['e', Float32Array.of(1, 2)],
      ['f', { kind: 'dictionary', entries: new Map([['g:h', true]]) }],
      ['i', { kind: 'dictionary', entries: new Map() }],
    ]);
    expect(
      read(
        '{ int a = 1; string "b c" = "d"\n float[] e = [1, 2]\n dictionary f = { bool g:h = true }\n dictionary i = {} }',
      ),
    ).toEqual({ kind: 'dictionary', entries });
  });

  it.each([
    ['{ int = 1 }', "an entry's name"],
    ['{ int a 1 }', "'='"],
    ['{ 1 }', "the type of an entry, or '}'"],
    ['{ dictionary a = 1 }', "'{'"],
  ])('is not %s', (written, expected) => {
    expect(problemOf(`def "A" ( customData = ${written} ) {}`)).toContain(`expected ${expected}, found`);
  });

  it.each([
    ['dictionaries', `{ ${'dictionary a = {'.repeat(10_000)}`],
    ['dictionaries of a type that there is not', `{ ${'strange a = {'.repeat(10_000)}`],
    ['lists', '['.repeat(10_000)],
    ['tuples', '('.repeat(10_000)],
    ['lists in dictionaries', '{ strange a = ['.repeat(10_000)],
  ])('of 10,000 %s in one another is too deep', (_, written) => {
    expect(errorOf(`( customLayerData = ${written}`).code).toBe('too-deep');
  });
});

describe('a half', () => {
  it.each([
    [0, 0],
    [-0, -0],
    [1, 1],
    [-2.5, -2.5],
    [0.1, 0.0999755859375],
    [1 / 3, 0.333251953125],
    [65504, 65504],
    [65519, 65504],
    [65520, Infinity],
    [-1e9, -Infinity],
    [2 ** -24, 2 ** -24],
    [2 ** -25, 0],
    [1.5 * 2 ** -24, 2 ** -23],
    [2 ** -14, 2 ** -14],
    [2049, 2048],
    [2051, 2052],
    [Infinity, Infinity],
    [NaN, NaN],
  ])('of %d is %d', (value, half) => {
    expect(roundToHalf(value)).toBe(half);
  });
});
