import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assetAddress, parseAssetAddress } from '../src/shared/asset-scheme.ts';
import { formatOf } from '../src/main/assets/asset-format.ts';
import { text } from './arbitraries.ts';

describe('the address of a file of an asset', () => {
  const part = fc
    .oneof(text, fc.constantFrom('..', '.', '%2e%2e', 'a b', 'ü', '?', '#', '\\', '@', ':'))
    .filter((one) => one !== '');
  const path = fc
    .array(
      part.map((one) => one.replaceAll('/', '_').toWellFormed()),
      { minLength: 1, maxLength: 5 },
    )
    .map((parts) => parts.join('/'));
  /** A folder has no files of these names. */
  const hasDots = (one: string): boolean => one.split('/').some((each) => each === '.' || each === '..');

  it('names the file that it was made for, or none', () => {
    fc.assert(
      fc.property(path, (one) => {
        const { href } = new URL(assetAddress('t01', one));
        const place = parseAssetAddress(href);
        if (hasDots(one)) expect(place?.path.split('/') ?? []).not.toContain('..');
        else expect(place).toEqual({ token: 't01', path: one });
      }),
    );
  });

  it('is told from anything else', () => {
    const piece = fc.oneof(text, fc.constantFrom('asset://', 't01', '/', '..', '%2f', '%', '?', '#', '//'));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        const address = pieces.join('');
        const place = parseAssetAddress(address);
        if (place !== null) expect(assetAddress(place.token, place.path)).toBe(address);
      }),
    );
  });
});

it('any bytes have a format or none', () => {
  const name = fc.oneof(text, fc.constantFrom('a.usd', 'a.usdz', 'a.glb', 'a.gltf', 'a.xml'));
  fc.assert(
    fc.property(name, fc.uint8Array({ maxLength: 100 }), (one, bytes) => {
      expect([null, 'usd', 'gltf', 'mjcf']).toContain(formatOf(one, bytes));
    }),
  );
});
