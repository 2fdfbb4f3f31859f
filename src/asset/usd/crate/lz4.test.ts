import { describe, expect, it } from 'vitest';
import { AssetError } from '../../limits.ts';
import { unpackChunks, unpackLz4 } from './lz4.ts';
import { packChunks, packLz4 } from './testing/pack.ts';

const text = (words: string): Uint8Array => new TextEncoder().encode(words);

function unpacked(block: Uint8Array, room = 1_000): string {
  const target = new Uint8Array(room);
  return new TextDecoder().decode(target.subarray(0, unpackLz4(block, target)));
}

describe('a block of LZ4', () => {
  it('is its literals', () => {
    expect(unpacked(Uint8Array.of(0x30, ...text('abc')))).toBe('abc');
  });

  it('repeats what came before, also what it is just writing', () => {
    // Three literals, a match of 4 + 6 three bytes back, then two literals.
    expect(unpacked(Uint8Array.of(0x36, ...text('abc'), 3, 0, 0x20, ...text('!?')))).toBe('abcabcabcabca!?');
    expect(unpacked(Uint8Array.of(0x1f, ...text('a'), 1, 0, 255, 6, 0x10, ...text('b')))).toBe(
      `${'a'.repeat(281)}b`,
    );
  });

  it('has lengths of any number of bytes', () => {
    const long = 'x'.repeat(15 + 255 + 7);
    expect(unpacked(Uint8Array.of(0xf0, 255, 7, ...text(long)))).toBe(long);
  });

  it.each([0, 1, 11, 12, 13, 100, 70_000])('comes back as %i bytes were packed', (length) => {
    const bytes = Uint8Array.from({ length }, (_, index) => (index * index) % 7);
    for (const isCompressed of [true, false]) {
      const target = new Uint8Array(length);
      expect(unpackLz4(packLz4(bytes, isCompressed), target)).toBe(length);
      expect(target).toEqual(bytes);
    }
  });

  it.each([
    ['literals that are not there', [0x30, 97], 'literals end early'],
    ['a length that goes on behind the end', [0xf0, 255], 'a length ends early'],
    ['half an offset', [0x10, 97, 1], 'an offset ends early'],
    ['an offset of nothing', [0x10, 97, 0, 0, 0x10, 98], 'before the start'],
    ['an offset before the start', [0x10, 97, 2, 0, 0x10, 98], 'before the start'],
    ['no literals at its end', [0x10, 97, 1, 0], 'without literals'],
    ['nothing', [], 'without literals'],
  ])('with %s is damaged', (_, bytes, why) => {
    expect(() => unpacked(Uint8Array.from(bytes))).toThrow(AssetError);
    expect(() => unpacked(Uint8Array.from(bytes))).toThrow(why);
  });

  it('that comes to more than was promised is damaged before more is written', () => {
    const bomb = Uint8Array.of(0x1f, 97, 1, 0, ...new Uint8Array(4_000).fill(255), 0, 0x10, 98);
    expect(() => unpacked(bomb, 500)).toThrow('more bytes than were promised');
    expect(() => unpacked(Uint8Array.of(0x50, ...text('abcde')), 4)).toThrow(
      'more literals than were promised',
    );
  });
});

describe('chunks of LZ4', () => {
  const bytes = Uint8Array.from({ length: 1_000 }, (_, index) => index % 50);

  it.each([undefined, 300, 1_000])('of %s bytes come back in one', (chunkSize) => {
    const target = new Uint8Array(bytes.length);
    expect(unpackChunks(packChunks(bytes, true, chunkSize), target)).toBe(bytes.length);
    expect(target).toEqual(bytes);
  });

  it.each([
    ['are none', [], 'nothing is packed'],
    ['have no size', [2, 1, 0], 'has no size'],
    ['end early', [1, 9, 0, 0, 0, 0x10, 97], 'a chunk ends early'],
  ])('that %s are damaged', (_, packed, why) => {
    expect(() => unpackChunks(Uint8Array.from(packed), new Uint8Array(10))).toThrow(why);
  });
});
