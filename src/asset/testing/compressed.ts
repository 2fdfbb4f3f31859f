/** Bytes one behind the other. */
const joined = (parts: readonly (Uint8Array | readonly number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => [...part]));

const bytesOf = (values: Float32Array | Uint32Array): Uint8Array => new Uint8Array(values.buffer);

/**
 * A mesh as Draco 2.2 writes it without compressing anything (Draco bitstream specification: sequential connectivity of plain
 * indices, one attribute of plain values with ID 7).
 */
export function dracoMesh(positions: Float32Array, indices: readonly number[]): Uint8Array {
  const triangularMesh = 1;
  const sequential = 0;
  const plainIndices = 1;
  const [position, float32] = [0, 9];
  return joined([
    new TextEncoder().encode('DRACO'),
    [2, 2, triangularMesh, sequential, 0, 0],
    [indices.length / 3, positions.length / 3, plainIndices, ...indices],
    // One decoder of one attribute: its kind, type, number of components, whether it is normalized, and its ID.
    [1, 1, position, float32, 3, 0, 7],
    // Which of the decoders of sequential attributes: the one of plain values.
    [0],
    bytesOf(positions),
  ]);
}

type Rgba = readonly [number, number, number, number];

/**
 * A KTX2 file, four pixels wide: for each colour, from the top, four rows in one UASTC block (KTX 2.0, Basis Universal's UASTC mode
 * 8).
 */
export function ktx2Picture(colors: readonly Rgba[]): Uint8Array {
  const header = new Uint8Array(80 + 24 + 44);
  const view = new DataView(header.buffer);
  header.set([0xab, 0x4b, 0x54, 0x58, 0x20, 0x32, 0x30, 0xbb, 0x0d, 0x0a, 0x1a, 0x0a]);
  // vkFormat, typeSize, width, height, depth, layers, faces, levels, supercompression, then where the format's description is.
  const fields = [0, 1, 4, 4 * colors.length, 0, 0, 1, 1, 0, 104, 44];
  for (const [n, value] of fields.entries()) view.setUint32(12 + 4 * n, value, true);
  // The only level: where it is, how long it is, and how long unpacked.
  const size = 16 * colors.length;
  for (const [n, value] of [148, size, size].entries()) view.setUint32(80 + 8 * n, value, true);
  const [uastc, bt709, srgb, rgba] = [166, 1, 2, 3];
  view.setUint32(104, 44, true);
  view.setUint32(112, 2 | (40 << 16), true);
  header.set([uastc, bt709, srgb, 0, 3, 3, 0, 0, 16], 116);
  header.set([0, 0, 127, rgba], 132);
  view.setUint32(144, 0xff_ff_ff_ff, true);
  return joined([header, ...colors.map(uastcBlock)]);
}

function uastcBlock(color: Rgba): Uint8Array {
  const block = new Uint8Array(16);
  let bit = 0;
  const write = (value: number, bits: number): void => {
    for (let n = 0; n < bits; n++, bit++)
      block[bit >> 3] = (block[bit >> 3] ?? 0) | (((value >> n) & 1) << (bit & 7));
  };
  write(0x17, 5);
  for (const value of color) write(value, 8);
  return block;
}
