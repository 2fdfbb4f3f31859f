import { describe, expect, it } from 'vitest';
import { formatOf } from './asset-format.ts';

const of = (name: string, text: string) => formatOf(name, Buffer.from(text, 'latin1'));

describe('the format of a file', () => {
  it.each([
    ['a.usd', '#usda 1.0\n', 'usd'],
    ['a.usd', 'PXR-USDC\0\x09', 'usd'],
    ['a.usda', '\xef\xbb\xbf#usda 1.0', 'usd'],
    ['a.usdz', 'PK\x03\x04', 'usd'],
    ['a.glb', 'glTF\x02\0\0\0', 'gltf'],
    ['a.gltf', '\xef\xbb\xbf \n{"asset":{}}', 'gltf'],
    ['a.xml', '<?xml version="1.0"?>\n<!-- a licence -->\n<mujoco model="a">', 'mjcf'],
    ['a.mjcf', '<mujoco>', 'mjcf'],
  ])('is told by the name and the beginning: %s %j', (name, text, format) => {
    expect(of(name, text)).toBe(format);
  });

  it.each([
    ['a.usd', '<html>'],
    ['a.usdz', ''],
    ['a.glb', 'PXR-USDC'],
    ['a.gltf', 'abc123'],
    ['a.xml', '<robot name="a">'],
    ['a.xml', '<mujocoinclude>'],
    ['a.xml', `<!--${' '.repeat(70_000)}--><mujoco>`],
    ['a.txt', '#usda 1.0'],
  ])('is none where the two do not agree: %s', (name, text) => {
    expect(of(name, text)).toBeNull();
  });
});
