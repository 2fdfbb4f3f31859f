/** Pixels of a picture, by what its file says at its beginning; null for other kinds than PNG, JPEG and WebP, and broken ones. */
export function imageSize(bytes: Uint8Array): { width: number; height: number } | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return pngSize(view) ?? jpegSize(view) ?? webpSize(view);
}

function pngSize(view: DataView): { width: number; height: number } | null {
  if (view.byteLength < 24 || view.getUint32(0) !== 0x89_50_4e_47 || view.getUint32(12) !== 0x49_48_44_52)
    return null;
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/** Markers of frames: SOF0 to SOF15 without DHT, JPG and DAC, which are among them. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

function jpegSize(view: DataView): { width: number; height: number } | null {
  if (view.byteLength < 4 || view.getUint16(0) !== 0xff_d8) return null;
  for (let at = 2; at + 9 <= view.byteLength;) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) at += 1;
    else if (isFrame(marker)) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    else at += 2 + view.getUint16(at + 2);
  }
  return null;
}

/** The container's specification and RFC 6386, 9.1: lossy, lossless and extended files each have it in another place. */
function webpSize(view: DataView): { width: number; height: number } | null {
  if (view.byteLength < 30 || view.getUint32(0) !== 0x52_49_46_46 || view.getUint32(8) !== 0x57_45_42_50)
    return null;
  const kind = view.getUint32(12);
  if (kind === 0x56_50_38_20)
    return { width: view.getUint16(26, true) & 0x3f_ff, height: view.getUint16(28, true) & 0x3f_ff };
  if (kind === 0x56_50_38_4c) {
    const bits = view.getUint32(21, true);
    return { width: (bits & 0x3f_ff) + 1, height: ((bits >>> 14) & 0x3f_ff) + 1 };
  }
  if (kind !== 0x56_50_38_58) return null;
  const three = (at: number): number => view.getUint16(at, true) + (view.getUint8(at + 2) << 16) + 1;
  return { width: three(24), height: three(27) };
}
