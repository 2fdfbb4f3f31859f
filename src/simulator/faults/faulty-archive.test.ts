import { describe, expect, it } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { unzipped } from '../testing-zip.ts';
import { archiveWith, corrupted } from './faulty-archive.ts';

const FILES = new Map([
  ['usd/mug/mug.usd', Buffer.from('#usda 1.0')],
  ['usd/mug/textures/diffuse.png', Buffer.alloc(2_000, 'pixels')],
]);

describe('archiveWith', () => {
  it.each(['../evil', '/etc/passwd', 'a/../../b', 'CON', 'x', 'größe:1'])(
    'writes the name %s as it is',
    async (name) => {
      const archive = await archiveWith(FILES, [{ name, text: 'owned' }]);
      const zip = await fromBufferPromise(archive, { lazyEntries: true, decodeStrings: false });
      const names: string[] = [];
      for await (const entry of zip.eachEntry()) {
        names.push(entry.fileNameRaw.toString());
        const local = await zip.readLocalFileHeaderPromise(entry);
        expect(local.fileName.equals(entry.fileNameRaw)).toBe(true);
      }
      expect(names).toEqual([...FILES.keys(), name]);
    },
  );

  it('is refused by a careful reader when a name leads out', async () => {
    await expect(unzipped(await archiveWith(FILES, [{ name: '../evil', text: 'owned' }]))).rejects.toThrow(
      '..',
    );
  });

  it('can hold a name twice and a symbolic link', async () => {
    const link = { name: 'link', text: '/etc/passwd', mode: 0o120777 };
    const archive = await archiveWith(FILES, [{ name: 'usd/mug/mug.usd', text: 'two' }, link]);
    const zip = await fromBufferPromise(archive, { lazyEntries: true });
    const found: [string, number][] = [];
    for await (const entry of zip.eachEntry())
      found.push([entry.fileName, entry.externalFileAttributes >>> 28]);
    expect(found.filter(([name]) => name === 'usd/mug/mug.usd')).toHaveLength(2);
    expect(found.at(-1)).toEqual(['link', 0o12]);
  });

  it('can hold the same file under many names', async () => {
    const archive = await archiveWith(FILES, [{ name: `{n}/${'a/'.repeat(30)}x`, text: '', repeat: 300 }]);
    const names = [...(await unzipped(archive)).keys()];
    expect(names).toHaveLength(FILES.size + 300);
    expect(names.at(-1)).toBe(`299/${'a/'.repeat(30)}x`);
  });

  it('can hold far more than it weighs', async () => {
    const archive = await archiveWith(FILES, [{ name: 'bomb', zeros: 5_000_000 }]);
    expect(archive.length).toBeLessThan(20_000);
    expect((await unzipped(archive)).get('bomb')?.length).toBe(5_000_000);
  });
});

describe('corrupted', () => {
  it('spoils the checksum of the largest file and nothing else', async () => {
    await expect(unzipped(await corrupted(FILES))).rejects.toThrow('diffuse.png has the wrong checksum');
    const small = new Map([['a', Buffer.from('one')]]);
    expect((await corrupted(small)).length).toBe((await archiveWith(small, [])).length);
  });
});
