import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultLimits } from '../downloads/archive.ts';
import { useTemporaryFolder } from '../downloads/testing/temporary-folder.ts';
import { central, makeZip, makeZipNamed, patchEntry } from '../downloads/testing/zips.ts';
import { openArchiveContent } from './archive-content.ts';
import { readContent } from './testing/read-content.ts';

const folder = useTemporaryFolder();

async function open(zip: Buffer, limits = defaultLimits) {
  const path = join(folder(), 'result');
  await writeFile(path, zip);
  return openArchiveContent(path, limits);
}
async function opened(zip: Buffer) {
  const content = await open(zip);
  if (!content.ok) throw new Error(content.failure.code);
  return content.value;
}

describe('the files of an archive', () => {
  const big = Buffer.alloc(3_000_000, 'abcdefg');
  const files = { 'usd/chair.usd': '#usda 1.0', 'usd/big.bin': big, 'empty.bin': '', 'mjcf/': '' };

  it.each([true, false])('are listed and unpacked as they are read (packed: %s)', async (compress) => {
    const content = await opened(await makeZip(files, { compress }));
    expect(content.files).toEqual([
      { path: 'usd/chair.usd', bytes: 9 },
      { path: 'usd/big.bin', bytes: big.length },
      { path: 'empty.bin', bytes: 0 },
    ]);
    expect((await readContent(content, 'usd/big.bin'))?.equals(big)).toBe(true);
    expect(await readContent(content, 'usd/chair.usd')).toEqual(Buffer.from('#usda 1.0'));
    expect(await readContent(content, 'empty.bin')).toEqual(Buffer.from(''));
    expect(await content.open('usd')).toBeNull();
    expect(await content.open('../result')).toBeNull();
    await content.close();
    expect(await readdir(folder())).toEqual(['result']);
  });

  it('can be read side by side', async () => {
    const content = await opened(await makeZip(files));
    const paths = ['usd/big.bin', 'usd/chair.usd', 'usd/big.bin', 'empty.bin'];
    const read = await Promise.all(paths.map((path) => readContent(content, path)));
    expect(read.map((bytes) => bytes?.length)).toEqual([big.length, 9, big.length, 0]);
    await content.close();
  });

  it('are not there any more once it is closed', async () => {
    const content = await opened(await makeZip(files));
    await content.close();
    expect(await content.open('usd/chair.usd')).toBeNull();
  });
});

describe('an archive that is damaged', () => {
  const wrong = (field: 'crc32' | 'size', by: number, compress = false) =>
    makeZip({ 'chair.usd': '#usda 1.0' }, { compress }).then((zip) =>
      patchEntry(zip, 0, ({ central: header }) =>
        header.writeUInt32LE(header.readUInt32LE(central[field]) + by, central[field]),
      ),
    );

  it('hands over no last piece of a file with a wrong checksum', async () => {
    const content = await opened(await wrong('crc32', 1));
    const file = await content.open('chair.usd');
    await expect(file?.next()).rejects.toThrow('doesn’t match its checksum');
    await file?.close();
    await content.close();
  });

  it.each([1, -1])('nor of one that is not as large as it says', async (by) => {
    const content = await opened(await wrong('size', by, true));
    await expect(readContent(content, 'chair.usd')).rejects.toThrow('isn’t as large as declared');
    await content.close();
  });

  it('hands over nothing of one that has far more in it than it says', async () => {
    const zip = await makeZip({ 'chair.usd': Buffer.alloc(5_000_000) });
    const content = await opened(
      patchEntry(zip, 0, ({ central: header }) => header.writeUInt32LE(10, central.size)),
    );
    const file = await content.open('chair.usd');
    await expect(file?.next()).rejects.toThrow('isn’t as large as declared');
    await file?.close();
    await content.close();
  });

  it('says what it is where it is none', async () => {
    expect(await open(Buffer.from('<html>'))).toMatchObject({ failure: { code: 'archive-damaged' } });
  });
});

describe('an archive that could do harm', () => {
  it.each(['../chair.usd', 'a/../../chair.usd'])('is not opened: %s', async (name) => {
    expect(await open(await makeZipNamed([name]))).toMatchObject({ failure: { code: 'archive-unsafe' } });
  });

  it('is not opened where it would grow beyond measure', async () => {
    const zip = await makeZip({ 'zeros.bin': Buffer.alloc(80 * 1024 ** 2) });
    expect(await open(zip)).toMatchObject({ failure: { code: 'archive-unsafe' } });
  });

  it('is not opened with more files than may be', async () => {
    const zip = await makeZip({ 'a.usd': 'x', 'b.usd': 'x' });
    const limits = { ...defaultLimits, entries: 1 };
    expect(await open(zip, limits)).toMatchObject({ failure: { code: 'archive-unsafe' } });
  });
});
