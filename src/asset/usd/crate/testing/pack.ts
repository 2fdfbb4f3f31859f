import { ByteWriter } from './byte-writer.ts';

const minMatch = 4;
/** LZ4 wants the last bytes of a block to be literals, and no match to start near its end. */
const lastLiterals = 5;
const noMatchNearEnd = 12;

/** An LZ4 block of the bytes; of literals alone with `isCompressed` false. */
export function packLz4(bytes: Uint8Array, isCompressed = true): Uint8Array {
  const writer = new ByteWriter();
  const places = new Map<number, number>();
  let start = 0;
  let at = 0;
  while (isCompressed && at < bytes.length - noMatchNearEnd) {
    const key = fourAt(bytes, at);
    const before = places.get(key);
    places.set(key, at);
    if (before === undefined || at - before > 0xffff) {
      at += 1;
      continue;
    }
    let length = minMatch;
    while (at + length < bytes.length - lastLiterals && bytes[before + length] === bytes[at + length])
      length += 1;
    writeSequence(writer, bytes.subarray(start, at), { offset: at - before, length });
    at += length;
    start = at;
  }
  writeSequence(writer, bytes.subarray(start), null);
  return writer.result();
}

/** As OpenUSD's `TfFastCompression` writes it; in chunks of `chunkSize` bytes where that is given. */
export function packChunks(bytes: Uint8Array, isCompressed = true, chunkSize?: number): Uint8Array {
  const writer = new ByteWriter();
  if (chunkSize === undefined) {
    writer.uint8(0);
    writer.write(packLz4(bytes, isCompressed));
    return writer.result();
  }
  const count = Math.ceil(bytes.length / chunkSize);
  writer.uint8(count);
  for (let chunk = 0; chunk < count; chunk += 1) {
    const block = packLz4(bytes.subarray(chunk * chunkSize, (chunk + 1) * chunkSize), isCompressed);
    writer.uint32(block.length);
    writer.write(block);
  }
  return writer.result();
}

/** OpenUSD's compressed integers, of 32 bits or 64. */
export function packIntegers(values: ArrayLike<number>, bits: 32 | 64 = 32, isCompressed = true): Uint8Array {
  const differences: bigint[] = [];
  const counts = new Map<bigint, number>();
  let previous = 0n;
  for (let index = 0; index < values.length; index += 1) {
    const value = BigInt(values[index] ?? 0);
    const difference = BigInt.asIntN(bits, value - previous);
    differences.push(difference);
    counts.set(difference, (counts.get(difference) ?? 0) + 1);
    previous = value;
  }
  if (differences.length === 0) return packChunks(new Uint8Array(), isCompressed);
  const [common] = [...counts].reduce((most, one) => (one[1] > most[1] ? one : most));
  const [small, medium] = bits === 32 ? [8, 16] : [16, 32];

  const writer = new ByteWriter();
  const write = (value: bigint, size: number): void => {
    for (let shift = 0; shift < size; shift += 8) writer.uint8(Number((value >> BigInt(shift)) & 0xffn));
  };
  const codeOf = (difference: bigint): number => {
    if (difference === common) return 0;
    if (BigInt.asIntN(small, difference) === difference) return 1;
    return BigInt.asIntN(medium, difference) === difference ? 2 : 3;
  };
  write(common, bits);
  for (let index = 0; index < differences.length; index += 4) {
    const codes = differences.slice(index, index + 4).map(codeOf);
    writer.uint8(codes.reduce((byte, code, place) => byte | (code << (place * 2)), 0));
  }
  for (const difference of differences) write(difference, [0, small, medium, bits][codeOf(difference)] ?? 0);
  return packChunks(writer.result(), isCompressed);
}

function writeSequence(
  writer: ByteWriter,
  literals: Uint8Array,
  match: { offset: number; length: number } | null,
): void {
  const rest = match === null ? 0 : match.length - minMatch;
  writer.uint8((Math.min(literals.length, 15) << 4) | Math.min(rest, 15));
  writeLength(writer, literals.length);
  writer.write(literals);
  if (match === null) return;
  writer.uint16(match.offset);
  writeLength(writer, rest);
}

function writeLength(writer: ByteWriter, length: number): void {
  if (length < 15) return;
  let left = length - 15;
  for (; left >= 255; left -= 255) writer.uint8(255);
  writer.uint8(left);
}

const fourAt = (bytes: Uint8Array, at: number): number =>
  (bytes[at] ?? 0) |
  ((bytes[at + 1] ?? 0) << 8) |
  ((bytes[at + 2] ?? 0) << 16) |
  ((bytes[at + 3] ?? 0) << 24);
