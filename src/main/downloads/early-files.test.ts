import { randomBytes } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { defaultLimits, openArchive, type ArchiveLimits } from './archive.ts';
import { EarlyFiles } from './early-files.ts';
import { useTemporaryFolder } from './testing/temporary-folder.ts';
import { central, makeZip, patchEntry } from './testing/zips.ts';

const folder = useTemporaryFolder();
const contents = {
  'usd/a.usd': Buffer.from('#usda 1.0\n'.repeat(300)),
  'usd/empty.log': Buffer.of(),
  'usd/textures/b.png': randomBytes(5_000),
  'c.bin': randomBytes(1_000),
};
/** Where the fields of a local header lie (APPNOTE 4.3.7). */
const local = { flags: 6, method: 8, crc32: 14, packed: 18, size: 22 };

afterEach(() => void vi.restoreAllMocks());

interface Circumstances {
  limits?: Partial<ArchiveLimits>;
  free?: number | null;
  /** Bytes that come at once. */
  pieceBytes?: number;
  /** Bytes that come at all. */
  until?: number;
}

/** Unpacks a ZIP as it comes. @returns also how often it waited for more */
async function follow(zip: Buffer, circumstances: Circumstances = {}) {
  const { limits = {}, free = 1e12, pieceBytes = 700, until = zip.length } = circumstances;
  const archive = join(folder(), 'result.zip');
  await writeFile(archive, zip.subarray(0, until));
  const files = new EarlyFiles({
    archive,
    folder: join(folder(), 'early'),
    limits: { ...defaultLimits, ...limits },
    freeBytes: async () => free,
  });
  const steps = files.steps();
  let waits = 0;
  for (let bytes = 0; ;) {
    const { done, value } = await steps.next();
    if (done === true) return { files, outcome: value, waits };
    if (value !== 'wait') continue;
    waits += 1;
    bytes = Math.min(until, bytes + pieceBytes);
    files.note({ bytes, rest: until - bytes });
  }
}

/** What was unpacked for the entries of a ZIP by their paths, as its directory has them. */
async function taken(zip: Buffer, files: EarlyFiles): Promise<Record<string, Buffer>> {
  const path = join(folder(), 'whole.zip');
  await writeFile(path, zip);
  const opened = await openArchive(path, { limits: defaultLimits, freeBytes: async () => null });
  if (!opened.ok) throw new Error(opened.failure.text ?? '');
  const found: Record<string, Buffer> = {};
  for (const entry of opened.value.entries) {
    const file = files.take(entry);
    if (file !== null) found[entry.path] = await readFile(file);
  }
  await opened.value.close();
  return found;
}

const notEmpty = Object.fromEntries(Object.entries(contents).filter(([, content]) => content.length > 0));

describe('an archive that is unpacked while it comes', () => {
  it.each([
    ['stored', false, 700],
    ['packed', true, 700],
    ['stored, a byte at a time', false, 1],
    ['packed, at once', true, 1e6],
  ])('gives every file that holds something, once: %s', async (_how, compress, pieceBytes) => {
    const zip = await makeZip(contents, { compress });
    const { files, outcome, waits } = await follow(zip, { pieceBytes });
    expect(outcome).toEqual({ ok: true, value: null });
    expect(waits).toBeGreaterThan(0);
    expect(files.bytes).toBe(9_000);
    expect(await taken(zip, files)).toEqual(notEmpty);
    expect(await taken(zip, files)).toEqual({});
  });

  it('gives files names of its own, whatever they are called', async () => {
    const { files } = await follow(await makeZip(contents));
    expect((await readdir(files.folder)).sort()).toEqual(['0', '2', '3']);
  });

  it.each([
    ['another checksum', central.crc32, 4],
    ['another size', central.size, 4],
    ['another packed size', central.packed, 4],
    ['another method', central.method, 2],
    ['another place', central.offset, 4],
  ])('gives no file for an entry to which the directory gives %s', async (_what, field, width) => {
    const zip = await makeZip(contents);
    const { files } = await follow(zip);
    const other = patchEntry(zip, 2, ({ central: header }) => {
      const value = header.readUIntLE(field, width);
      header.writeUIntLE(field === central.method ? 0 : value - 1, field, width);
    });
    expect(Object.keys(await taken(other, files))).toEqual(['usd/a.usd', 'c.bin']);
  });

  it('removes what no entry takes', async () => {
    const zip = await makeZip(contents);
    const { files } = await follow(zip);
    await files.keepFor([]);
    expect(files.bytes).toBe(0);
    expect(await readdir(files.folder)).toEqual([]);
    expect(await taken(zip, files)).toEqual({});
  });

  it.each([
    ['its sizes behind its content', (header: Buffer) => header.writeUInt16LE(0x808, local.flags)],
    ['encrypted content', (header: Buffer) => header.writeUInt16LE(0x801, local.flags)],
    ['a method that is not known', (header: Buffer) => header.writeUInt16LE(9, local.method)],
    ['sizes in the 64-bit format', (header: Buffer) => header.fill(0xff, local.packed, local.packed + 8)],
    ['stored content of two sizes', (header: Buffer) => header.writeUInt32LE(1, local.packed)],
    ['no header', (header: Buffer) => header.writeUInt32LE(0, 0)],
  ])('ends before an entry with %s, and keeps what it has', async (_what, change) => {
    const zip = await makeZip(contents, { compress: false });
    const { files, outcome } = await follow(
      patchEntry(zip, 2, (headers) => void change(headers.local)),
      { limits: { ratio: 1e9 } },
    );
    expect(outcome.ok).toBe(true);
    expect(await taken(zip, files)).toEqual({ 'usd/a.usd': contents['usd/a.usd'] });
  });

  it.each([
    ['packed size', local.packed],
    ['size', local.size],
  ])(
    'ends before an entry that has its %s alone in the 64-bit format, and keeps what it has',
    async (_what, field) => {
      const zip = await makeZip(contents);
      const { files, outcome } = await follow(
        patchEntry(zip, 2, (headers) => headers.local.writeUInt32LE(0xffffffff, field)),
        { limits: { ratio: 1e9 } },
      );
      expect(outcome.ok).toBe(true);
      expect(await taken(zip, files)).toEqual({ 'usd/a.usd': contents['usd/a.usd'] });
    },
  );

  it.each([
    ['more entries than there may be', { limits: { entries: 2 } }],
    ['more bytes than there may be', { limits: { totalBytes: 7_999 } }],
    ['far more bytes than the archive has', { limits: { ratioFromBytes: 3_000, ratio: 0.9 } }],
  ])('ends before it has %s', async (_what, circumstances) => {
    const zip = await makeZip(contents, { compress: false });
    const { files, outcome } = await follow(zip, circumstances);
    expect(outcome.ok).toBe(true);
    expect(files.bytes).toBe(3_000);
  });

  it('leaves as much room on the disk as the rest of the archive takes', async () => {
    const zip = await makeZip({ a: Buffer.alloc(1_000), b: Buffer.alloc(1_000) }, { compress: false });
    const needed = 1_000 + 4_096 + zip.length;
    expect((await follow(zip, { free: needed - 701 })).files.bytes).toBe(0);
    await rm(join(folder(), 'early'), { recursive: true });
    expect((await follow(zip, { free: needed - 700 })).files.bytes).toBe(2_000);
  });

  it('ends before it has anything where nobody says how much room there is', async () => {
    expect((await follow(await makeZip(contents), { free: null })).files.bytes).toBe(0);
  });
});

describe('an archive that is not as it should be leaves nothing of what came', () => {
  afterEach(async () => {
    expect((await readdir(folder())).filter((name) => !name.endsWith('.zip'))).toEqual([]);
  });

  it.each([true, false])('a wrong checksum in the middle, packed: %j', async (compress) => {
    const zip = await makeZip(contents, { compress });
    const wrong = patchEntry(zip, 2, ({ local: header }) => header.writeUInt32LE(1, local.crc32));
    const { files, outcome } = await follow(wrong);
    expect(outcome).toMatchObject({ ok: false, failure: { code: 'archive-damaged' } });
    expect(await taken(zip, files)).toEqual({});
  });

  it.each([100, 3_500, 6_000])('it ends after %i bytes', async (until) => {
    const zip = await makeZip(contents, { compress: false });
    const { files, outcome } = await follow(zip, { until });
    expect(outcome).toMatchObject({
      ok: false,
      failure: { text: expect.stringContaining('ends too early') as string },
    });
    expect(files.bytes).toBe(0);
  });

  it('content that is larger than its header says', async () => {
    const zip = patchEntry(await makeZip({ a: Buffer.alloc(300_000) }), 0, ({ local: header }) =>
      header.writeUInt32LE(10, local.size),
    );
    expect((await follow(zip)).outcome).toMatchObject({ ok: false, failure: { code: 'archive-damaged' } });
  });
});
