import { describe, expect, it } from 'vitest';
import { Notes } from '../notes.ts';
import { primOf, stageOfText } from '../testing/usd-of.ts';
import { MaterialBindings, type BindingPurpose } from './bindings.ts';

const materials = ['Red', 'Green', 'Blue'].map((name) => `def Material "${name}" {}`).join('\n');

/** The name of the material that `/A/B/C` has, where each is below the other. */
async function boundTo(
  [a, b, c]: [string, string, string],
  purpose: BindingPurpose = 'preview',
): Promise<{ name: string | null; notes: unknown[] }> {
  const stage = await stageOfText(`
    ${materials}
    def Xform "A" { ${a}
      def Xform "B" { ${b}
        def Mesh "C" { ${c} }
      }
    }`);
  const notes = new Notes();
  const material = new MaterialBindings(stage, notes).of(primOf(stage, '/A/B/C'), purpose);
  return { name: material?.name ?? null, notes: notes.all };
}

const bind = (material: string, purpose = ''): string => `rel material:binding${purpose} = </${material}>`;
const bindStrongly = (material: string): string =>
  `rel material:binding = </${material}> ( bindMaterialAs = "strongerThanDescendants" )`;

describe('a material', () => {
  it('is that of the nearest prim that binds one', async () => {
    expect(await boundTo([bind('Red'), bind('Green'), ''])).toEqual({ name: 'Green', notes: [] });
    expect(await boundTo([bind('Red'), '', ''])).toEqual({ name: 'Red', notes: [] });
    expect(await boundTo(['', '', ''])).toEqual({ name: null, notes: [] });
  });

  it('is that of the highest prim that binds one more strongly than those below', async () => {
    expect(await boundTo([bindStrongly('Red'), bindStrongly('Green'), bind('Blue')])).toMatchObject({
      name: 'Red',
    });
    expect(await boundTo([bind('Red'), bindStrongly('Green'), bind('Blue')])).toMatchObject({
      name: 'Green',
    });
  });

  it('of the purpose wins over one of all purposes, even from further up', async () => {
    const places: [string, string, string] = [bind('Red', ':preview'), '', bind('Green')];
    expect(await boundTo(places, 'preview')).toMatchObject({ name: 'Red' });
    expect(await boundTo(places, 'full')).toMatchObject({ name: 'Green' });
    expect(await boundTo(places, 'physics')).toMatchObject({ name: 'Green' });
    expect(await boundTo([bind('Red', ':physics'), '', ''], 'physics')).toMatchObject({ name: 'Red' });
    expect(await boundTo([bind('Red', ':physics'), '', ''], 'full')).toMatchObject({ name: null });
  });

  it('that is not there is passed over, with a note', async () => {
    expect(await boundTo([bind('Red'), '', bind('Gone')])).toEqual({
      name: 'Red',
      notes: [{ code: 'missing-prim', place: '/A/B/C', detail: '/Gone' }],
    });
  });

  it('that is none is passed over', async () => {
    expect(await boundTo([bind('Red'), '', bind('A')])).toMatchObject({ name: 'Red' });
  });
});

describe('a material of a collection', () => {
  const collect = (name: string, includes: string, more = ''): string => `
    rel collection:${name}:includes = ${includes}
    ${more}`;
  const bindCollection = (name: string, material: string, more = ''): string =>
    `rel material:binding:collection:${name} = [</A.collection:${name}>, </${material}>] ${more}`;

  it('is that of prims which it includes and all below them', async () => {
    expect(
      await boundTo([`${collect('some', '</A/B>')}\n${bindCollection('some', 'Red')}`, '', '']),
    ).toMatchObject({ name: 'Red' });
    expect(
      await boundTo([`${collect('some', '</A/X>')}\n${bindCollection('some', 'Red')}`, '', '']),
    ).toMatchObject({ name: null });
  });

  it('wins over a direct binding on the same prim, and the first of two over the second', async () => {
    const both = `
      ${bind('Green')}
      ${collect('a', '</A/B/C>')} ${bindCollection('a', 'Red')}
      ${collect('b', '</A/B/C>')} ${bindCollection('b', 'Blue')}`;
    expect(await boundTo([both, '', ''])).toMatchObject({ name: 'Red' });
  });

  it('loses against a binding below unless it is stronger', async () => {
    const collection = collect('a', '</A/B/C>');
    const strongly = '( bindMaterialAs = "strongerThanDescendants" )';
    expect(await boundTo([`${collection}\n${bindCollection('a', 'Red')}`, '', bind('Blue')])).toMatchObject({
      name: 'Blue',
    });
    expect(
      await boundTo([`${collection}\n${bindCollection('a', 'Red', strongly)}`, '', bind('Blue')]),
    ).toMatchObject({ name: 'Red' });
  });

  it('is for a purpose where its name says so', async () => {
    const places: [string, string, string] = [
      `${collect('a', '</A/B>')}
       rel material:binding:collection:preview:a = [</A.collection:a>, </Red>]`,
      '',
      '',
    ];
    expect(await boundTo(places, 'preview')).toMatchObject({ name: 'Red' });
    expect(await boundTo(places, 'full')).toMatchObject({ name: null });
  });

  it.each([
    ['excludes a prim above', collect('a', '</A>', 'rel collection:a:excludes = </A/B>'), null],
    [
      'includes below what it excludes',
      collect('a', '[</A>, </A/B/C>]', 'rel collection:a:excludes = </A/B>'),
      'Red',
    ],
    [
      'takes prims alone',
      collect('a', '</A/B>', 'uniform token collection:a:expansionRule = "explicitOnly"'),
      null,
    ],
    [
      'takes this prim alone',
      collect('a', '</A/B/C>', 'uniform token collection:a:expansionRule = "explicitOnly"'),
      'Red',
    ],
    [
      'has nothing but the prims that it names',
      'uniform bool collection:a:includeRoot = true\nuniform token collection:a:expansionRule = "explicitOnly"',
      null,
    ],
    ['has all there is', 'uniform bool collection:a:includeRoot = true', 'Red'],
    [
      'has all there is but some',
      'uniform bool collection:a:includeRoot = true\nrel collection:a:excludes = </A/B>',
      null,
    ],
    ['includes another', `${collect('a', '</A.collection:b>')}\n${collect('b', '</A/B>')}`, 'Red'],
    ['includes itself', collect('a', '</A.collection:a>'), null],
  ] as [string, string, string | null][])('that %s', async (_, collection, name) => {
    expect(await boundTo([`${collection}\n${bindCollection('a', 'Red')}`, '', ''])).toEqual({
      name,
      notes: [],
    });
  });

  it('that is an expression is named as not read', async () => {
    const expression = 'uniform pathExpression collection:a:membershipExpression = "//"';
    expect(await boundTo([`${expression}\n${bindCollection('a', 'Red')}`, '', ''])).toEqual({
      name: null,
      notes: [{ code: 'not-read', place: '/A', detail: 'collection:a:membershipExpression' }],
    });
  });

  it('that is not there is passed over, with a note', async () => {
    expect(
      await boundTo(['rel material:binding:collection:a = [</Gone.collection:a>, </Red>]', '', '']),
    ).toEqual({
      name: null,
      notes: [{ code: 'missing-prim', place: '/A', detail: '/Gone.collection:a' }],
    });
  });

  it('is looked up once for each collection, however often they include one another', async () => {
    const names = Array.from({ length: 15 }, (_, n) => `c${n}`);
    const collections = names.map((name, n) =>
      collect(
        name,
        n === 14 ? '</A/B>' : `[</A.collection:c${n + 1}>, </A.collection:c${Math.min(n + 2, 14)}>]`,
      ),
    );
    const stage = await stageOfText(`
      ${materials}
      def Xform "A" {
        ${collections.join('\n')}
        ${bindCollection('c0', 'Red')}
        def Xform "B" { ${Array.from({ length: 100 }, (_, n) => `def Cube "C${n}" {}`).join('\n')} }
      }`);
    let count = 0;
    const primAt: typeof stage.primAt = (path) => {
      count += 1;
      return stage.primAt(path);
    };
    const bindings = new MaterialBindings({ ...stage, primAt });
    for (const prim of primOf(stage, '/A/B').children) expect(bindings.of(prim, '')?.name).toBe('Red');
    // The material and the owner of the binding's collection, then each collection.
    expect(count).toBe(2 + names.length);
  });

  it('is looked for in the first hundred of a prim, with a note', async () => {
    const bound = Array.from({ length: 101 }, (_, n) => {
      const name = `c${String(n).padStart(3, '0')}`;
      return `${collect(name, n < 100 ? '</Red>' : '</A/B>')}\n${bindCollection(name, 'Blue')}`;
    });
    expect(await boundTo([bound.join('\n'), '', ''])).toEqual({
      name: null,
      notes: [{ code: 'too-large', place: '/A', detail: 'material:binding:collection:' }],
    });
    expect(await boundTo([bound.slice(1).join('\n'), '', ''])).toEqual({ name: 'Blue', notes: [] });
  });

  it('is found in a thousand that include one another, and not looked for in more', async () => {
    const chain = (length: number): string =>
      Array.from({ length }, (_, n) =>
        collect(`c${n}`, n === length - 1 ? '</A/B>' : `</A.collection:c${n + 1}>`),
      ).join('\n');
    expect(await boundTo([`${chain(1000)}\n${bindCollection('c0', 'Red')}`, '', ''])).toMatchObject({
      name: 'Red',
    });
    expect(await boundTo([`${chain(1001)}\n${bindCollection('c0', 'Red')}`, '', ''])).toMatchObject({
      name: null,
    });
  });

  it('is of a collection that another one includes, which leaves out what this one has', async () => {
    const collections = [
      collect('a', '[</A.collection:b>, </A.collection:c>]'),
      collect('b', '</A.collection:c>', 'rel collection:b:excludes = </A/B/C>'),
      collect('c', '</A/B>'),
    ];
    expect(await boundTo([`${collections.join('\n')}\n${bindCollection('a', 'Red')}`, '', ''])).toMatchObject(
      {
        name: 'Red',
      },
    );
  });
});
