import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultLimits } from '../src/asset/limits.ts';
import type { Layer, ListOp, PrimSpec, Value } from '../src/asset/usd/layer.ts';
import type { StagePrim } from '../src/asset/usd/stage.ts';
import {
  attribute,
  classOf,
  def,
  layerOf,
  over,
  reference,
  relationship,
  selection,
  stageOf,
  type PrimParts,
} from '../src/asset/usd/testing/layers.ts';
import { nullIfRefused } from './expectations.ts';
import { costly } from './runs.ts';

// Few names, so that most of what is named is there, and circles are common.
const names = ['A', 'B', 'C'];
const files = ['a.usda', 'b.usda', 'c.usda'];
const name = fc.constantFrom(...names);
const file = fc.constantFrom(...files, '', 'gone.usda', '../b.usda');
const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => `/${parts.join('/')}`);
const anyPath = fc.oneof(path, fc.constantFrom('/', '', '..', '../A', '/A{v=x}B', '/A.size'));

const listOf = <Item>(item: fc.Arbitrary<Item>): fc.Arbitrary<ListOp<Item>> => {
  const items = fc.array(item, { maxLength: 2 });
  return fc.record({
    kind: fc.constant('list' as const),
    explicit: fc.option(items, { freq: 4 }),
    prepended: items,
    appended: items,
    deleted: items,
  });
};
const referenceItem = fc
  .tuple(file, fc.oneof(path, fc.constant('')), fc.integer({ min: -1, max: 1 }))
  .map(([asset, prim, offset]) => reference(asset, prim, offset));

const fields: fc.Arbitrary<Record<string, Value>> = fc.record(
  {
    references: listOf(referenceItem),
    payload: listOf(referenceItem),
    inheritPaths: listOf(anyPath),
    specializes: listOf(anyPath),
    instanceable: fc.boolean(),
    active: fc.boolean(),
    variantSelection: fc.constantFrom('x', 'y', '').map((variant) => selection({ v: variant })),
    apiSchemas: listOf(name),
    primOrder: fc.array(name, { maxLength: 3 }),
  },
  { requiredKeys: [] },
);
const properties = fc.record(
  {
    size: fc.option(fc.double(), { nil: null }).map((value) => attribute('double', value)),
    to: listOf(anyPath).map((list) => relationship(list)),
  },
  { requiredKeys: [] },
);

const { parts } = fc.letrec<{ parts: PrimParts; child: PrimSpec }>((tie) => ({
  parts: fc.record(
    {
      fields,
      properties,
      children: fc.uniqueArray(tie('child'), { selector: (child) => child.name, maxLength: 2 }),
      variants: fc.option(
        fc.record({ v: fc.dictionary(fc.constantFrom('x', 'y'), tie('parts'), { maxKeys: 2 }) }),
        { freq: 3, nil: {} },
      ),
    },
    { requiredKeys: [] },
  ),
  child: fc
    .tuple(fc.constantFrom('def', 'over', 'class'), name, tie('parts'))
    .map(([specifier, called, inner]) =>
      specifier === 'def'
        ? def('Cube', called, inner)
        : specifier === 'over'
          ? over(called, inner)
          : classOf(called, inner),
    ),
}));
const prims = fc
  .tuple(...names.map(() => parts))
  .map((each) => each.map((inner, index) => def('Xform', names[index] ?? '', inner)));
const layers: fc.Arbitrary<Layer[]> = fc
  .tuple(...files.map(() => fc.tuple(prims, fc.subarray([...files, 'gone.usda']))))
  .map((each) =>
    each.map(([children, subLayers], index) =>
      layerOf(children, { subLayers, defaultPrim: 'A' }, files[index]),
    ),
  );

function* primsBelow(prim: StagePrim): Generator<StagePrim> {
  for (const child of prim.children) {
    yield child;
    yield* primsBelow(child);
  }
}

describe('layers that name one another in any way', () => {
  it('are a stage whose prims are where they say, or an error', async () => {
    const limits = { ...defaultLimits, maxPrims: 300, maxOpinions: 1_500, maxOpinionsOfPrim: 60 };
    await fc.assert(
      fc.asyncProperty(layers, async (given) => {
        try {
          const stage = await stageOf(given, limits);
          for (const prim of primsBelow(stage.root)) {
            expect(stage.primAt(prim.path)).toBe(prim);
            expect(prim.field('active')).not.toBe(false);
            for (const property of prim.propertyNames) {
              prim.attribute(property)?.value();
              for (const target of prim.targets(property)) expect(target).toMatch(/^\//);
            }
          }
          expect(stage.notes.length).toBeLessThan(500);
        } catch (error) {
          nullIfRefused(error);
        }
      }),
      costly(15),
    );
  });
});
