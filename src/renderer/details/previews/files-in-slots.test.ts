import { expect, it } from 'vitest';
import { fileInSlot, filesInSlot, listedInSlot } from './files-in-slots.ts';

const jobOf = (id: string, status = 'completed') => ({ id, status, timing: null });
const wood = { url: 'https://assets.rigyd.com/wood.png', name: 'wood.png', size: 7 };

it('names the slot of every file of a list, and a name where it has none', () => {
  const nameless = [
    { url: wood.url, name: null },
    { url: 'https://assets.rigyd.com/4', name: null },
  ];
  const files = filesInSlot(jobOf('a'), 'texture', [wood, null, ...nameless]);
  expect(files.map(({ key: _key, fileName: _fileName, ...file }) => file)).toEqual([
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
  const keyOf = (id: string, url: string) => filesInSlot(jobOf(id), 'texture', [{ ...wood, url }])[0]?.key;
  expect(keyOf('a', wood.url)).toBe(keyOf('a', wood.url));
  expect(keyOf('a', 'https://assets.rigyd.com/other')).not.toBe(keyOf('a', wood.url));
  expect(keyOf('b', wood.url)).not.toBe(keyOf('a', wood.url));
});

it('takes a file whose address is signed anew for the same, with the address of today', () => {
  const signed = (signature: number) =>
    filesInSlot(jobOf('a'), 'input-image', [{ ...wood, url: `${wood.url}?X-Amz-Signature=${signature}` }])[0];
  expect(signed(2)?.key).toBe(signed(1)?.key);
  expect(signed(2)?.url).toBe(`${wood.url}?X-Amz-Signature=2`);
});

it('takes what a job has made for another file once the job has gone on, and its input for the same', () => {
  const keyOf = (slot: 'sim-log' | 'input-image', status: string) =>
    fileInSlot(jobOf('a', status), slot, wood)?.key;
  expect(keyOf('sim-log', 'completed')).not.toBe(keyOf('sim-log', 'running'));
  expect(keyOf('sim-log', 'running')).toBe(keyOf('sim-log', 'running'));
  expect(keyOf('input-image', 'completed')).toBe(keyOf('input-image', 'running'));
});

it('knows no file where there is none to fetch', () => {
  expect(fileInSlot(jobOf('a'), 'sim-log', null)).toBeNull();
  expect(fileInSlot(jobOf('a'), 'sim-log', undefined)).toBeNull();
  expect(fileInSlot(jobOf('a'), 'sim-log', { url: null, name: 'x.log' })).toBeNull();
  expect(fileInSlot(jobOf('a'), 'sim-log', wood)).toMatchObject({ name: 'wood.png' });
});

it('lists a file that has a name alone, though there is none to fetch', () => {
  const named = listedInSlot(jobOf('a'), 'model', { url: null, name: 'chair.usd' });
  expect(named).toMatchObject({ name: 'chair.usd', url: null });
  expect(listedInSlot(jobOf('a'), 'model', { url: null, name: null })).toBeNull();
});
