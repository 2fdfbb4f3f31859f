import { describe, expect, it } from 'vitest';
import { AssetError } from '../limits.ts';
import { describeSharedAssets, readSharedAsset } from '../testing/shared-assets.ts';
import { ZipArchive, isZip } from './read-zip.ts';
import { type MadeEntry, makeZip } from './testing/make-zip.ts';

const open = (bytes: Uint8Array): ZipArchive => new ZipArchive(bytes, 'a.usdz');
const text = (bytes: Uint8Array | null): string | null => bytes && new TextDecoder().decode(bytes);

function problem(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof AssetError) return `${error.code} ${error.message}`;
    throw error;
  }
  return 'none';
}

const opening = (entries: MadeEntry[], end = {}): string => problem(() => open(makeZip(entries, end)));
const reading = (entry: MadeEntry): string => problem(() => open(makeZip([entry])).read(entry.name));

const long = 'many words '.repeat(1000);

describe('an archive', () => {
  it('gives its files, packed and not, in their order', () => {
    const archive = open(
      makeZip([
        { name: 'b/größe.usda', bytes: '#usda 1.0' },
        { name: 'a.txt', bytes: long, isDeflated: true },
        { name: 'empty', bytes: '' },
        { name: 'empty too', bytes: '', isDeflated: true },
      ]),
    );
    expect(archive.entries.map(({ name, size }) => [name, size])).toEqual([
      ['b/größe.usda', 9],
      ['a.txt', long.length],
      ['empty', 0],
      ['empty too', 0],
    ]);
    expect(text(archive.read('b/größe.usda'))).toBe('#usda 1.0');
    expect(text(archive.read('a.txt'))).toBe(long);
    expect(archive.read('empty')).toHaveLength(0);
    expect(archive.read('empty too')).toHaveLength(0);
    expect(archive.read('none')).toBeNull();
  });

  it('does not copy what is not packed', () => {
    const bytes = makeZip([{ name: 'a', bytes: long }]);
    expect(open(bytes).read('a')?.buffer).toBe(bytes.buffer);
  });

  it('may have a comment, and sizes behind the data', () => {
    const archive = open(
      makeZip([{ name: 'a', bytes: long, isDeflated: true, flags: 8 }], { comment: 'PK\x05\x06 words' }),
    );
    expect(text(archive.read('a'))).toBe(long);
  });

  it('has no folders, and no names that lead out of it', () => {
    const archive = open(
      makeZip(['folder/', '../a', '/b', 'C:\\c', './d/../e', 'f\\g'].map((name) => ({ name, bytes: name }))),
    );
    expect(archive.entries.map(({ name }) => name)).toEqual(['e', 'f/g']);
    expect(text(archive.read('e'))).toBe('./d/../e');
  });

  it('is known by its first bytes', () => {
    expect(isZip(makeZip([{ name: 'a', bytes: '' }]))).toBe(true);
    expect(isZip(makeZip([]))).toBe(true);
    expect(isZip(new TextEncoder().encode('PK'))).toBe(false);
    expect(isZip(new TextEncoder().encode('#usda 1.0'))).toBe(false);
  });
});

describe('an archive that is not as it says', () => {
  const entry = { name: 'a', bytes: long };

  it.each<[string, MadeEntry[], object, string]>([
    [
      'has more entries than its directory',
      [entry],
      { count: 2 },
      'damaged a.usdz: its directory does not have',
    ],
    [
      'has a larger directory',
      [entry, { name: 'b', bytes: '' }],
      { count: 1 },
      'damaged a.usdz: its directory is not as long',
    ],
    [
      'has its directory behind its end',
      [entry],
      { directoryStart: 1e6 },
      'damaged a.usdz: its directory is not inside',
    ],
    [
      'has a directory of 4 GB',
      [entry],
      { directorySize: 0xffff_fffe },
      'damaged a.usdz: its directory is not inside',
    ],
    ['has its directory elsewhere', [entry], { directoryStart: 3 }, 'damaged a.usdz: its directory'],
    ['is on several disks', [entry], { disk: 1 }, 'not-understood a.usdz: several disks'],
    ['has a part of its entries', [entry], { totalCount: 2 }, 'not-understood a.usdz: several disks'],
    ['is of ZIP64', [entry], { totalCount: 0xffff, count: 0xffff }, 'not-understood a.usdz: ZIP64'],
    ['is encrypted', [{ ...entry, flags: 1 }], {}, 'not-understood a.usdz: encrypted'],
    ['is encrypted strongly', [{ ...entry, flags: 0x41 }], {}, 'not-understood a.usdz: encrypted'],
    [
      'has two files of one name',
      [entry, { name: './a', bytes: '' }],
      {},
      'damaged a.usdz: two entries are called a',
    ],
    ['has another name in it', [{ ...entry, localName: 'b' }], {}, 'damaged a.usdz: an entry is another'],
    ['has a longer name in it', [{ ...entry, localName: 'ab' }], {}, 'damaged a.usdz: an entry is another'],
    ['packs in another way', [{ ...entry, localMethod: 8 }], {}, 'damaged a.usdz: an entry is another'],
    ['says another size in it', [{ ...entry, localSize: 1 }], {}, 'damaged a.usdz: an entry is another'],
    [
      'says more in its directory than there is',
      [entry],
      { directorySize: 30 },
      'damaged a.usdz: its directory',
    ],
    ['has its entry elsewhere', [{ ...entry, offset: 1 }], {}, 'damaged a.usdz: an entry is not where'],
    [
      'has its entry behind its end',
      [{ ...entry, offset: 0xffff_fffe }],
      {},
      'damaged a.usdz: an entry is not where',
    ],
    ['has one place for two files', [entry, { ...entry, offset: 0 }], {}, 'damaged a.usdz: entries overlap'],
    [
      'has more bytes than there are',
      [{ ...entry, packedSize: 1e9, size: 1e9 }],
      {},
      'damaged a.usdz: an entry is another',
    ],
    ['is larger than its bytes', [{ ...entry, size: 1e9 }], {}, 'damaged a.usdz: an entry is larger'],
    [
      'unpacks to more than deflate can',
      [{ ...entry, isDeflated: true, size: 1e9 }],
      {},
      'damaged a.usdz: an entry is larger',
    ],
  ])('%s', (_, entries, end, words) => {
    expect(opening(entries, end)).toContain(words);
  });

  it('has a directory that ends in its first entry', () => {
    const end = makeZip([], { count: 1, directorySize: 4, directoryStart: 0 });
    expect(problem(() => open(Uint8Array.of(0x50, 0x4b, 1, 2, ...end)))).toContain(
      'damaged a.usdz: its directory does',
    );
  });

  it('overlaps where a file lies in another', () => {
    const inner = makeZip([{ name: 'b', bytes: 'b' }]);
    // The directory of the outer archive says that the entry inside the first one's data is one of its own.
    const bytes = makeZip([
      { name: 'a', bytes: inner },
      { name: 'b', bytes: 'b', offset: 31 },
    ]);
    expect(problem(() => open(bytes))).toBe('damaged a.usdz: entries overlap');
  });

  it.each<[string, MadeEntry, string]>([
    [
      'unpacks to more',
      { name: 'a', bytes: long, isDeflated: true, size: 100 },
      'a is not of the size that is written',
    ],
    [
      'unpacks to less',
      { name: 'a', bytes: long, isDeflated: true, size: 20_000 },
      'a is not of the size that is written',
    ],
    ['has another checksum', { name: 'a', bytes: long, checksum: 1 }, 'a does not match its checksum'],
    ['is no deflate', { name: 'a', bytes: 'xxxx', method: 8 }, 'a does not unpack'],
  ])('%s', (_, made, words) => {
    expect(reading(made)).toBe(`damaged a.usdz: ${words}`);
  });

  it('is packed in a way that is not known', () => {
    expect(reading({ name: 'a', bytes: 'xxxx', method: 12, size: 4 })).toBe(
      'not-understood a.usdz: a is packed by method 12',
    );
  });

  it('that unpacks to much more than is written takes no more memory than that', () => {
    const zeros = new Uint8Array(50_000_000);
    const bomb = makeZip([{ name: 'a', bytes: zeros, isDeflated: true, size: 1000 }]);
    expect(bomb.length).toBeLessThan(60_000);
    expect(problem(() => open(bomb).read('a'))).toBe('damaged a.usdz: a is not of the size that is written');
  });

  it('is cut off anywhere', () => {
    const bytes = makeZip([
      { name: 'a', bytes: '12345' },
      { name: 'b', bytes: long, isDeflated: true },
    ]);
    for (let length = 0; length < bytes.length; length += 1) {
      expect(problem(() => open(bytes.subarray(0, length)))).toMatch(/^damaged a\.usdz: /);
    }
  });
});

describeSharedAssets('a real package', () => {
  it.each([
    ['usdz/usdwg-BoxAnimated.usdz', 1],
    ['usdz/usdwg-CesiumMan.usdz', 2],
    ['usdz/openusd-clean_usdc.usdz', 5],
  ])('%s has %d files', (path, count) => {
    const archive = open(readSharedAsset(path));
    expect(archive.entries.length).toBe(count);
    for (const { name, size } of archive.entries) expect(archive.read(name)).toHaveLength(size);
  });
});
