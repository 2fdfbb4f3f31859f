import { AssetError } from '../../limits.ts';
import { maxLz4Expansion, unpackChunks } from './lz4.ts';

/*
 * OpenUSD's compressed integers (pxr/usd/usd/integerCoding.cpp), inside LZ4: the most common difference between neighbours, a code
 * of two bits for each integer, and the differences that are not the common one, in as many bytes as the code says.
 */

const codeBits = 2;
const codeBytes = (count: number): number => Math.ceil((count * codeBits) / 8);

/**
 * 32-bit integers, `count` of them. For unsigned ones look at the same buffer as a Uint32Array.
 *
 * @throws {AssetError} where the bytes cannot be that many integers: before anything is allocated, if LZ4 could not hold them
 */
export function unpackInts32(packed: Uint8Array, count: number): Int32Array {
  const { bytes, values: start } = unpackCodes(packed, count, 4);
  const result = new Int32Array(count);
  const common = int32At(bytes, 0);
  let at = start;
  let previous = 0;
  for (let index = 0; index < count; index += 1) {
    const code = codeAt(bytes, 4, index);
    if (code === 0) {
      previous = (previous + common) | 0;
    } else if (code === 1) {
      previous = (previous + (((bytes[at] ?? 0) << 24) >> 24)) | 0;
      at += 1;
    } else if (code === 2) {
      previous = (previous + int16At(bytes, at)) | 0;
      at += 2;
    } else {
      previous = (previous + int32At(bytes, at)) | 0;
      at += 4;
    }
    result[index] = previous;
  }
  checkEnd(at, bytes);
  return result;
}

/**
 * 64-bit integers as numbers: what is above 2^53 is rounded.
 *
 * @throws {AssetError} as {@link unpackInts32}
 */
export function unpackInts64(packed: Uint8Array, count: number, isSigned: boolean): Float64Array {
  const { bytes, values: start } = unpackCodes(packed, count, 8);
  const result = new Float64Array(count);
  const commonLow = int32At(bytes, 0);
  const commonHigh = int32At(bytes, 4);
  let at = start;
  // Two halves, since differences of large numbers are not exact as one.
  let low = 0;
  let high = 0;
  for (let index = 0; index < count; index += 1) {
    const code = codeAt(bytes, 8, index);
    let addLow = commonLow;
    let addHigh = commonHigh;
    if (code === 1) {
      addLow = int16At(bytes, at);
      addHigh = addLow >> 31;
      at += 2;
    } else if (code === 2) {
      addLow = int32At(bytes, at);
      addHigh = addLow >> 31;
      at += 4;
    } else if (code === 3) {
      addLow = int32At(bytes, at);
      addHigh = int32At(bytes, at + 4);
      at += 8;
    }
    const sum = low + (addLow >>> 0);
    low = sum >>> 0;
    high = (high + addHigh + (sum > 0xffff_ffff ? 1 : 0)) | 0;
    result[index] = (isSigned ? high : high >>> 0) * 0x1_0000_0000 + low;
  }
  checkEnd(at, bytes);
  return result;
}

/** @throws {AssetError} where LZ4 could not hold that many integers of 32 bits in these bytes */
export function checkHolds(packed: Uint8Array, count: number): void {
  if (count > 0 && 4 + codeBytes(count) > packed.length * maxLz4Expansion)
    throw new AssetError('damaged', `${count} integers are not in ${packed.length} bytes`);
}

function unpackCodes(packed: Uint8Array, count: number, size: number): { bytes: Uint8Array; values: number } {
  checkHolds(packed, count);
  const values = size + codeBytes(count);
  const bytes = new Uint8Array(Math.min(values + count * size, packed.length * maxLz4Expansion));
  const filled = count === 0 ? 0 : unpackChunks(packed, bytes);
  if (count > 0 && filled < values) throw new AssetError('damaged', `codes of ${count} integers end early`);
  return { bytes: bytes.subarray(0, filled), values };
}

function checkEnd(at: number, bytes: Uint8Array): void {
  if (bytes.length > 0 && at > bytes.length) throw new AssetError('damaged', 'integers end early');
}

const codeAt = (bytes: Uint8Array, size: number, index: number): number =>
  ((bytes[size + (index >> 2)] ?? 0) >> ((index & 3) * codeBits)) & 3;
const int16At = (bytes: Uint8Array, at: number): number =>
  (((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)) << 16) >> 16;
const int32At = (bytes: Uint8Array, at: number): number =>
  (bytes[at] ?? 0) |
  ((bytes[at + 1] ?? 0) << 8) |
  ((bytes[at + 2] ?? 0) << 16) |
  ((bytes[at + 3] ?? 0) << 24);
