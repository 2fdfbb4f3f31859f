import { describe, expect, it } from 'vitest';
import type { Texture } from '../../../asset/scene.ts';
import { unpackPictures } from './pictures.ts';

const head = [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52];
function png(width: number, height: number): Texture {
  const bytes = new Uint8Array(24);
  bytes.set(head);
  new DataView(bytes.buffer).setUint32(16, width);
  new DataView(bytes.buffer).setUint32(20, height);
  return { reference: `${width}.png`, path: null, bytes, pixels: null };
}

/** @returns the widths that were asked for, how many were unpacked at once at most, and what came of it */
async function unpacked(textures: Texture[], fails = false) {
  const widths: (number | null)[] = [];
  let [running, most] = [0, 0];
  const outcome = await unpackPictures({ textures }, async (_bytes, width) => {
    widths.push(width);
    most = Math.max(most, (running += 1));
    await Promise.resolve();
    running -= 1;
    if (fails) throw new Error('The source image could not be decoded.');
    return { width } as ImageBitmap;
  });
  return { ...outcome, widths, most };
}

describe('pictures', () => {
  it('are unpacked as they are, or at the size that they are drawn at', async () => {
    const { widths, notes, pictures } = await unpacked([png(4096, 16), png(8192, 4096), png(1, 8192)]);
    expect(widths).toEqual([null, 4096, 1]);
    expect([notes, pictures.length]).toEqual([[], 3]);
  });

  it('that are larger than can be unpacked are not, and have a note', async () => {
    const { widths, notes, pictures } = await unpacked([png(30_000, 30_000), png(8, 8)]);
    expect(widths).toEqual([null]);
    expect(notes).toEqual([
      { code: 'too-large', place: '30000.png', detail: '30000.png: 30,000 × 30,000 pixels' },
    ]);
    expect(pictures).toEqual([null, { width: null }]);
  });

  it('that are large are unpacked one after the other', async () => {
    expect((await unpacked(Array.from({ length: 4 }, () => png(8000, 8000)))).most).toBe(1);
    expect((await unpacked(Array.from({ length: 4 }, () => png(1000, 1000)))).most).toBe(4);
  });

  it('that are many are drawn smaller, and those after too many are left out', async () => {
    const { widths, notes } = await unpacked(Array.from({ length: 64 }, () => png(8192, 8192)));
    expect(widths).toEqual(Array(16).fill(2048));
    expect(notes).toHaveLength(48);
  });

  it('that are none, or are damaged, have a note', async () => {
    const text: Texture = { ...png(1, 1), bytes: new TextEncoder().encode('<svg/>'), path: 'a/b.svg' };
    expect((await unpacked([text])).notes).toMatchObject([{ code: 'not-read', place: 'a/b.svg' }]);
    expect((await unpacked([png(1, 0)])).notes).toMatchObject([{ code: 'not-read' }]);
    expect((await unpacked([png(2, 2)], true)).notes).toEqual([
      { code: 'damaged', place: '2.png', detail: '2.png' },
    ]);
  });

  it('that a reader unpacked already are taken as they are, and those that are missing have a note of the reader', async () => {
    const pixels = { width: 1, height: 1, data: new Uint8Array(4) };
    const { pictures, notes } = await unpacked([
      { ...png(1, 1), bytes: null, pixels },
      { ...png(1, 1), bytes: null },
    ]);
    expect([pictures, notes]).toEqual([[pixels, null], []]);
  });
});
