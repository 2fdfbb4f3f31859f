import { describe, expect, it } from 'vitest';
import { unpackInts32, unpackInts64 } from './integers.ts';
import { packChunks, packIntegers } from './testing/pack.ts';

describe('packed integers', () => {
  it('are those of the example in OpenUSD', () => {
    // The most common difference, two bits for each, and 123, 100000 and 0 in as many bytes as the bits say.
    const encoded = Uint8Array.of(1, 0, 0, 0, 0b11_00_00_01, 0b00_01_00_01, 123, 0xa0, 0x86, 1, 0, 0, 0);
    const values = [123, 124, 125, 100_125, 100_125, 100_126, 100_126];
    expect(values).toEqual([...unpackInts32(packChunks(encoded), 7)]);
  });

  it.each([
    ['none', []],
    ['one', [5]],
    ['differences of all sizes', [0, 1, -1, 127, 400, 40_000, -90_000, 2_147_483_647, -2_147_483_648, 3]],
    ['many of the same', Array.from({ length: 1_000 }, (_, index) => index * 3)],
  ])('of 32 bits come back: %s', (_, values) => {
    expect([...unpackInts32(packIntegers(values), values.length)]).toEqual(values);
  });

  it.each([
    ['none', []],
    ['differences of all sizes', [0, 1, -1, 40_000, -3e9, 2 ** 33, -(2 ** 52), 2 ** 53, -(2 ** 53), 12]],
    ['many', Array.from({ length: 1_000 }, (_, index) => index * 2 ** 33 - 7)],
  ])('of 64 bits come back: %s', (_, values) => {
    expect([...unpackInts64(packIntegers(values, 64), values.length, true)]).toEqual(values);
  });

  it('of 64 bits stay exact behind one that is too large for a number', () => {
    const values = [3, 2 ** 62 + 2 ** 20, 5, 2 ** 63 - 1024, 7];
    expect([...unpackInts64(packIntegers(values, 64), 5, true)]).toEqual(values);
  });

  it('without a sign reach to 2^64', () => {
    expect([...unpackInts64(packIntegers([2 ** 63, 1], 64), 2, false)]).toEqual([2 ** 63, 1]);
  });

  it('that LZ4 could not hold are damaged before anything is allocated', () => {
    const packed = packIntegers([1, 2, 3]);
    expect(() => unpackInts32(packed, 2 ** 31)).toThrow('are not in');
    expect(() => unpackInts64(packed, 2 ** 31, true)).toThrow('are not in');
  });

  it('whose codes or differences end early are damaged', () => {
    const packed = packIntegers([1, 200, 3_000, 400_000]);
    expect(() => unpackInts32(packed, 60)).toThrow('end early');
    expect(() => unpackInts32(packChunks(Uint8Array.of(1, 0, 0, 0, 0xff, 1, 0)), 4)).toThrow(
      'integers end early',
    );
    expect(() => unpackInts32(packChunks(Uint8Array.of(1, 0, 0)), 4)).toThrow(
      'codes of 4 integers end early',
    );
  });
});
