import { describe, expect, it } from 'vitest';
import { assetAddress, parseAssetAddress } from './asset-scheme.ts';

describe('the address of a file of an asset', () => {
  it.each([
    'chair.usd',
    'textures/oak wood.png',
    'a/%2e%2e/b.png',
    'what?.png',
    'a#b.png',
    'Stühle/Lehne.usd',
    String.raw`a\b.png`,
    '日本/椅子.usdz',
    'a:b.png',
  ])('names %s and nothing else, also after Chromium has read it', (path) => {
    const address = assetAddress('t0123', path);
    expect(parseAssetAddress(new URL(address).href)).toEqual({ token: 't0123', path });
  });

  it.each([
    'asset://t0123/',
    'asset://t0123',
    'asset:///chair.usd',
    'asset://T0123/chair.usd',
    'asset://t0123:80/chair.usd',
    'asset://ada@t0123/chair.usd',
    'asset://t0123/chair.usd?more',
    'asset://t0123/chair.usd#more',
    'asset://t0123/%zz',
    'asset://t0123/a%2Fb',
    'asset://t0123/%63hair.usd',
    'preview://t0123/chair.usd',
    'asset://t.0123/chair.usd',
  ])('is not %s', (address) => {
    expect(parseAssetAddress(address)).toBeNull();
  });

  it('is that of no file where a name is no text', () => {
    expect(parseAssetAddress(assetAddress('t0123', 'a\ud800.png'))).toEqual({
      token: 't0123',
      path: 'a\ufffd.png',
    });
  });
});
