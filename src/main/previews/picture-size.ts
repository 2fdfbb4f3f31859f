/** Width and height of a picture in pixels. */
export interface PictureSize {
  width: number;
  height: number;
}

/**
 * Pixels of a picture at most: 8192 × 8192, the largest texture that graphics cards of today are given. A picture takes
 * four bytes a pixel once it is shown, however small its file is.
 */
export const maxPixels = 8192 * 8192;

/** Bytes that are enough to tell a picture's size: in a JPEG, colour profiles and a preview stand before it. */
export const sizeHeadBytes = 1024 * 1024;

/**
 * Reads the size of a PNG, JPEG, GIF or WebP from its beginning. Null where it is not told there.
 * Sources: the PNG, JPEG (ITU-T T.81, annex B), GIF89a and WebP (RFC 9649) specifications.
 */
export function pictureSize(head: Uint8Array): PictureSize | null {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  const starts = (magic: string, at = 0): boolean =>
    bytes.toString('latin1', at, at + magic.length) === magic;
  try {
    if (starts('\x89PNG\r\n\x1a\n')) return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
    if (starts('\xff\xd8\xff')) return jpegSize(bytes);
    if (starts('GIF8')) return gifSize(bytes);
    if (starts('RIFF') && starts('WEBP', 8)) return webpSize(bytes, bytes.toString('latin1', 12, 16));
    return null;
  } catch (error) {
    // The size would stand beyond what is here.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Walks from marker to marker to the frame header, SOF0 to SOF15 without DHT, JPG and DAC. */
function jpegSize(bytes: Buffer): PictureSize | null {
  let at = 2;
  for (;;) {
    if (bytes.readUInt8(at) !== 0xff) return null;
    const marker = bytes.readUInt8(at + 1);
    if (marker === 0xff) at += 1;
    else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
    else if (marker === 0xd8 || marker === 0xd9 || marker === 0xda) return null;
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) at += 2;
    else at += 2 + bytes.readUInt16BE(at + 2);
  }
}

/** The canvas, or the first frame where that is larger: browsers make the canvas as large. */
function gifSize(bytes: Buffer): PictureSize {
  const canvas = { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
  const flags = bytes.readUInt8(10);
  let at = 13 + ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1));
  // Extensions: two bytes, then blocks that tell their length, the last of which is empty.
  while (bytes.readUInt8(at) === 0x21) {
    at += 2;
    while (bytes.readUInt8(at) !== 0) at += 1 + bytes.readUInt8(at);
    at += 1;
  }
  if (bytes.readUInt8(at) !== 0x2c) return canvas;
  const [left, top, width, height] = [1, 3, 5, 7].map((offset) => bytes.readUInt16LE(at + offset));
  return {
    width: Math.max(canvas.width, (left ?? 0) + (width ?? 0)),
    height: Math.max(canvas.height, (top ?? 0) + (height ?? 0)),
  };
}

function webpSize(bytes: Buffer, kind: string): PictureSize | null {
  if (kind === 'VP8X') return { width: 1 + bytes.readUIntLE(24, 3), height: 1 + bytes.readUIntLE(27, 3) };
  if (kind === 'VP8L') {
    const bits = bytes.readUInt32LE(21);
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
  }
  if (kind !== 'VP8 ') return null;
  return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
}
