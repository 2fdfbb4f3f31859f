import { expect, it } from 'vitest';
import { fileInSlot, filesInSlot } from './files-in-slots.ts';

const wood = { url: 'https://assets.rigyd.com/wood.png', name: 'wood.png', size: 7 };

it('gives every file of a list its place, and a name where it has none', () => {
  const nameless = [
    { url: wood.url, name: null },
    { url: 'https://assets.rigyd.com/4', name: null },
  ];
  const files = filesInSlot({ id: 'a' }, 'texture', [wood, null, ...nameless]);
  expect(files.map(({ key: _key, ...file }) => file)).toEqual([
    { ref: { id: 'a', slot: 'texture', index: 0 }, ...wood },
    { ref: { id: 'a', slot: 'texture', index: 1 }, name: 'Texture 2', size: null, url: null },
    { ref: { id: 'a', slot: 'texture', index: 2 }, name: 'wood.png', size: null, url: wood.url },
    {
      ref: { id: 'a', slot: 'texture', index: 3 },
      ...{ name: 'Texture 4', size: null, url: 'https://assets.rigyd.com/4' },
    },
  ]);
  expect(new Set(files.map(({ key }) => key)).size).toBe(4);
});

it('takes a file at another address, and that of another job, for another file', () => {
  const keyOf = (id: string, url: string) => filesInSlot({ id }, 'texture', [{ ...wood, url }])[0]?.key;
  expect(keyOf('a', wood.url)).toBe(keyOf('a', wood.url));
  expect(keyOf('a', 'https://assets.rigyd.com/other')).not.toBe(keyOf('a', wood.url));
  expect(keyOf('b', wood.url)).not.toBe(keyOf('a', wood.url));
});

it('takes a file whose address is signed anew for the same, with the address of today', () => {
  const signed = (signature: number) =>
    filesInSlot({ id: 'a' }, 'input-image', [
      { ...wood, url: `${wood.url}?X-Amz-Signature=${signature}` },
    ])[0];
  expect(signed(2)?.key).toBe(signed(1)?.key);
  expect(signed(2)?.url).toBe(`${wood.url}?X-Amz-Signature=2`);
});

it('knows no file where there is none to fetch', () => {
  expect(fileInSlot({ id: 'a' }, 'sim-log', null)).toBeNull();
  expect(fileInSlot({ id: 'a' }, 'sim-log', undefined)).toBeNull();
  expect(fileInSlot({ id: 'a' }, 'sim-log', { url: null, name: 'x.log' })).toBeNull();
  expect(fileInSlot({ id: 'a' }, 'sim-log', wood)).toMatchObject({ name: 'wood.png' });
});
