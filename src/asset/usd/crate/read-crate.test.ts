import { describe, expect, it } from 'vitest';
import { AssetBudget } from '../../limits.ts';
import type { Layer } from '../layer.ts';
import { isCrate } from './tables.ts';
import { readCrate } from './read-crate.ts';
import { primsOf } from './testing/ask-for-all.ts';
import { typed, type CrateDescription } from './testing/describe-crate.ts';
import { writeCrate } from './testing/write-crate.ts';
import type { CrateOptions } from './testing/write-tables.ts';

const read = (layer: CrateDescription, options?: CrateOptions): Layer =>
  readCrate(writeCrate(layer, options), 'a.usdc', new AssetBudget());

const versions = [4, 5, 6, 7, 8, 9, 10, 11, 12, 13];

describe('a crate file', () => {
  it('has the fields of the layer and its prims with their types, in the order of their parents', () => {
    const layer = read({
      fields: { upAxis: typed('Token', 'Z'), metersPerUnit: typed('Double', 0.01) },
      prims: {
        World: { typeName: 'Xform', children: { b: { typeName: 'Cube' }, a: { specifier: 'over' } } },
        _class: { specifier: 'class' },
      },
    });
    expect(layer.file).toBe('a.usdc');
    expect([...layer.fields]).toEqual([
      ['upAxis', 'Z'],
      ['metersPerUnit', 0.01],
    ]);
    expect(layer.root).toMatchObject({ name: '', specifier: 'over', typeName: '', fields: new Map() });
    expect(
      [...primsOf(layer)].map(([path, { name, specifier, typeName }]) => [path, name, specifier, typeName]),
    ).toEqual([
      ['/World', 'World', 'def', 'Xform'],
      ['/World/b', 'b', 'def', 'Cube'],
      ['/World/a', 'a', 'over', ''],
      ['/_class', '_class', 'class', ''],
    ]);
  });

  it('has properties in the order of the list, with what they are connected to and lead to', () => {
    const layer = read({
      prims: {
        A: {
          properties: {
            'xformOp:translate': {
              typeName: 'double3',
              fields: { variability: typed('Variability', 'uniform') },
            },
            'material:binding': {
              targets: { explicit: ['/Looks/Red'] },
              fields: { bindMaterialAs: typed('Token', 'weakerThanDescendants') },
            },
            'inputs:color': { typeName: 'color3f', connections: { prepended: ['/Looks/Red.outputs:rgb'] } },
          },
        },
      },
    });
    const properties = layer.root.children.get('A')?.properties;
    expect([...(properties?.keys() ?? [])]).toEqual([
      'xformOp:translate',
      'material:binding',
      'inputs:color',
    ]);
    expect(properties?.get('xformOp:translate')).toMatchObject({
      kind: 'attribute',
      typeName: 'double3',
      samples: null,
      connections: null,
      fields: new Map([['variability', 'uniform']]),
    });
    expect(properties?.get('material:binding')).toMatchObject({
      kind: 'relationship',
      targets: { explicit: ['/Looks/Red'] },
      fields: new Map([['bindMaterialAs', 'weakerThanDescendants']]),
    });
    expect(properties?.get('inputs:color')).toMatchObject({
      connections: { explicit: null, prepended: ['/Looks/Red.outputs:rgb'] },
    });
  });

  it('leaves out fields that say what is so anyway', () => {
    const fields = { custom: typed('Bool', false), variability: typed('Variability', 'varying') };
    const layer = read({
      prims: {
        A: {
          properties: {
            a: { typeName: 'int', fields },
            b: { typeName: 'int', fields: { custom: typed('Bool', true) } },
            c: { targets: {}, fields: { variability: typed('Variability', 'uniform') } },
          },
        },
      },
    });
    const properties = layer.root.children.get('A')?.properties;
    expect([...'abc'].map((name) => properties?.get(name)?.fields)).toEqual([
      new Map(),
      new Map([['custom', true]]),
      new Map(),
    ]);
  });

  it('has sets of variants with what each adds, also those inside others', () => {
    const layer = read({
      prims: {
        A: {
          fields: { variantSetNames: typed('StringListOp', { prepended: ['shape'] }) },
          variantSets: {
            shape: {
              round: {
                properties: { radius: { typeName: 'double', default: typed('Double', 2) } },
                children: {
                  Ball: {
                    typeName: 'Sphere',
                    properties: { look: { targets: { explicit: ['/A{shape=round}Ball'] } } },
                  },
                },
                variantSets: { size: { big: {}, small: {} } },
              },
              cornered: {},
            },
          },
        },
      },
    });
    const shapes = layer.root.children.get('A')?.variantSets.get('shape');
    expect([...(shapes?.keys() ?? [])]).toEqual(['round', 'cornered']);
    const round = shapes?.get('round');
    expect(round).toMatchObject({ name: 'round', specifier: 'over', typeName: '' });
    expect([...(round?.properties.keys() ?? [])]).toEqual(['radius']);
    expect(round?.children.get('Ball')).toMatchObject({ typeName: 'Sphere' });
    expect(round?.children.get('Ball')?.properties.get('look')).toMatchObject({
      targets: { explicit: ['/A/Ball'] },
    });
    expect([...(round?.variantSets.get('size')?.keys() ?? [])]).toEqual(['big', 'small']);
    expect(layer.notes).toEqual([]);
  });

  it.each(versions)('of version 0.%i.0 is read, with an empty path among the others', (version) => {
    const references = typed('ReferenceListOp', { prepended: [{ asset: 'a.usd', prim: '' }] });
    const prims = Object.fromEntries(
      Array.from({ length: 30 }, (_, index) => [
        `Prim${index}`,
        { fields: { references }, children: { Child: {} } },
      ]),
    );
    const layer = read({ prims }, { version });
    expect([...primsOf(layer)].map(([path]) => path)).toEqual(
      Object.keys(prims).flatMap((name) => [`/${name}`, `/${name}/Child`]),
    );
    expect(layer.root.children.get('Prim29')?.fields.get('references')).toMatchObject({
      prepended: [{ asset: 'a.usd', prim: '' }],
    });
  });

  it.each([0, 3, 14, 99])('of version 0.%i.0 is not understood', (version) => {
    expect(() => read({}, { version })).toThrow(
      expect.objectContaining({ code: 'not-understood', message: `crate version 0.${version}.0` }) as Error,
    );
  });

  it('shows children last that the list of their parent does not have, and notes those and what is listed but not there', () => {
    const fields = { primChildren: typed('TokenVector', ['B', 'C', 'D']) };
    const layer = read({ fields, prims: { A: {}, B: {} } });
    expect([...layer.root.children.keys()]).toEqual(['B', 'A']);
    expect(layer.notes).toEqual([
      { place: '/', detail: '1 of primChildren are not listed' },
      { place: '/', detail: '2 of primChildren are not there' },
    ]);
  });

  it('is known by its first letters', () => {
    expect(isCrate(writeCrate({}))).toBe(true);
    expect(isCrate(new TextEncoder().encode('#usda 1.0'))).toBe(false);
    expect(isCrate(new Uint8Array(3))).toBe(false);
  });
});
