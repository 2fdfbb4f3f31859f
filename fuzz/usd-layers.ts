import fc from 'fast-check';
import type {
  AttributeDescription,
  CrateDescription,
  ListDescription,
  PrimDescription,
  RelationshipDescription,
  TypedValue,
} from '../src/asset/usd/crate/testing/describe-crate.ts';
import { type TypeName, numericTypes } from '../src/asset/usd/crate/value-types.ts';
import { textTypeOf } from '../src/asset/usd/testing/print-text.ts';
import { text } from './arbitraries.ts';

// What crate files cannot hold (zeros end their tokens), nor either form (half surrogates).
const word = text.map((words) => words.replaceAll('\0', '').toWellFormed());
const name = fc.oneof(
  fc.stringMatching(/^[A-Za-z_]\w{0,8}$/),
  fc.constantFrom('größe', '尺寸', 'def', 'rel'),
);
const propertyName = fc.oneof(
  name,
  fc.tuple(name, name).map((parts) => parts.join(':')),
);
const variantName = fc.stringMatching(/^[\w|-]{1,8}$/);
const assetPath = word.map((words) => words.replaceAll(/[@\n\r\\]/g, ''));
const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => `/${names.join('/')}`);
const propertyPath = fc.tuple(path, propertyName).map((parts) => parts.join('.'));

/** A name that objects have, or that they put before all others, is no key of a description. */
const isKey = (key: string): boolean => key !== '__proto__' && !/^\d+$/.test(key);
const recordOf = <Value>(
  keys: fc.Arbitrary<string>,
  values: fc.Arbitrary<Value>,
): fc.Arbitrary<Record<string, Value>> =>
  fc.dictionary(keys.filter(isKey), values, { maxKeys: 2, noNullPrototype: true });

/** A record with up to three of these keys. */
const someOf = <Value>(model: Record<string, fc.Arbitrary<Value>>): fc.Arbitrary<Record<string, Value>> =>
  fc.subarray(Object.keys(model), { maxLength: 3 }).chain((keys) =>
    fc.record(Object.fromEntries(Object.entries(model).filter(([key]) => keys.includes(key))), {
      noNullPrototype: true,
    }),
  );

const components = {
  uint8: fc.nat({ max: 255 }),
  int32: fc.integer(),
  uint32: fc.nat({ max: 2 ** 32 - 1 }),
  int64: fc.maxSafeInteger(),
  uint64: fc.maxSafeNat(),
  half: fc.integer({ min: -2048, max: 2048 }).map((value) => value / 8),
  float: fc.float(),
  double: fc.double(),
};
// Small tuples of zeros lose their sign where crate files make four bytes of them.
const unsigned = (value: number): number => (value === 0 ? 0 : value);

const numericValue: fc.Arbitrary<TypedValue> = fc
  .constantFrom(...(Object.keys(numericTypes) as TypeName[]))
  .chain((type) => {
    const { component, count } = numericTypes[type] ?? { component: 'double', count: 1 };
    const numbers = (length: number): fc.Arbitrary<number[]> =>
      fc.array(components[component].map(unsigned), { minLength: length * count, maxLength: length * count });
    return fc.oneof(
      numbers(1).map((value) => ({ type, value: count === 1 ? (value[0] ?? 0) : value })),
      fc
        .oneof(fc.nat({ max: 3 }), fc.constant(20))
        .chain((length) => numbers(length).map((value) => ({ type, isArray: true, value }))),
    );
  });
const fieldOf = <Kind extends TypedValue['value']>(
  type: TypeName,
  values: fc.Arbitrary<Kind>,
): fc.Arbitrary<TypedValue> => values.map((one) => ({ type, value: one }));
const arrayOf = <Kind extends TypedValue['value']>(
  type: TypeName,
  values: fc.Arbitrary<Kind>,
): fc.Arbitrary<TypedValue> => values.map((one) => ({ type, isArray: true, value: one }));
const wordValue: fc.Arbitrary<TypedValue> = fc.oneof(
  fieldOf('String', word),
  fieldOf('Token', word),
  arrayOf('String', fc.array(word, { maxLength: 3 })),
  arrayOf('Token', fc.array(word, { maxLength: 3 })),
  fieldOf('AssetPath', assetPath),
  arrayOf('AssetPath', fc.array(assetPath, { maxLength: 3 })),
  fieldOf('Bool', fc.boolean()),
  arrayOf('Bool', fc.array(fc.boolean(), { maxLength: 3 })),
);
const value = fc.oneof(numericValue, wordValue);
const { dictionary } = fc.letrec<{ dictionary: TypedValue; entry: TypedValue }>((tie) => ({
  entry: fc.oneof({ maxDepth: 2 }, value, tie('dictionary')),
  dictionary: recordOf(word, tie('entry')).map((entries) => ({ type: 'Dictionary', value: entries })),
}));

function listOf<Item>(item: fc.Arbitrary<Item>): fc.Arbitrary<ListDescription<Item>> {
  const items = fc.array(item, { minLength: 1, maxLength: 3 });
  return fc.oneof(
    fc.array(item, { maxLength: 3 }).map((explicit) => ({ explicit })),
    fc.record(
      { added: items, prepended: items, appended: items, deleted: items },
      { requiredKeys: ['prepended'], noNullPrototype: true },
    ),
  );
}

const offset = {
  offset: fc.double({ noNaN: true }).map(unsigned),
  scale: fc.double({ noNaN: true }).map(unsigned),
};
const filled = assetPath.filter((file) => file !== '');
const reference = fc.oneof(
  fc.record(
    { asset: filled, prim: fc.oneof(fc.constant(''), path), ...offset },
    { requiredKeys: ['asset', 'prim'], noNullPrototype: true },
  ),
  fc.record(
    { asset: fc.constant(''), prim: path, ...offset },
    { requiredKeys: ['asset', 'prim'], noNullPrototype: true },
  ),
);
const pairs = <Item>(item: fc.Arbitrary<Item>): fc.Arbitrary<[Item, Item][]> =>
  fc.uniqueArray(fc.tuple(item, item), { maxLength: 3, selector: ([first]) => first });

const common = {
  comment: fieldOf('String', word),
  documentation: fieldOf('String', word),
  customData: dictionary,
  hidden: fieldOf('Bool', fc.boolean()),
};
const primFields = someOf({
  ...common,
  kind: fieldOf('Token', word),
  active: fieldOf('Bool', fc.boolean()),
  instanceable: fieldOf('Bool', fc.boolean()),
  assetInfo: dictionary,
  apiSchemas: fieldOf('TokenListOp', listOf(word)),
  references: fieldOf('ReferenceListOp', listOf(reference)),
  payload: fieldOf('PayloadListOp', listOf(reference)),
  inheritPaths: fieldOf('PathListOp', listOf(path)),
  specializes: fieldOf('PathListOp', listOf(path)),
  variantSetNames: fieldOf('StringListOp', listOf(word)),
  variantSelection: fieldOf('VariantSelectionMap', pairs(word)),
  primOrder: fieldOf('TokenVector', fc.array(name, { maxLength: 3 })),
  propertyOrder: fieldOf('TokenVector', fc.array(propertyName, { maxLength: 3 })),
});
const layerFields = someOf({
  ...common,
  defaultPrim: fieldOf('Token', word),
  upAxis: fieldOf('Token', word),
  metersPerUnit: fieldOf('Double', fc.double().map(unsigned)),
  customLayerData: dictionary,
  layerRelocates: fieldOf('Relocates', pairs(path)),
  primOrder: fieldOf('TokenVector', fc.array(name, { maxLength: 3 })),
  subLayers: fieldOf('StringVector', fc.array(assetPath, { maxLength: 3 })),
}).chain((fields) => {
  if (fields['subLayers'] === undefined) return fc.constant(fields);
  const count = (fields['subLayers'].value as string[]).length * 2;
  const numbers = fc.array(offset.offset, { minLength: count, maxLength: count });
  return numbers.map((offsets) => ({
    ...fields,
    subLayerOffsets: { type: 'LayerOffsetVector' as const, value: offsets },
  }));
});

const block: TypedValue = { type: 'ValueBlock', value: null };
const attribute: fc.Arbitrary<AttributeDescription> = value.chain((one) =>
  fc.record(
    {
      typeName: fc.constant(textTypeOf(one)),
      default: fc.constantFrom(one, block),
      samples: fc
        .uniqueArray(fc.double({ noNaN: true }).map(unsigned), { maxLength: 3 })
        .map((times) =>
          times.sort((a, b) => a - b).map((time, index) => [time, index === 1 ? block : one] as const),
        ),
      connections: listOf(propertyPath),
      fields: someOf({
        ...common,
        custom: fc.constant<TypedValue>({ type: 'Bool', value: true }),
        variability: fc.constant<TypedValue>({ type: 'Variability', value: 'uniform' }),
        interpolation: fieldOf('Token', word),
      }),
    },
    { requiredKeys: ['typeName'], noNullPrototype: true },
  ),
);
const relationship: fc.Arbitrary<RelationshipDescription> = fc.record(
  {
    targets: listOf(fc.oneof(path, propertyPath)),
    fields: someOf(common),
  },
  { requiredKeys: ['targets'], noNullPrototype: true },
);
const { prim } = fc.letrec<{ prim: PrimDescription; variant: PrimDescription }>((tie) => {
  const contents = {
    fields: primFields,
    properties: recordOf(propertyName, fc.oneof(attribute, relationship)),
    children: fc.oneof({ maxDepth: 2 }, fc.constant({}), recordOf(name, tie('prim'))),
    variantSets: fc.oneof(
      { maxDepth: 2 },
      fc.constant({}),
      recordOf(
        name,
        fc.dictionary(variantName.filter(isKey), tie('variant'), {
          minKeys: 1,
          maxKeys: 2,
          noNullPrototype: true,
        }),
      ),
    ),
  };
  const specifier = fc.constantFrom('def', 'over', 'class');
  return {
    prim: fc.record(
      { specifier, typeName: name, ...contents },
      { requiredKeys: ['specifier'], noNullPrototype: true },
    ),
    variant: fc.record(contents, { requiredKeys: [], noNullPrototype: true }),
  };
});
/** A layer with all that both forms of file can hold. */
export const usdLayer: fc.Arbitrary<CrateDescription> = fc.record(
  { fields: layerFields, prims: recordOf(name, prim) },
  { noNullPrototype: true },
);
