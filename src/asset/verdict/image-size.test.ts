import { describe, expect, it } from 'vitest';
import { imageSize } from './image-size.ts';
import { jpegOf, pngOf } from './testing/pictures.ts';

const webpOf = (kind: string, rest: readonly number[]): Uint8Array =>
  Uint8Array.of(...new TextEncoder().encode(`RIFF\0\0\0\0WEBP${kind}\0\0\0\0`), ...rest);

describe('the size of a picture', () => {
  it('is read of PNG and JPEG', () => {
    expect(imageSize(pngOf(16_385, 2))).toEqual({ width: 16_385, height: 2 });
    expect(imageSize(jpegOf(640, 481))).toEqual({ width: 640, height: 481 });
    expect(imageSize(jpegOf(640, 481, 0xc2))).toEqual({ width: 640, height: 481 });
  });

  it.each<[string, string, number[], [number, number]]>([
    ['lossy', 'VP8 ', [1, 2, 3, 0x9d, 0x01, 0x2a, 0x21, 0x43, 0xff, 0xff], [0x321, 0x3fff]],
    ['lossless', 'VP8L', [0x2f, 0xff, 0xc1, 0x01, 0x10, 0, 0, 0, 0, 0], [0x200, 8]],
    ['extended', 'VP8X', [0, 0, 0, 0, 0xff, 0xff, 0xff, 1, 0, 0], [2 ** 24, 2]],
  ])('is read of WebP, %s', (_, kind, rest, [width, height]) => {
    const file = webpOf(kind, rest);
    expect(imageSize(file)).toEqual({ width, height });
    for (let length = 0; length < 30; length += 1) expect(imageSize(file.subarray(0, length))).toBeNull();
    expect(imageSize(webpOf('ALPH', rest))).toBeNull();
  });

  it('is none of other files', () => {
    expect(imageSize(new Uint8Array(0))).toBeNull();
    expect(imageSize(new TextEncoder().encode('GIF89a and so on and on and on'))).toBeNull();
    const noHeader = pngOf(1, 1);
    noHeader[12] = 0;
    expect(imageSize(noHeader)).toBeNull();
  });

  it('is none of files that end early or go astray, wherever that is', () => {
    const png = pngOf(7, 7);
    for (let length = 0; length < 24; length += 1) expect(imageSize(png.subarray(0, length))).toBeNull();
    const jpeg = jpegOf(7, 7);
    for (let length = 0; length < jpeg.length - 4; length += 1)
      expect(imageSize(jpeg.subarray(0, length))).toBeNull();
    // A segment that claims to have no length, for ever.
    expect(imageSize(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0, 0, 0, 0, 0, 0))).toBeNull();
  });

  it('is read of bytes in the middle of others', () => {
    const around = new Uint8Array(100);
    around.set(pngOf(3, 4), 20);
    expect(imageSize(around.subarray(20))).toEqual({ width: 3, height: 4 });
  });
});
