import { describe, expect, it } from 'vitest';
import { AssetBudget } from '../../limits.ts';
import type { AttributeSpec, Layer } from '../layer.ts';
import { readCrate } from './read-crate.ts';
import { typed, typedArray, type AttributeDescription } from './testing/describe-crate.ts';
import { everyValue } from './testing/every-value.ts';
import { writeCrate } from './testing/write-crate.ts';
import type { CrateOptions } from './testing/write-tables.ts';

/** A layer with one prim, `/A`, that has these attributes. */
const layerWith = (
  properties: Record<string, AttributeDescription>,
  options: CrateOptions = {},
  budget = new AssetBudget(),
): Layer => readCrate(writeCrate({ prims: { A: { properties } } }, options), 'a.usdc', budget);

function attributeOf(layer: Layer, name: string): AttributeSpec {
  const property = layer.root.children.get('A')?.properties.get(name);
  if (property?.kind !== 'attribute') throw new Error(`no attribute ${name}`);
  return property;
}

describe.each([4, 5, 6, 7, 8, 9, 10, 11, 12, 13])('a value in a file of version 0.%i.0', (version) => {
  const cases = everyValue.filter(({ since = 4 }) => since <= version);

  it.each([true, false])('reads as it was written, packed: %s', (isCompressed) => {
    const properties = Object.fromEntries(
      cases.map(({ written }, index) => [`a${index}`, { typeName: 'any', default: written }]),
    );
    const layer = layerWith(properties, { version, isCompressed });
    const read = cases.map(({ name }, index) => [name, attributeOf(layer, `a${index}`).value()]);
    expect(read).toEqual(cases.map(({ name, read: value }) => [name, value]));
    expect(layer.notes).toEqual([]);
  });
});

describe('a value', () => {
  it('of a type that no version known here has is left out, with a note', () => {
    const layer = layerWith({
      a: { typeName: 'spline', default: { type: 77, value: 0 } },
      b: { typeName: 'int', default: typed('Int', 1) },
    });
    expect(attributeOf(layer, 'a').value()).toBeUndefined();
    expect(attributeOf(layer, 'b').value()).toBe(1);
    expect(layer.notes).toEqual([{ place: '/A.a', detail: 'default: value type 77' }]);
  });

  it('that is a block is null, and one that is not written is undefined', () => {
    const layer = layerWith({
      a: { typeName: 'int', default: typed('ValueBlock', null) },
      b: { typeName: 'int' },
    });
    expect(attributeOf(layer, 'a').value()).toBeNull();
    expect(attributeOf(layer, 'b').value()).toBeUndefined();
  });

  it('is not unpacked before it is asked for, and then once', () => {
    const used: number[] = [];
    const budget = new AssetBudget();
    const layer = layerWith(
      { a: { typeName: 'uchar[]', default: typedArray('UChar', new Uint8Array(5_000)) } },
      {},
      budget,
    );
    budget.addValues = (count) => used.push(count);
    const first = attributeOf(layer, 'a').value();
    expect(attributeOf(layer, 'a').value()).toBe(first);
    expect(used).toEqual([5_000]);
  });

  it('that reorders a list is kept without that, with a note', () => {
    const ordered = typed('TokenListOp', { ordered: ['b', 'a'] });
    const bytes = writeCrate({ prims: { A: { fields: { apiSchemas: ordered } } } });
    const layer = readCrate(bytes, 'a.usdc', new AssetBudget());
    expect(layer.root.children.get('A')?.fields.get('apiSchemas')).toEqual({
      kind: 'list',
      explicit: null,
      prepended: [],
      appended: [],
      deleted: [],
    });
    expect(layer.notes).toEqual([{ place: '/A', detail: 'apiSchemas: reorder' }]);
  });

  it('has the offset of a payload only from 0.8 on', () => {
    const payload = typed('Payload', { asset: 'a.usd', prim: '', offset: 3, scale: 2 });
    const offsets = [7, 8].map((version) =>
      attributeOf(layerWith({ a: { typeName: 'any', default: payload } }, { version }), 'a').value(),
    );
    expect(offsets).toMatchObject([
      { explicit: [{ offset: { offset: 0, scale: 1 } }] },
      { explicit: [{ offset: { offset: 3, scale: 2 } }] },
    ]);
  });
});

describe('time samples', () => {
  const samples = [
    [1, typed('Double', 0.1)],
    [2.5, typed('ValueBlock', null)],
    [7, typed('Double', 0.3)],
  ] as const;

  it('have their times, and a value for each, null for a block', () => {
    const layer = layerWith({ a: { typeName: 'double', samples }, b: { typeName: 'double', samples } });
    const read = attributeOf(layer, 'a').samples;
    expect(read?.times).toEqual([1, 2.5, 7]);
    expect([0, 1, 2, 3].map((index) => read?.value(index))).toEqual([0.1, null, 0.3, null]);
    expect(attributeOf(layer, 'b').samples?.times).toBe(read?.times);
  });

  it('of a type that is not read are null, with a note', () => {
    const layer = layerWith({
      a: { typeName: 'double', samples: [...samples, [8, { type: 77, value: 0 }]] },
    });
    expect(attributeOf(layer, 'a').samples?.value(3)).toBeNull();
    expect(layer.notes).toContainEqual({ place: '/A.a', detail: 'timeSamples: value type 77' });
  });

  it('whose times are out of order are damage', () => {
    const turned = samples.toReversed();
    expect(() => layerWith({ a: { typeName: 'double', samples: turned } })).toThrow('out of order');
  });
});
