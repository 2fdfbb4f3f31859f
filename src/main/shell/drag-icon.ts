import { app, nativeImage, type NativeImage } from 'electron';

/** Pixels of a side. */
const size = 32;
/** Blue, green, red and alpha, as bitmaps are laid out. */
const accent = [0xd9, 0x5f, 0x2b, 0xff];

/** What is shown under the pointer while a result is dragged: the system's icon of its folder, or a plain one. */
export async function dragIcon(path: string): Promise<NativeImage> {
  const icon = await app.getFileIcon(path, { size: 'normal' }).catch(() => nativeImage.createEmpty());
  return icon.isEmpty() ? plainFolder() : icon;
}

/** A folder with its tab; a drag without any picture is refused by some systems. */
function plainFolder(): NativeImage {
  const bitmap = Buffer.alloc(size * size * 4);
  for (let y = 0; y < size; y += 1)
    for (let x = 0; x < size; x += 1) {
      const isTab = y >= 6 && y < 10 && x >= 3 && x < 14;
      const isBody = y >= 10 && y < 26 && x >= 3 && x < 29;
      if (isTab || isBody) bitmap.set(accent, (y * size + x) * 4);
    }
  return nativeImage.createFromBitmap(bitmap, { width: size, height: size });
}
