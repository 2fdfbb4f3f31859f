import { describe, expect, it } from 'vitest';
import { AssetBudget } from '../limits.ts';
import type { CrateDescription, TypedValue } from './crate/testing/describe-crate.ts';
import { typed } from './crate/testing/describe-crate.ts';
import { everyValue } from './crate/testing/every-value.ts';
import { writeCrate } from './crate/testing/write-crate.ts';
import { readCrate } from './crate/read-crate.ts';
import { type TypeName, numericTypes } from './crate/value-types.ts';
import type { Layer, Value } from './layer.ts';
import { plainLayer } from './testing/plain-layer.ts';
import { printText, textTypeOf } from './testing/print-text.ts';
import { readText } from './text/read-text.ts';

const fromText = (layer: CrateDescription): Layer =>
  readText(new TextEncoder().encode(printText(layer)), 'a.usd', new AssetBudget());
const fromCrate = (layer: CrateDescription, version = 8): Layer =>
  readCrate(writeCrate(layer, { version }), 'a.usd', new AssetBudget());

/** Fields of a prim that have values of these types. */
const fieldNames: Partial<Record<TypeName | number, string>> = {
  Dictionary: 'customData',
  TokenListOp: 'apiSchemas',
  StringListOp: 'variantSetNames',
  PathListOp: 'inheritPaths',
  ReferenceListOp: 'references',
  PayloadListOp: 'payload',
  VariantSelectionMap: 'variantSelection',
  Relocates: 'relocates',
};
const ofAttributes: readonly unknown[] = ['Bool', 'String', 'Token', 'AssetPath', 'PathExpression'];
const isOfAttribute = ({ type }: TypedValue): boolean =>
  ofAttributes.includes(type) || numericTypes[type as TypeName] !== undefined;

describe('a value', () => {
  it.each(everyValue.filter(({ written }) => isOfAttribute(written)))(
    '$name says the same as text as in a crate file',
    ({ written, read }) => {
      const layer = fromText({
        prims: { A: { properties: { a: { typeName: textTypeOf(written), default: written } } } },
      });
      const attribute = layer.root.children.get('A')?.properties.get('a');
      expect(attribute?.kind === 'attribute' && attribute.value()).toEqual(read);
    },
  );

  it.each(everyValue.filter(({ written }) => fieldNames[written.type as TypeName] !== undefined))(
    '$name says the same as text as in a crate file',
    ({ written, read }) => {
      const name = fieldNames[written.type as TypeName] ?? '';
      const layer = fromText({ prims: { A: { fields: { [name]: written } } } });
      const value: Value | undefined = layer.root.children.get('A')?.fields.get(name);
      expect(value).toEqual(read);
    },
  );
});

it('a layer says the same as text as in a crate file', () => {
  const layer: CrateDescription = {
    fields: {
      documentation: typed('String', 'two\n"lines"'),
      defaultPrim: typed('Token', 'A'),
      metersPerUnit: typed('Double', 0.01),
      subLayers: typed('StringVector', ['./a.usd', 'b@c.usd']),
      subLayerOffsets: typed('LayerOffsetVector', [0, 1, 10, 0.5]),
      layerRelocates: typed('Relocates', [['/A/B', '/A/C']]),
      primOrder: typed('TokenVector', ['A']),
    },
    prims: {
      A: {
        typeName: 'Xform',
        fields: {
          apiSchemas: typed('TokenListOp', { prepended: ['PhysicsRigidBodyAPI'], deleted: ['B'] }),
          variantSelection: typed('VariantSelectionMap', [['size', 'big']]),
          propertyOrder: typed('TokenVector', ['b', 'a']),
        },
        properties: {
          a: {
            typeName: 'quatf',
            default: typed('ValueBlock', null),
            samples: [
              [-1, typed('Quatf', [1, 2, 3, 4])],
              [2.5, typed('ValueBlock', null)],
            ],
            connections: { prepended: ['/A/B.c'], deleted: ['/A.d'] },
            fields: { custom: typed('Bool', true), interpolation: typed('Token', 'vertex') },
          },
          'b:c': {
            targets: { explicit: ['/A', '/A/B.c'] },
            fields: { custom: typed('Bool', true), bindMaterialAs: typed('Token', 'weakerThanDescendants') },
          },
        },
        children: { B: { specifier: 'over', fields: { active: typed('Bool', false) } } },
        variantSets: {
          size: {
            big: {
              properties: { r: { targets: { appended: ['/A/B'] } } },
              children: { D: { specifier: 'class' } },
              variantSets: {
                inner: { x: {}, y: { fields: { payload: typed('PayloadListOp', { explicit: [] }) } } },
              },
            },
            small: {},
          },
        },
      },
    },
  };
  const plain = plainLayer(fromText(layer));
  expect(plain).toEqual(plainLayer(fromCrate(layer, 11)));
  expect(plain).toMatchObject({
    notes: [],
    root: { children: [{ typeName: 'Xform', properties: [{}, {}] }] },
  });
});
