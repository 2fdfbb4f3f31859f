import { describe, expect, it } from 'vitest';
import { absolutePath } from './paths.ts';

describe('a path', () => {
  it.each([
    ['/B/C.d', '/A', '/B/C.d'],
    ['/', '/A', '/'],
    ['', '/A', ''],
    ['B', '/A', '/A/B'],
    ['B.c:d', '/A/E', '/A/E/B.c:d'],
    ['.c', '/A', '/A.c'],
    ['.', '/A', '/A'],
    ['./B', '/A', '/A/B'],
    ['../B', '/A/C', '/A/B'],
    ['../../B', '/A/C', '/B'],
    ['..', '/A/C', '/A'],
    ['..', '/A', '/'],
    ['../.c', '/A/B', '/A.c'],
    ['B', '/', '/B'],
    ['/A{size=big}', '/', '/A'],
    ['/A{size=big}B.c', '/', '/A/B.c'],
    ['/A{size=big}{color=}B{a=b}/C', '/', '/A/B/C'],
    ['/A{size=big}.c', '/', '/A.c'],
    ['{size=big}B', '/A', '/A/B'],
    ['/A{size', '/', '/A{size'],
    ['/{size=big}B', '/', '/B'],
    ['{size=big}', '/A', ''],
    ['B', '/A{size=big}/C', '/A/C/B'],
    ['/A/../B/./C', '/', '/B/C'],
    ['/A/./.c', '/', '/A.c'],
  ])('%s from %s is %s', (written, prim, path) => {
    expect(absolutePath(written, prim)).toBe(path);
  });

  it.each([
    ['../B', '/'],
    ['../../..', '/A/B'],
    ['/..', '/A/B'],
  ])('%s from %s leads out of the layer', (written, prim) => {
    expect(absolutePath(written, prim)).toBeNull();
  });
});
