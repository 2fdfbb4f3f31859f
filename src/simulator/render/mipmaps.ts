import type { Image } from '../textures/texture.ts';

/** The image at full size, half, a quarter and so on down to one pixel, each averaged from the one before. */
export function mipmapsOf(image: Image): readonly Image[] {
  const known = chains.get(image);
  if (known !== undefined) return known;
  const chain = [image];
  for (let last = image; last.width > 1 && last.height > 1;) {
    last = halved(last);
    chain.push(last);
  }
  chains.set(image, chain);
  return chain;
}

const chains = new WeakMap<Image, readonly Image[]>();

/** Both sides must be even. */
export function halved(image: Image): Image {
  const width = image.width / 2;
  const height = image.height / 2;
  const rgb = new Uint8Array(width * height * 3);
  const below = image.width * 3;
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const from = (row * 2 * image.width + column * 2) * 3;
      const to = (row * width + column) * 3;
      for (let channel = 0; channel < 3; channel += 1) {
        const at = from + channel;
        const sum =
          (image.rgb[at] ?? 0) +
          (image.rgb[at + 3] ?? 0) +
          (image.rgb[at + below] ?? 0) +
          (image.rgb[at + below + 3] ?? 0);
        rgb[to + channel] = (sum + 2) >> 2;
      }
    }
  }
  return { width, height, rgb };
}
