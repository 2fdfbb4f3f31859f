import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it, vi } from 'vitest';
import { FolderSilentError } from '../files/folder-calls.ts';
import { ownFiles } from '../files/folder-files.ts';
import { defaultLimits, openArchive } from './archive.ts';
import { openZipIn, type ZipCircumstances } from './testing/open-zip.ts';
import { useTemporaryFolder } from './testing/temporary-folder.ts';
import { central, makeZip, makeZipNamed, patchEntry } from './testing/zips.ts';

const folder = useTemporaryFolder();

const openZip = (zip: Buffer, circumstances?: ZipCircumstances) => openZipIn(folder(), zip, circumstances);

const failure = (code: string, reason: string) => ({
  ok: false,
  failure: { code, text: expect.stringContaining(reason) as string },
});

describe('a sound archive', () => {
  it('is not called damaged where its folder stops answering', async () => {
    const { open } = ownFiles;
    const opening = vi.spyOn(ownFiles, 'open').mockImplementationOnce(async (...args) => {
      const file = await open(...args);
      return Object.assign(file, { read: () => Promise.reject(new FolderSilentError('/Volumes/nas')) });
    });
    expect(await openZip(await makeZip({ 'a.usd': '#usda 1.0' }))).toEqual(
      failure('folder-silent', '/Volumes/nas isn’t responding'),
    );
    opening.mockRestore();
  });

  it.each([
    ['packed', { compress: true }],
    ['stored', { compress: false }],
    ['in the 64-bit format', { zip64: true }],
  ])('gives its entries and their content, %s', async (_name, options) => {
    const files = {
      'usd/': '',
      'usd/a.usd': '#usda 1.0\n'.repeat(50),
      'usd/empty': '',
      'Stühle 椅子.log': 'ok',
    };
    const opened = await openZip(await makeZip(files, options));
    if (!opened.ok) throw new Error(opened.failure.text ?? '');
    expect(opened.value.entries.map(({ path, kind, size }) => ({ path, kind, size }))).toEqual([
      { path: 'usd', kind: 'folder', size: 0 },
      { path: 'usd/a.usd', kind: 'file', size: 500 },
      { path: 'usd/empty', kind: 'file', size: 0 },
      { path: 'Stühle 椅子.log', kind: 'file', size: 2 },
    ]);
    const contents = [];
    for (const entry of opened.value.entries.slice(1)) contents.push(await text(await entry.read()));
    expect(contents).toEqual(Object.values(files).slice(1));
    await opened.value.close();
  });

  it('may name its entries in UTF-8 without saying so, or in code page 437', async () => {
    const withoutFlag = (zip: Buffer): Buffer =>
      patchEntry(zip, 0, ({ central: header, local }) => {
        header.writeUInt16LE(header.readUInt16LE(central.flags) & ~0x800, central.flags);
        local.writeUInt16LE(local.readUInt16LE(6) & ~0x800, 6);
      });
    const utf8 = await openZip(withoutFlag(await makeZip({ 'Stühle 椅子.log': 'x' })));
    expect(utf8).toMatchObject({ ok: true, value: { entries: [{ path: 'Stühle 椅子.log' }] } });
    const old = patchEntry(
      withoutFlag(await makeZip({ 'St_hle.log': 'x' })),
      0,
      ({ central: header, local }) => {
        header.writeUInt8(0x81, 46 + 2);
        local.writeUInt8(0x81, 30 + 2);
      },
    );
    const cp437 = await openZip(old);
    expect(cp437).toMatchObject({ ok: true, value: { entries: [{ path: 'Stühle.log' }] } });
    for (const opened of [utf8, cp437]) if (opened.ok) await opened.value.close();
  });

  it('may separate folders by backslashes, as some .NET versions do', async () => {
    const opened = await openZip(await makeZipNamed(['usd\\a.usd']));
    expect(opened).toMatchObject({ ok: true, value: { entries: [{ path: 'usd/a.usd' }] } });
    if (opened.ok) await opened.value.close();
  });

  it('may have a file where another has a folder', async () => {
    const opened = await openZip(await makeZipNamed(['same', 'Same/x.png', 'a//b.png']));
    expect(opened).toMatchObject({
      ok: true,
      value: { entries: [{ path: 'same' }, { path: 'Same (2)/x.png' }, { path: 'a/b.png' }] },
    });
    if (opened.ok) await opened.value.close();
  });

  it('may list its own root, which is no entry', async () => {
    const opened = await openZip(await makeZipNamed(['./', './a']));
    expect(opened).toMatchObject({ ok: true, value: { entries: [{ path: 'a' }] } });
    if (opened.ok) await opened.value.close();
  });
});

describe('an archive that could do harm', () => {
  it.each(['../up', 'a/../../up', '..\\up', '/../up'])('is refused for %j', async (name) => {
    expect(await openZip(await makeZipNamed(['fine', name]))).toEqual(failure('archive-unsafe', '“'));
  });

  it.each([
    ['a symbolic link', 0o120777, 'symbolic link'],
    ['a device', 0o060644, 'neither'],
    ['a pipe', 0o010644, 'neither'],
    ['a folder with the name of a file', 0o040755, 'both'],
  ])('is refused for %s', async (_name, mode, reason) => {
    const zip = patchEntry(await makeZip({ a: 'x', b: '../../etc' }), 1, (headers) => {
      headers.central.writeUInt32LE(mode * 2 ** 16, central.attributes);
    });
    expect(await openZip(zip)).toEqual(failure('archive-unsafe', reason));
  });

  it('is refused for a link, whatever system it says it was made on', async () => {
    const zip = patchEntry(await makeZip({ a: '/etc' }), 0, (headers) => {
      headers.central.writeUInt8(0, central.host);
      headers.central.writeUInt32LE(0o120777 * 2 ** 16, central.attributes);
    });
    expect(await openZip(zip)).toEqual(failure('archive-unsafe', '“a” is a symbolic link'));
  });

  it('is refused for a folder with content', async () => {
    expect(await openZip(await makeZipNamed(['fine', 'a/']).then(withContent))).toEqual(
      failure('archive-unsafe', 'both'),
    );
  });

  it('is refused for more entries than any result has', async () => {
    const zip = await makeZip({ a: '1', b: '2', c: '3' });
    expect(await openZip(zip, { limits: { entries: 2 } })).toEqual(failure('archive-unsafe', '3 entries'));
    const allowed = await openZip(zip, { limits: { entries: 3 } });
    expect(allowed.ok).toBe(true);
    if (allowed.ok) await allowed.value.close();
  });

  it('is refused for more folders on the way to its files than any result has', async () => {
    const zip = await makeZipNamed(['a/b/c', 'd/e/f']);
    expect(await openZip(zip, { limits: { entries: 5 } })).toEqual(failure('archive-unsafe', 'more than 5'));
    const allowed = await openZip(zip, { limits: { entries: 6 } });
    expect(allowed.ok).toBe(true);
    if (allowed.ok) await allowed.value.close();
  });

  it('is refused for lying deeper than any result does', async () => {
    const zip = await makeZipNamed([`${'a/'.repeat(490)}f`]);
    expect(await openZip(zip)).toEqual(failure('archive-unsafe', 'folders deep'));
  });

  it('is refused for more bytes than any result has', async () => {
    const zip = await makeZip({ a: 'x'.repeat(60), b: 'x'.repeat(60) });
    expect(await openZip(zip, { limits: { totalBytes: 119 } })).toEqual(failure('archive-unsafe', '“b”'));
  });

  it('is refused for growing out of proportion', async () => {
    const bomb = await makeZip({ 'zeros.bin': Buffer.alloc(defaultLimits.ratioFromBytes + 1) });
    expect(await openZip(bomb)).toEqual(failure('archive-unsafe', 'grow'));
  });

  it('may grow as it likes while it stays small', async () => {
    const opened = await openZip(await makeZip({ 'zeros.bin': Buffer.alloc(1e6) }));
    expect(opened.ok).toBe(true);
    if (opened.ok) await opened.value.close();
  });

  it('is refused for entries that share their bytes', async () => {
    const zip = await makeZip({ a: 'same '.repeat(100), b: '' }, { compress: false });
    const overlapping = patchEntry(zip, 1, (headers) => {
      headers.central.writeUInt32LE(0, central.offset);
      headers.central.writeUInt32LE(500, central.packed);
      headers.central.writeUInt32LE(500, central.size);
    });
    expect(await openZip(overlapping)).toEqual(failure('archive-unsafe', 'share'));
  });

  it('is refused for offsets outside of it, which would end the process if they reached the file system', async () => {
    const zip = await makeZip({ a: 'x' }, { zip64: true });
    const locator = zip.lastIndexOf('PK\x06\x07', undefined, 'latin1');
    zip.fill(0xff, locator + 8, locator + 16);
    expect(await openZip(zip)).toEqual(failure('archive-damaged', 'outside'));
  });

  it('is refused for a content beyond its end', async () => {
    const zip = patchEntry(await makeZip({ a: 'x' }, { compress: false }), 0, (headers) => {
      headers.central.writeUInt32LE(0x7fff_ffff, central.offset);
    });
    const opened = await openZip(zip);
    if (!opened.ok) throw new Error('should open');
    await expect(opened.value.entries[0]?.read()).rejects.toThrow('outside');
    await opened.value.close();
  });
});

describe('an archive that cannot be unpacked', () => {
  it.each([
    ['empty', Buffer.alloc(0)],
    ['a page of a proxy', Buffer.from('<html><body>Bad gateway</body></html>')],
    ['zeros', Buffer.alloc(5_000)],
  ])('is damaged when it is %s', async (_name, content) => {
    expect(await openZip(content)).toEqual(failure('archive-damaged', 'not a zip'));
  });

  it('is damaged when its end is missing, as after a transfer without a length that broke', async () => {
    const zip = await makeZip({ a: 'x'.repeat(5_000), b: 'y' });
    for (const kept of [zip.length - 1, zip.length - 30, Math.floor(zip.length / 2)]) {
      expect(await openZip(zip.subarray(0, kept))).toMatchObject({ failure: { code: 'archive-damaged' } });
    }
  });

  it('is damaged when its directory is', async () => {
    const zip = patchEntry(await makeZip({ a: 'x', b: 'y' }), 1, (headers) => headers.central.fill(0, 0, 4));
    expect(await openZip(zip)).toEqual(failure('archive-damaged', 'signature'));
  });

  it('is damaged when there is nothing in it', async () => {
    expect(await openZip(await makeZip({}))).toEqual(failure('archive-damaged', 'no file'));
    expect(await openZip(await makeZip({ 'usd/': '' }))).toEqual(failure('archive-damaged', 'no file'));
  });

  it('says which entry is encrypted', async () => {
    const zip = patchEntry(await makeZip({ a: 'x', 'secret.usd': 'y' }), 1, (headers) => {
      headers.central.writeUInt16LE(headers.central.readUInt16LE(central.flags) | 1, central.flags);
    });
    expect(await openZip(zip)).toEqual(failure('archive-unsupported', '“secret.usd” is encrypted'));
  });

  it('says which entry is packed in an unknown way', async () => {
    const zip = patchEntry(await makeZip({ a: 'x', 'b.usd': 'y' }), 1, (headers) => {
      headers.central.writeUInt16LE(93, central.method);
    });
    expect(await openZip(zip)).toEqual(
      failure('archive-unsupported', '“b.usd” is compressed in an unknown way'),
    );
  });
});

describe('the disk', () => {
  it('has to have room for all of it, counting what small files waste', async () => {
    const zip = await makeZip({ a: 'x'.repeat(1_000), b: 'y' });
    expect(await openZip(zip, { free: 1_001 + 2 * 4_096 - 1 })).toEqual(failure('disk-full', 'needed'));
    const opened = await openZip(zip, { free: 1_001 + 2 * 4_096 });
    expect(opened.ok).toBe(true);
    if (opened.ok) await opened.value.close();
  });

  it('is trusted where it does not say how full it is', async () => {
    const opened = await openZip(await makeZip({ a: 'x' }), { free: null });
    expect(opened.ok).toBe(true);
    if (opened.ok) await opened.value.close();
  });

  it('may have lost the file', async () => {
    const options = { limits: defaultLimits, freeBytes: async () => null };
    expect(await openArchive(join(folder(), 'missing.zip'), options)).toEqual(
      failure('folder-unavailable', 'ENOENT'),
    );
  });
});

it('leaves no file open, whatever it finds', async () => {
  const open = async (): Promise<number> => (await readdir('/proc/self/fd').catch(() => [])).length;
  const before = await open();
  for (const zip of [await makeZip({}), Buffer.from('no zip'), await makeZipNamed(['../a'])])
    await openZip(zip);
  expect(await open()).toBe(before);
});

/** Gives the second entry the size of a file. */
function withContent(zip: Buffer): Buffer {
  return patchEntry(zip, 1, (headers) => headers.central.writeUInt32LE(1, central.size));
}
