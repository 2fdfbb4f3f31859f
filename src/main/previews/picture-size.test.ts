import { describe, expect, it } from 'vitest';
import { pictureSize } from './picture-size.ts';

const latin = (text: string): number[] => [...Buffer.from(text, 'latin1')];
const be16 = (value: number): number[] => [value >> 8, value & 0xff];
const le16 = (value: number): number[] => [value & 0xff, value >> 8];

const png = (width: number, height: number): Uint8Array => {
  const bytes = Buffer.alloc(33);
  bytes.write('\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR', 'latin1');
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
};
const segment = (marker: number, length: number): number[] => [
  ...[0xff, marker, ...be16(length + 2)],
  ...Array<number>(length).fill(0xff),
];
const jpeg = (before: number[], marker = 0xc0): Uint8Array =>
  Uint8Array.from([...[0xff, 0xd8, ...before, 0xff, marker, ...be16(17), 8], ...be16(600), ...be16(800), 3]);
const gif = (canvas: [number, number], rest: number[], flags = 0): Uint8Array =>
  Uint8Array.from([...latin('GIF89a'), ...canvas.flatMap(le16), flags, 0, 0, ...rest]);
const webp = (kind: string, rest: number[]): Uint8Array =>
  Uint8Array.from([...latin(`RIFF....WEBP${kind}....`), ...rest]);

describe('the size of a picture', () => {
  it.each<[string, Uint8Array, [number, number]]>([
    ['a PNG', png(20_000, 3), [20_000, 3]],
    ['a JPEG', jpeg([]), [800, 600]],
    ['a progressive JPEG', jpeg([], 0xc2), [800, 600]],
    ['a JPEG behind profiles and tables', jpeg([...segment(0xe2, 60_000), ...segment(0xc4, 20)]), [800, 600]],
    ['a JPEG with fill bytes', jpeg([0xff, 0xff]), [800, 600]],
    ['a GIF', gif([300, 200], [0x2c, ...[0, 0, 300, 200].flatMap(le16)]), [300, 200]],
    [
      'a GIF whose first frame is larger than its canvas',
      gif(
        [1, 1],
        [...Array<number>(6).fill(0), 0x21, 0xf9, 2, 9, 9, 0, 0x2c, ...[5, 6, 9_000, 8_000].flatMap(le16)],
        0x80,
      ),
      [9_005, 8_006],
    ],
    ['a WebP', webp('VP8 ', [0, 0, 0, 0x9d, 0x01, 0x2a, ...le16(800), ...le16(600)]), [800, 600]],
    ['a lossless WebP', webp('VP8L', [0x2f, 0x1f, 0xc3, 0x95, 0x00]), [800, 600]],
    ['an extended WebP', webp('VP8X', [0, 0, 0, 0, 0x1f, 0x4e, 0, 0x57, 0x02, 0]), [20_000, 600]],
  ])('is read from %s', (_what, head, [width, height]) => {
    expect(pictureSize(head)).toEqual({ width, height });
  });

  it.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array(0)],
    ['another file', Uint8Array.from(latin('<svg width="9" height="9">'))],
    ['a PNG that is cut', png(1, 1).subarray(0, 20)],
    ['a JPEG whose frame is not here', jpeg(segment(0xe1, 100)).subarray(0, 50)],
    ['a JPEG without a frame', Uint8Array.from([0xff, 0xd8, 0xff, 0xda, 0, 4, 1, 2])],
    ['a JPEG that is none', Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 3, 4])],
    ['a WebP of an unknown kind', webp('ALPH', Array<number>(20).fill(0))],
  ])('is not known of %s', (_what, head) => {
    expect(pictureSize(head)).toBeNull();
  });
});
