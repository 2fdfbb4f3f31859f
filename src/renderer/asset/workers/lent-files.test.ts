import { afterEach, describe, expect, it, vi } from 'vitest';
import { LentFiles } from './lent-files.ts';

const files = [
  { path: 'usd/a toy.usd', bytes: 3 },
  { path: 'usd/wood.png', bytes: 2 },
];

function lent(answer: (address: string) => Response | Promise<never>) {
  const asked: string[] = [];
  vi.stubGlobal('fetch', (address: string) => {
    asked.push(address);
    return Promise.resolve(answer(address));
  });
  const heard: number[] = [];
  return {
    asked,
    heard,
    files: new LentFiles({ token: 'abc', file: '', files }, (bytes) => heard.push(bytes)),
  };
}

afterEach(() => void vi.unstubAllGlobals());

describe('files that main lends', () => {
  it('are fetched by their token and path, and counted', async () => {
    const {
      asked,
      heard,
      files: all,
    } = lent((address) => new Response(address.includes('toy') ? 'abc' : 'de'));
    expect(all.paths).toEqual(['usd/a toy.usd', 'usd/wood.png']);
    expect(all.sizeOf('usd/wood.png')).toBe(2);
    expect(await all.read('usd/a toy.usd')).toEqual(new TextEncoder().encode('abc'));
    await all.read('usd/wood.png');
    expect(asked).toEqual(['asset://abc/usd/a%20toy.usd', 'asset://abc/usd/wood.png']);
    expect(heard).toEqual([3, 5]);
  });

  it('are none that are not listed, without asking', async () => {
    const { asked, files: all } = lent(() => new Response('x'));
    expect(all.sizeOf('secret')).toBeNull();
    expect(await all.read('secret')).toBeNull();
    expect(asked).toEqual([]);
  });

  it.each([
    ['refused', () => new Response('', { status: 404 })],
    ['out of reach', () => Promise.reject<never>(new TypeError('Failed to fetch'))],
  ])('say which one it was that is %s', async (_what, answer) => {
    const { files: all } = lent(answer);
    await expect(all.read('usd/wood.png')).rejects.toMatchObject({
      code: 'missing',
      message: 'usd/wood.png',
    });
  });
});
