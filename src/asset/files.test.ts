import { describe, expect, it } from 'vitest';
import { joinPackagePath, resolvePath, splitPackagePath } from './files.ts';

describe('a path in a package', () => {
  it.each([
    ['a.usdz[b/c.usdc]', 'a.usdz', 'b/c.usdc'],
    ['a.usdz[b.usdz[c.usdc]]', 'a.usdz', 'b.usdz[c.usdc]'],
    ['a.usdz[pictures[1].png]', 'a.usdz', 'pictures[1].png'],
    ['a[1].usdz[b.usdc]', 'a[1].usdz', 'b.usdc'],
  ])('%s is split at its outer package', (path, file, inner) => {
    expect(splitPackagePath(path)).toEqual({ file, inner });
  });

  it.each(['a.usd', '[b]', 'a]', '', 'a[b'])('is not what %j is', (path) => {
    expect(splitPackagePath(path)).toBeNull();
  });
});

it.each([
  ['a.usdz', 'b/c.usdc', 'a.usdz[b/c.usdc]'],
  ['a.usdz[b.usdz]', 'c.usdc', 'a.usdz[b.usdz[c.usdc]]'],
  ['a.usdz[b.usdz[c.usdz]]', 'd[1].png', 'a.usdz[b.usdz[c.usdz[d[1].png]]]'],
])('what is in %s as %s is at %s', (file, inner, path) => {
  expect(joinPackagePath(file, inner)).toBe(path);
});

describe('a reference', () => {
  it.each([
    ['a/b.usd', 'c.usd', 'a/c.usd'],
    ['a/b.usd', './c/../d.usd', 'a/d.usd'],
    ['a/b.usd', '../c\\d.usd', 'c/d.usd'],
    ['a/b.usd', 'c.usdz[d.usdc]', 'a/c.usdz[d.usdc]'],
    ['a.usdz[b/c.usdc]', './d.png', 'a.usdz[b/d.png]'],
    ['a.usdz[b/c.usdc]', '../d.usdz[e.usd]', 'a.usdz[d.usdz[e.usd]]'],
    ['a.usdz[b.usdz[c/d.usdc]]', '../e.png', 'a.usdz[b.usdz[e.png]]'],
  ])('from %s to %s is %s', (from, reference, path) => {
    expect(resolvePath(from, reference)).toBe(path);
  });

  it.each([
    ['a/b.usd', '../../c.usd'],
    ['a/b.usd', '/c.usd'],
    ['a/b.usd', 'https://example.com/c.usd'],
    ['a/b.usd', 'C:\\c.usd'],
    ['a.usdz[b.usdc]', '../c.usd'],
    ['a.usd', '../c.usdz[d.usdc]'],
    ['a.usd', `b${'[c]'.repeat(100_000)}`],
  ])('from %s to %.40s leaves the asset', (from, reference) => {
    expect(resolvePath(from, reference)).toBeNull();
  });
});
