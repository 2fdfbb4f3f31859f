import { AssetError } from '../../limits.ts';

/** How many bytes one byte of an LZ4 block can come to at most: whoever promises more is lying. */
export const maxLz4Expansion = 255;

const minMatch = 4;
/** A length of 15 goes on in the bytes that follow. */
const longLength = 15;

/**
 * Unpacks what OpenUSD's `TfFastCompression` packed (pxr/base/tf/fastCompression.cpp): a byte with the number of chunks, each an
 * LZ4 block behind its 32-bit size, or 0 for a single block without one.
 *
 * @returns how many bytes of `target` were filled
 * @throws {AssetError} where the blocks are damaged, or come to more than `target` takes
 */
export function unpackChunks(packed: Uint8Array, target: Uint8Array): number {
  const chunks = packed[0];
  if (chunks === undefined) throw damaged('nothing is packed');
  if (chunks === 0) return unpackLz4(packed.subarray(1), target);
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  let at = 1;
  let filled = 0;
  for (let chunk = 0; chunk < chunks; chunk += 1) {
    if (at + 4 > packed.length) throw damaged('a chunk has no size');
    const size = view.getUint32(at, true);
    at += 4;
    if (size > packed.length - at) throw damaged('a chunk ends early');
    filled += unpackLz4(packed.subarray(at, at + size), target.subarray(filled));
    at += size;
  }
  return filled;
}

/**
 * Unpacks one LZ4 block (lz4_Block_format.md of the LZ4 project).
 *
 * @returns how many bytes of `target` were filled
 * @throws {AssetError} where it is damaged, or comes to more than `target` takes
 */
export function unpackLz4(block: Uint8Array, target: Uint8Array): number {
  let from = 0;
  let to = 0;

  const lengthOf = (nibble: number): number => {
    if (nibble < longLength) return nibble;
    let length = nibble;
    for (;;) {
      const more = block[from];
      if (more === undefined) throw damaged('a length ends early');
      from += 1;
      length += more;
      if (more !== 255) return length;
    }
  };

  while (from < block.length) {
    const token = block[from] ?? 0;
    from += 1;
    const literals = lengthOf(token >> 4);
    if (literals > block.length - from) throw damaged('literals end early');
    if (literals > target.length - to) throw damaged('more literals than were promised');
    if (literals > 32) target.set(block.subarray(from, from + literals), to);
    else for (let index = 0; index < literals; index += 1) target[to + index] = block[from + index] ?? 0;
    from += literals;
    to += literals;
    if (from === block.length) return to;

    const low = block[from];
    const high = block[from + 1];
    if (low === undefined || high === undefined) throw damaged('an offset ends early');
    from += 2;
    const offset = low | (high << 8);
    if (offset === 0 || offset > to) throw damaged('an offset leads before the start');
    const match = lengthOf(token & 0xf) + minMatch;
    if (match > target.length - to) throw damaged('more bytes than were promised');
    if (offset >= match && match > 32) target.copyWithin(to, to - offset, to - offset + match);
    else if (offset === 1) target.fill(target[to - 1] ?? 0, to, to + match);
    else for (let index = 0; index < match; index += 1) target[to + index] = target[to - offset + index] ?? 0;
    to += match;
  }
  throw damaged('a block ends without literals');
}

const damaged = (what: string): AssetError => new AssetError('damaged', `LZ4: ${what}`);
