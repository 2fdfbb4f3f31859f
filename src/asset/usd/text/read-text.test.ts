import { describe, expect, it } from 'vitest';
import { AssetBudget, AssetError, defaultLimits } from '../../limits.ts';
import { readText } from './read-text.ts';
import { errorOf, primAt, primOf, problemOf, readLines, variantOf } from './testing/read-lines.ts';

const list = (parts: object): object => ({
  kind: 'list',
  explicit: null,
  prepended: [],
  appended: [],
  deleted: [],
  ...parts,
});

const readBytes = (text: string): unknown =>
  readText(new TextEncoder().encode(text), 'a.usda', new AssetBudget());

describe('the first line', () => {
  it.each(['#usda 1.0', '#usda 1.1\n', '#usda 1.0 and more\r\n', '\uFEFF#usda 1.0\n'])(
    'may be %j',
    (text) => {
      expect(readBytes(text)).toMatchObject({ file: 'a.usda', notes: [] });
    },
  );

  it.each(['', '#usda', '#usda x', 'def "a" {}', '\n#usda 1.0', '#usdb 1.0'])('is not %j', (text) => {
    expect(() => readBytes(text)).toThrow('a.usda:1:1: expected #usda 1.0, found ');
  });

  it('of another version is not understood', () => {
    expect(() => readBytes('#usda 2.0\n')).toThrow(
      new AssetError('not-understood', "a.usda: version 2 of USD's text"),
    );
  });
});

describe('the metadata of a layer', () => {
  it('is read by the names of its fields', () => {
    const layer = readLines(`
(
    "a comment"
    doc = """of two
lines"""
    defaultPrim = "World"; upAxis = 'Z'
    metersPerUnit = 0.01 # a comment
    startTimeCode = 1
    colorConfiguration = @c.ocio@
    customLayerData = { string a = "b" }
    expressionVariables = { string V = "w" }
    noSuchField = (1, 2)
)
`);
    expect(layer.fields).toEqual(
      new Map<string, unknown>([
        ['comment', 'a comment'],
        ['documentation', 'of two\nlines'],
        ['defaultPrim', 'World'],
        ['upAxis', 'Z'],
        ['metersPerUnit', 0.01],
        ['startTimeCode', 1],
        ['colorConfiguration', { kind: 'asset', path: 'c.ocio' }],
        ['customLayerData', { kind: 'dictionary', entries: new Map([['a', 'b']]) }],
        ['expressionVariables', { kind: 'dictionary', entries: new Map([['V', 'w']]) }],
        ['noSuchField', Float64Array.of(1, 2)],
      ]),
    );
  });

  it('has sublayers with their offsets', () => {
    const { fields } = readLines(
      '( subLayers = [ @a.usd@, @b.usd@ (offset = 10; scale = 0.5), @@@c@d.usd@@@ ( scale = 2 ), ] )',
    );
    expect(fields.get('subLayers')).toEqual(['a.usd', 'b.usd', 'c@d.usd']);
    expect(fields.get('subLayerOffsets')).toEqual(Float64Array.of(0, 1, 10, 0.5, 0, 2));
  });

  it('has relocations', () => {
    const { fields } = readLines('( relocates = { </A/B>: </A/C>, </D> : <> } )');
    expect(fields.get('layerRelocates')).toEqual(['/A/B', '/A/C', '/D', '']);
  });

  it.each([
    ['( a = )', 'a number, found ")"'],
    ['( a 1 )', "'='"],
    ['( = 1 )', "the name of a field, or ')'"],
    ['( a = 1', "the name of a field, or ')', found the end of the file"],
    ['( subLayers = [ "a" ] )', 'an asset in @'],
    ['( subLayers = [ @a@ (speed = 2) ] )', 'offset or scale'],
    ['( relocates = { </A> </B> } )', "':'"],
  ])('is not %s', (text, expected) => {
    expect(problemOf(text)).toContain(`expected ${expected}`);
  });
});

describe('a prim', () => {
  it('is a definition, an opinion or a class, with or without a type', () => {
    const { root } = readLines(`
def Xform "A" { over "B" {} }
class "_C"
{
    def Some.Type "D" {}
}
over Mesh 'größe' (active = false) {};
`);
    const facts = [...root.children.values()].map(({ name, specifier, typeName }) => [
      name,
      specifier,
      typeName,
    ]);
    expect(facts).toEqual([
      ['A', 'def', 'Xform'],
      ['_C', 'class', ''],
      ['größe', 'over', 'Mesh'],
    ]);
    expect(root.children.get('A')?.children.get('B')?.specifier).toBe('over');
    expect(root.children.get('_C')?.children.get('D')?.typeName).toBe('Some.Type');
  });

  it('that is written twice is one', () => {
    const { root } = readLines('def "A" { int a = 1 }\nover "A" (kind = "prop") { int b = 2 }');
    const prim = root.children.get('A');
    expect(prim?.specifier).toBe('def');
    expect([...(prim?.properties.keys() ?? [])]).toEqual(['a', 'b']);
    expect(prim?.fields.get('kind')).toBe('prop');
  });

  it.each([
    ['def A {}', "2:7: expected a prim's name in quotes"],
    ['def "A"', "2:8: expected '{', found the end of the file"],
    ['def "A" {', "2:10: expected a prim, a property or '}', found the end of the file"],
    ['def "A" {}}', '2:11: expected def, over or class, found "}"'],
    ['def "a b" {}', '2:5: expected a name of letters, digits and _'],
    ['def "" {}', '2:5: expected a name of letters, digits and _'],
    ['def "a/b" {}', '2:5: expected a name of letters, digits and _'],
    ['def "1a" {}', '2:5: expected a name of letters, digits and _'],
    ['define "A" {}', 'expected def, over or class instead of define'],
    ['int a = 1', 'expected def, over or class instead of int'],
    ['variantSet "a" = {}', 'expected def, over or class instead of variantSet'],
  ])('is not %s', (text, words) => {
    expect(problemOf(text)).toContain(words);
  });

  it('counts, and is not too deep', () => {
    expect(() =>
      readLines('def "A" { def "B" {} }', new AssetBudget({ ...defaultLimits, maxPrims: 1 })),
    ).toThrow('more than 1 prims');
    const nested = (depth: number): string => `${'def "A" {'.repeat(depth)} ${'}'.repeat(depth)}`;
    expect(() => readLines(nested(64))).not.toThrow();
    expect(errorOf(nested(65)).code).toBe('too-deep');
    expect(errorOf('def "A" {'.repeat(10_000)).code).toBe('too-deep');
  });

  it('has its children and properties in the order of the file, and any other order noted in its fields', () => {
    const layer = readLines(`
def "A" {
    reorder nameChildren = ["C", "B"]
    def "B" {}
    int z
    def "C" {}
    int a
    reorder properties = ["a"]
}
reorder rootPrims = ["B", "A"]
`);
    const prim = primAt(layer, '/A');
    expect([...prim.children.keys()]).toEqual(['B', 'C']);
    expect([...prim.properties.keys()]).toEqual(['z', 'a']);
    expect(prim.fields.get('primOrder')).toEqual(['C', 'B']);
    expect(prim.fields.get('propertyOrder')).toEqual(['a']);
    expect(layer.fields.get('primOrder')).toEqual(['B', 'A']);
  });
});

describe('the metadata of a prim', () => {
  const fieldsOf = (text: string, path = '/A'): ReadonlyMap<string, unknown> =>
    primAt(readLines(`def "A" (\n${text}\n)\n{\n}`), path).fields;

  it('is read by the names of its fields', () => {
    expect(
      fieldsOf(`
        'a comment'
        doc = "words"
        kind = "component"
        active = false
        instanceable = 1
        hidden = True
        noLoadHint = no
        permission = private
        symmetryFunction =
        displayName = "A"
        customData = { int a = 1 }
        assetInfo = { asset identifier = @a@ }
        prefixSubstitutions = { "a": "b" }
        clips = { dictionary default = { string p = "q" } }`),
    ).toEqual(
      new Map<string, unknown>([
        ['comment', 'a comment'],
        ['documentation', 'words'],
        ['kind', 'component'],
        ['active', false],
        ['instanceable', true],
        ['hidden', true],
        ['noLoadHint', false],
        ['permission', 'private'],
        ['displayName', 'A'],
        ['customData', { kind: 'dictionary', entries: new Map([['a', 1]]) }],
        [
          'assetInfo',
          { kind: 'dictionary', entries: new Map([['identifier', { kind: 'asset', path: 'a' }]]) },
        ],
        [
          'clips',
          {
            kind: 'dictionary',
            entries: new Map([['default', { kind: 'dictionary', entries: new Map([['p', 'q']]) }]]),
          },
        ],
      ]),
    );
  });

  it('has lists that are edited, in any number of statements', () => {
    const fields = fieldsOf(`
        prepend apiSchemas = ["A", "B"]
        append apiSchemas = ["C"]
        add apiSchemas = ["D"]
        delete apiSchemas = ["E"]
        prepend variantSets = "v"
        inherits = </_class>
        prepend specializes = [</B>, <../C>]
        append unknown = [1, "a"]`);
    expect(fields.get('apiSchemas')).toEqual(
      list({ prepended: ['A', 'B'], appended: ['C', 'D'], deleted: ['E'] }),
    );
    expect(fields.get('variantSetNames')).toEqual(list({ prepended: ['v'] }));
    expect(fields.get('inheritPaths')).toEqual(list({ explicit: ['/_class'] }));
    expect(fields.get('specializes')).toEqual(list({ prepended: ['/B', '/C'] }));
    expect(fields.get('unknown')).toEqual(list({ appended: ['1', 'a'] }));
  });

  it('has references and payloads, to a file, a prim, or both', () => {
    const fields = fieldsOf(`
        references = [
            @a.usd@,
            @b.usd@</B> (offset = 1; scale = 2),
            </C/D> (
                customData = { int a = 1 }
                scale = 0.5
            ),
            @c.usd@<>,
        ]
        prepend payload = @d.usd@</D>`);
    const reference = (asset: string, prim: string, offset = 0, scale = 1): object => ({
      kind: 'reference',
      asset,
      prim,
      offset: { offset, scale },
    });
    expect(fields.get('references')).toEqual(
      list({
        explicit: [
          reference('a.usd', ''),
          reference('b.usd', '/B', 1, 2),
          reference('', '/C/D', 0, 0.5),
          reference('c.usd', ''),
        ],
      }),
    );
    expect(fields.get('payload')).toEqual(list({ prepended: [reference('d.usd', '/D')] }));
  });

  it('may say that there is none', () => {
    const fields = fieldsOf(
      'references = None\npayload = []\ninherits = None\napiSchemas = None\nkind = None',
    );
    for (const name of ['references', 'payload', 'inheritPaths', 'apiSchemas'])
      expect(fields.get(name)).toEqual(list({ explicit: [] }));
    expect(fields.has('kind')).toBe(false);
  });

  it('has selections of variants, and relocations', () => {
    const fields = fieldsOf(
      'variants = { string size = "big"; string color = "red" }\nrelocates = { <B>: <C> }',
    );
    expect(fields.get('variantSelection')).toEqual({
      kind: 'selection',
      selected: new Map([
        ['size', 'big'],
        ['color', 'red'],
      ]),
    });
    expect(fields.get('relocates')).toEqual(['/A/B', '/A/C']);
  });

  it('that is left out is noted', () => {
    const { notes } = readLines(
      'def "A" ( reorder references = [@a@]\n prefixSubstitutions = { "a": "b" }\n variants = { int a = 1 } ) {}',
    );
    expect(notes).toEqual([
      { place: '/A references', detail: 'an order of items' },
      { place: '/A prefixSubstitutions', detail: 'prefixSubstitutions' },
      { place: '/A variants', detail: 'a selection for a that is no string' },
    ]);
  });

  it('is noted a hundred times at most', () => {
    const { notes } = readLines(
      `def "A" { ${Array.from({ length: 200 }, (_, index) => `strange a${index} = 1\n`).join('')} }`,
    );
    expect(notes.length).toBe(100);
  });

  it.each([
    ['references = "a"', 'an asset in @, or a path in <>'],
    ['references = [@a@ @b@]', "',' or ']'"],
    ['references = @a@ (speed = 1)', 'offset or scale'],
    ['inherits = @a@', 'a path in <>'],
    ['inherits = <../../B>', 'a path that stays inside the layer'],
    ['variants = "a"', "'{'"],
    ['apiSchemas = 1.5.5', "the name of a field, or ')'"],
    ['apiSchemas = (1)', 'a word'],
  ])('is not %s', (text, expected) => {
    expect(problemOf(`def "A" ( ${text} ) {}`)).toContain(`expected ${expected}, found`);
  });
});

describe('a set of variants', () => {
  const layer = readLines(`
def "A" ( prepend variantSets = ["size", "color"] )
{
    variantSet "size" = {
        "big" ( payload = @big.usd@ ) {
            int a = 1
            rel r = <B>
            def "B" { rel r = <../C> }
            variantSet "color" = { "red" {} 'blue' { def "D" {} } }
        }
        "small 1.5"
        {
        }
    }
    variantSet "size" = {
        "huge" {}
    }
}`);

  it('has for each variant what it adds', () => {
    const prim = primAt(layer, '/A');
    expect([...(prim.variantSets.get('size')?.keys() ?? [])]).toEqual(['big', 'small 1.5', 'huge']);
    const big = variantOf(prim, 'size', 'big');
    expect(big).toMatchObject({ name: 'big', specifier: 'over', typeName: '' });
    expect(big.fields.get('payload')).toMatchObject({ explicit: [{ asset: 'big.usd' }] });
    expect([...big.properties.keys()]).toEqual(['a', 'r']);
    expect([...big.children.keys()]).toEqual(['B']);
  });

  it('may be inside a variant', () => {
    const big = variantOf(primAt(layer, '/A'), 'size', 'big');
    expect([...variantOf(big, 'color', 'blue').children.keys()]).toEqual(['D']);
  });

  it('has paths from the prim, not from the variant', () => {
    const big = variantOf(primAt(layer, '/A'), 'size', 'big');
    expect(big.properties.get('r')).toMatchObject({ targets: { explicit: ['/A/B'] } });
    expect(big.children.get('B')?.properties.get('r')).toMatchObject({ targets: { explicit: ['/A/C'] } });
  });

  it.each([
    ['variantSet = {}', 'the name of an attribute, found "="'],
    ['variantSet "a" {}', "'='"],
    ['variantSet "a" = { b {} }', "a variant's name in quotes, or '}'"],
    ['variantSet "a" = { "b" }', "'{'"],
  ])('is not %s', (text, expected) => {
    expect(problemOf(`def "A" { ${text} }`)).toContain(`expected ${expected}`);
  });

  it('counts, and is not too deep', () => {
    expect(errorOf(`def "A" { ${'variantSet "a" = { "b" {'.repeat(10_000)}`).code).toBe('too-deep');
    const limits = { ...defaultLimits, maxPrims: 2 };
    expect(() =>
      readLines('def "A" { variantSet "a" = { "b" {} "c" {} } }', new AssetBudget(limits)),
    ).toThrow('more than 2 prims');
  });
});

it('a prim with all that may stand in it is read', () => {
  expect([
    ...primOf('int a; int b\n;;\ndef "B" {}; uniform token c = "d" (doc = "e");').properties.keys(),
  ]).toEqual(['a', 'b', 'c']);
});
