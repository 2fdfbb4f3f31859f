import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AssetBudget } from '../src/asset/limits.ts';
import { unpackInts32, unpackInts64 } from '../src/asset/usd/crate/integers.ts';
import { unpackChunks } from '../src/asset/usd/crate/lz4.ts';
import { readCrate } from '../src/asset/usd/crate/read-crate.ts';
import { typed, typedArray, type PrimDescription } from '../src/asset/usd/crate/testing/describe-crate.ts';
import { everyValue } from '../src/asset/usd/crate/testing/every-value.ts';
import { packChunks, packIntegers } from '../src/asset/usd/crate/testing/pack.ts';
import { readOrRefuse } from '../src/asset/usd/crate/testing/read-or-refuse.ts';
import { writeCrate } from '../src/asset/usd/crate/testing/write-crate.ts';
import { mutated } from './arbitraries.ts';
import { nullIfRefused } from './expectations.ts';

const bytes = fc.uint8Array({ maxLength: 400 });
const repetitive = fc
  .array(fc.tuple(fc.uint8Array({ maxLength: 6 }), fc.nat({ max: 60 })), { maxLength: 8 })
  .map((parts) =>
    Uint8Array.from(parts.flatMap(([part, times]) => Array.from({ length: times }, () => [...part]).flat())),
  );

/** Whatever `work` returns, or null where it is refused. */
function refusedOr<Result>(work: () => Result): Result | null {
  try {
    return work();
  } catch (error) {
    return nullIfRefused(error);
  }
}

describe('LZ4', () => {
  it('unpacks what was packed, whole or in chunks', () => {
    fc.assert(
      fc.property(
        fc.oneof(bytes, repetitive),
        fc.boolean(),
        fc.option(fc.integer({ min: 30, max: 500 })),
        (data, isCompressed, chunk) => {
          const room = new Uint8Array(data.length);
          fc.pre(chunk === null || data.length > 0);
          const packed = packChunks(data, isCompressed, chunk ?? undefined);
          expect(unpackChunks(packed, room)).toBe(data.length);
          expect(room).toEqual(data);
        },
      ),
    );
  });

  it('fills no more than there is room for, or is damaged', () => {
    fc.assert(
      fc.property(bytes, fc.nat({ max: 500 }), (packed, room) => {
        const target = new Uint8Array(room + 10);
        const filled = refusedOr(() => unpackChunks(packed, target.subarray(0, room)));
        expect(filled === null || filled <= room).toBe(true);
        expect(target.subarray(room)).toEqual(new Uint8Array(10));
      }),
    );
  });
});

describe('packed integers', () => {
  it('come back', () => {
    const wide = fc.integer({ min: -(2 ** 53) + 1, max: 2 ** 53 - 1 });
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.array(wide), (few, many) => {
        expect([...unpackInts32(packIntegers(few), few.length)]).toEqual(few);
        expect([...unpackInts64(packIntegers(many, 64), many.length, true)]).toEqual(many);
      }),
    );
  });

  it('of any bytes and any count are that many, or damaged', () => {
    fc.assert(
      fc.property(
        bytes,
        fc.oneof(fc.nat({ max: 100 }), fc.constantFrom(2 ** 31, 2 ** 40)),
        (packed, count) => {
          expect(refusedOr(() => unpackInts32(packed, count))?.length ?? count).toBe(count);
          expect(refusedOr(() => unpackInts64(packed, count, false))?.length ?? count).toBe(count);
        },
      ),
    );
  });
});

describe('a crate file', () => {
  const name = fc.stringMatching(/^[A-Za-z_]\w{0,6}$/);
  const values = everyValue.filter(({ since = 4 }) => since <= 8).map(({ written }) => written);
  const prim: fc.Arbitrary<PrimDescription> = fc.letrec<{ prim: PrimDescription }>((tie) => ({
    prim: fc.record({
      specifier: fc.constantFrom('def', 'over', 'class'),
      properties: fc.dictionary(
        name,
        fc.record({ typeName: name, default: fc.constantFrom(...values) }, { requiredKeys: ['typeName'] }),
        { maxKeys: 3 },
      ),
      children: fc.dictionary(name, fc.oneof({ maxDepth: 3 }, fc.constant({}), tie('prim')), { maxKeys: 3 }),
      variantSets: fc.dictionary(name, fc.dictionary(name, fc.constant({}), { maxKeys: 2 }), { maxKeys: 1 }),
    }),
  })).prim;

  it('has the prims that were written, in their order', () => {
    const shape = (one: PrimDescription): unknown =>
      Object.entries(one.children ?? {}).map(([child, below]) => [
        child,
        below.specifier ?? 'def',
        shape(below),
      ]);
    fc.assert(
      fc.property(fc.dictionary(name, prim, { maxKeys: 3 }), fc.constantFrom(4, 6, 8), (prims, version) => {
        const layer = readCrate(writeCrate({ prims }, { version }), 'a.usdc', new AssetBudget());
        const shapeOf = ({ children }: typeof layer.root): unknown =>
          [...children.values()].map((child) => [child.name, child.specifier, shapeOf(child)]);
        expect(shapeOf(layer.root)).toEqual(shape({ children: prims }));
        expect(layer.notes).toEqual([]);
      }),
    );
  });

  it('that was changed is read to its last value, or refused', () => {
    const description = {
      fields: { upAxis: typed('Token', 'Z') },
      prims: {
        A: {
          properties: Object.fromEntries(
            values.map((value, index) => [
              `a${index}`,
              { typeName: 'any', default: value, samples: [[1, value]] as const },
            ]),
          ),
          children: { B: { fields: { apiSchemas: typed('TokenListOp', { prepended: ['C'] }) } } },
        },
        D: {
          properties: {
            points: { typeName: 'float3[]', default: typedArray('Vec3f', new Float32Array(300)) },
          },
        },
      },
    };
    const files = [4, 8].map((version) => Buffer.from(writeCrate(description, { version })));
    fc.assert(
      fc.property(fc.oneof(...files.map(mutated)), (file) => {
        const { values: used } = readOrRefuse(new Uint8Array(file));
        expect(used).toBeLessThan(file.length * 1_020 + 1);
      }),
    );
  });

  it('of any bytes behind its header is refused', () => {
    const header = writeCrate({}).subarray(0, 24);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (rest) => {
        expect(readOrRefuse(Uint8Array.of(...header, ...rest)).refusal).not.toBeNull();
      }),
    );
  });
});
