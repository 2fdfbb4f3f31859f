import { describe, expect, it } from 'vitest';
import { formatByName, mayBelongToAsset } from './asset-files.ts';

describe('a file, by its name', () => {
  it.each([
    ['chair.usd', 'usd'],
    ['chair.USDZ', 'usd'],
    ['a/chair.usda', 'usd'],
    ['chair.usdc', 'usd'],
    ['chair.glb', 'gltf'],
    ['chair.gltf', 'gltf'],
    ['scene.xml', 'mjcf'],
    ['scene.mjcf', 'mjcf'],
    ['chair.usdx', null],
    ['usd', null],
    ['chair.glb.zip', null],
    ['jobs.csv', null],
  ])('%s: %s', (name, format) => {
    expect(formatByName(name)).toBe(format);
  });

  it.each(['wood.png', 'wood.JPG', 'arm.stl', 'arm.obj', 'buffer.bin', 'sub.usda', 'oak.ktx2'])(
    'may belong to an asset: %s',
    (name) => expect(mayBelongToAsset(name)).toBe(true),
  );

  it.each(['letter.docx', 'id_rsa', 'taxes.pdf', 'passwords.txt', 'chair.blend', 'notes.md'])(
    'belongs to none: %s',
    (name) => expect(mayBelongToAsset(name)).toBe(false),
  );
});
