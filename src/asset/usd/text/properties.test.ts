import { describe, expect, it } from 'vitest';
import { attributeOf, primAt, primOf, problemOf, readLines, relationshipOf } from './testing/read-lines.ts';

const list = (parts: object): object => ({
  kind: 'list',
  explicit: null,
  prepended: [],
  appended: [],
  deleted: [],
  ...parts,
});

describe('an attribute', () => {
  it('has a type, and a value where one is written', () => {
    const prim = primOf(
      'float a\nfloat[] b = [1]\nfloat c = None\ncustom uniform token xformOp:d = "e"\nconfig int f\nvarying int g',
    );
    expect([...prim.properties.keys()]).toEqual(['a', 'b', 'c', 'xformOp:d', 'f', 'g']);
    const a = attributeOf(prim, 'a');
    expect(a).toMatchObject({ typeName: 'float', samples: null, connections: null });
    expect(a.value()).toBeUndefined();
    expect(attributeOf(prim, 'b').typeName).toBe('float[]');
    expect(attributeOf(prim, 'c').value()).toBeNull();
    const named = attributeOf(prim, 'xformOp:d');
    expect(named.value()).toBe('e');
    expect(Object.fromEntries(named.fields)).toEqual({ custom: true, variability: 'uniform' });
    expect(Object.fromEntries(attributeOf(prim, 'f').fields)).toEqual({ variability: 'uniform' });
    expect(attributeOf(prim, 'g').fields.size).toBe(0);
  });

  it('may be named as a word of the grammar', () => {
    expect([...primOf('int def = 1\nint rel\nint timeSamples = 2\nrel class').properties.keys()]).toEqual([
      'def',
      'rel',
      'timeSamples',
      'class',
    ]);
  });

  it('has metadata', () => {
    const { fields } = attributeOf(
      primOf(`texCoord2f[] primvars:st = [(0, 1)] (
        "a comment"
        interpolation = "vertex"; elementSize = 1
        customData = { bool a = false }
        colorSpace = "sRGB"
        allowedTokens = ["a", "b"]
        displayUnit = meters
        hidden = false
        limits = { dictionary soft = { double minimum = 1 } }
        doc = '''words'''
      )`),
      'primvars:st',
    );
    expect(fields).toEqual(
      new Map<string, unknown>([
        ['comment', 'a comment'],
        ['interpolation', 'vertex'],
        ['elementSize', 1],
        ['customData', { kind: 'dictionary', entries: new Map([['a', false]]) }],
        ['colorSpace', 'sRGB'],
        ['allowedTokens', ['a', 'b']],
        ['displayUnit', 'meters'],
        ['hidden', false],
        [
          'limits',
          {
            kind: 'dictionary',
            entries: new Map([['soft', { kind: 'dictionary', entries: new Map([['minimum', 1]]) }]]),
          },
        ],
        ['documentation', 'words'],
      ]),
    );
  });

  it('has samples in the order of their times', () => {
    const { samples } = attributeOf(
      primOf('double3 a.timeSamples = {\n 24: (1, 2, 3),\n -1.5: None,\n 0: (4, 5, 6),\n 24: (7, 8, 9),\n}'),
      'a',
    );
    expect(samples?.times).toEqual([-1.5, 0, 24]);
    expect(samples?.times.map((_, index) => samples.value(index))).toEqual([
      null,
      Float64Array.of(4, 5, 6),
      Float64Array.of(7, 8, 9),
    ]);
    expect(samples?.value(3)).toBeNull();
  });

  it('has connections, beside its value, and edits of them', () => {
    const prim = primOf(`
        color3f a.connect = </M/T.outputs:rgb>
        color3f a = (1, 0, 0)
        float b.connect = [<../C.x>, <.y>,]
        float c.connect = None
        prepend float d.connect = </E.x>
        append float d.connect = [</F.x>]
        delete float d.connect = </G.x>`);
    const a = attributeOf(prim, 'a');
    expect(a.connections).toEqual(list({ explicit: ['/M/T.outputs:rgb'] }));
    expect(a.value()).toEqual(Float64Array.of(1, 0, 0));
    expect(attributeOf(prim, 'b').connections).toEqual(list({ explicit: ['/C.x', '/A.y'] }));
    expect(attributeOf(prim, 'c').connections).toEqual(list({ explicit: [] }));
    expect(attributeOf(prim, 'd').connections).toEqual(
      list({ prepended: ['/E.x'], appended: ['/F.x'], deleted: ['/G.x'] }),
    );
  });

  it('has a note for what is left out of it', () => {
    const layer = readLines(`def "A" {
        float a.spline = { bezier, 1: 5; pre (1, 2), 3: 4 & 5, post: sloped(0.1) }
        float b = AnimationBlock
        reorder float c.connect = [</D.x>]
    }`);
    expect(layer.notes).toEqual([
      { place: '/A.a', detail: 'spline' },
      { place: '/A.b', detail: 'AnimationBlock' },
      { place: '/A.c', detail: 'an order of items' },
    ]);
    const prim = primAt(layer, '/A');
    expect([...prim.properties.keys()]).toEqual(['a', 'b', 'c']);
    expect(attributeOf(prim, 'b').value()).toBeUndefined();
    expect(attributeOf(prim, 'c').connections).toEqual(list({}));
  });

  it.each([
    ['float = 1', 'the name of an attribute'],
    ['float a =', 'a number, found "}"'],
    ['float[ a = 1', "']'"],
    ['custom', 'the type of an attribute'],
    ['float a. = 1', 'connect or timeSamples'],
    ['float a.x = 1', "'{'"],
    ['float a.connect </B.c>', "'='"],
    ['float a.connect = 1', 'a path in <>'],
    ['float a.timeSamples = [1]', "'{'"],
    ['float a.timeSamples = { 1 = 2 }', "':'"],
    ['float a.timeSamples = { 1: 2 3: 4 }', "',' or '}'"],
    ['prepend float a = 1', '.connect after prepend'],
    ['prepend', 'a property'],
    ['float a (b = 1', 'the name of a field'],
    ['rel a\nfloat a', 'another name than a, a relationship'],
  ])('is not %s', (text, expected) => {
    expect(problemOf(`def "A" { ${text} }`)).toContain(`expected ${expected}`);
  });
});

describe('a relationship', () => {
  it('has one target, several, none, or says nothing of them', () => {
    const prim = primOf(`
        rel a = </B>
        custom rel b = [</B>, <C.d>, <../E>]
        varying rel c = None
        rel d
        rel e = []`);
    const targets = ['a', 'b', 'c', 'd', 'e'].map((name) => relationshipOf(prim, name).targets);
    expect(targets).toEqual([
      list({ explicit: ['/B'] }),
      list({ explicit: ['/B', '/A/C.d', '/E'] }),
      list({ explicit: [] }),
      null,
      list({ explicit: [] }),
    ]);
    expect(relationshipOf(prim, 'b').fields.get('custom')).toBe(true);
    expect(relationshipOf(prim, 'a').fields.size).toBe(0);
  });

  it('has targets that are edited, and metadata', () => {
    const prim = primOf(`
        prepend rel a = </B>
        append rel a = [</C>, </D>]
        add rel a = </E>
        delete rel a = </F>
        rel material:binding:physics = </M> (
            bindMaterialAs = "weakerThanDescendants"
        )`);
    expect(relationshipOf(prim, 'a').targets).toEqual(
      list({ prepended: ['/B'], appended: ['/C', '/D', '/E'], deleted: ['/F'] }),
    );
    expect(relationshipOf(prim, 'material:binding:physics').fields.get('bindMaterialAs')).toBe(
      'weakerThanDescendants',
    );
  });

  it('is read without what older files say of single targets', () => {
    const layer = readLines(
      'def "A" { rel a = </B>\n rel a[</B>]\n rel a.default = </C>\n reorder rel a = [</B>] }',
    );
    expect(relationshipOf(primAt(layer, '/A'), 'a').targets).toEqual(list({ explicit: ['/B'] }));
    expect(layer.notes).toEqual([
      { place: '/A.a', detail: 'default' },
      { place: '/A.a', detail: 'an order of items' },
    ]);
  });

  it.each([
    ['rel', 'the name of a relationship'],
    ['rel a = "b"', 'a path in <>'],
    ['rel a = [</B> </C>]', "',' or ']'"],
    ['rel a = <../../B>', 'a path that stays inside the layer'],
    ['float a\nrel a', 'another name than a, an attribute'],
  ])('is not %s', (text, expected) => {
    expect(problemOf(`def "A" { ${text} }`)).toContain(`expected ${expected}, found`);
  });
});
