import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Archive, type ArchiveEntry, defaultLimits, openArchive } from './archive.ts';
import { fileHandles } from './testing/file-handles.ts';
import { contentsOf, useTemporaryFolder } from './testing/temporary-folder.ts';
import { central, makeZip, patchEntry } from './testing/zips.ts';
import { workHere } from './testing/work-here.ts';
import { markDownloaded, unpackSteps } from './unpack.ts';

const folder = useTemporaryFolder();
const never = new AbortController().signal;
let archive: Archive | null = null;

afterEach(async () => {
  vi.restoreAllMocks();
  await archive?.close();
});

async function openZip(zip: Buffer): Promise<Archive> {
  const path = join(folder(), 'result.zip');
  await writeFile(path, zip);
  const opened = await openArchive(path, { limits: defaultLimits, freeBytes: async () => null });
  if (!opened.ok) throw new Error(opened.failure.text ?? '');
  archive = opened.value;
  return archive;
}

interface Circumstances {
  signal?: AbortSignal;
  /** Called when the archive is checked, before the first file is written. */
  onChecked?: () => void;
}

/** Unpacks a ZIP into a new folder, all or nothing. */
async function unpackZip(zip: Buffer, { signal = never, onChecked = () => {} }: Circumstances = {}) {
  const path = join(folder(), 'result.zip');
  await writeFile(path, zip);
  const { unpack } = workHere(async () => null);
  return unpack(path, join(folder(), 'out'), { limits: defaultLimits, signal, onChecked });
}

/** Takes all steps. */
async function outcomeOf(steps: ReturnType<typeof unpackSteps>) {
  for (;;) {
    const { done, value } = await steps.next();
    if (done === true) return value;
  }
}

const damaged = (reason: string) => ({
  ok: false,
  failure: { code: 'archive-damaged', text: expect.stringContaining(reason) as string },
});

describe('unpacking', () => {
  it.each([{ compress: true }, { compress: false }])(
    'gives every byte and every folder, %j',
    async (options) => {
      const texture = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * 7919) % 251));
      const zip = await makeZip(
        { 'usd/a/a.usd': '#usda 1.0', 'usd/a/textures/t.png': texture, 'empty/': '', 'e.log': '' },
        options,
      );
      expect(await unpackZip(zip)).toEqual({ ok: true, value: [] });
      expect(await contentsOf(join(folder(), 'out'))).toEqual({
        'usd/': null,
        'usd/a/': null,
        'usd/a/a.usd': '#usda 1.0',
        'usd/a/textures/': null,
        'usd/a/textures/t.png': texture.toString('latin1'),
        'empty/': null,
        'e.log': '',
      });
    },
  );

  it('marks every file on Windows as downloaded', async () => {
    const opened = await openZip(await makeZip({ 'a.exe': 'MZ', 'b/c.lnk': 'L' }));
    const steps = unpackSteps(opened.entries, folder(), never, { platform: 'win32' });
    expect(await outcomeOf(steps)).toMatchObject({ ok: true });
    for (const name of ['a.exe', join('b', 'c.lnk')])
      expect(await readFile(join(folder(), `${name}:Zone.Identifier`), 'utf8')).toContain('ZoneId=3');
  });

  it('makes nothing executable', async () => {
    const zip = patchEntry(await makeZip({ 'run.sh': '#!/bin/sh' }), 0, (headers) => {
      headers.central.writeUInt32LE(0o104755 * 2 ** 16, central.attributes);
    });
    await unpackZip(zip);
    expect((await stat(join(folder(), 'out/run.sh'))).mode & 0o7111).toBe(0);
  });

  it('writes files and folders through to the disk', async () => {
    const sync = vi.spyOn(await fileHandles(folder()), 'sync');
    await unpackZip(await makeZip({ 'usd/a.usd': 'x', 'usd/b.png': 'y' }));
    expect(sync).toHaveBeenCalledTimes(['a.usd', 'b.png', 'out', 'out/usd'].length);
  });

  it('moves a file that is there already to its place, and replaces nothing there', async () => {
    const opened = await openZip(await makeZip({ a: 'fine', b: 'fine as well' }));
    const out = join(folder(), 'out');
    await mkdir(out);
    const take = (entry: ArchiveEntry) => join(folder(), `early ${entry.crc32}`);
    const begin = async (entries: readonly ArchiveEntry[]) => {
      for (const entry of opened.entries) await writeFile(take(entry), `early ${entry.path}`);
      return outcomeOf(unpackSteps(entries, out, never, { take }));
    };
    expect(await begin(opened.entries)).toEqual({ ok: true, value: null });
    expect(await contentsOf(out)).toEqual({ a: 'early a', b: 'early b' });
    // As on a disk that takes two names for one.
    expect(await begin(opened.entries)).toMatchObject({ ok: false });
    expect(await contentsOf(out)).toEqual({ a: 'early a', b: 'early b' });
  });

  it('writes a file that is not there any more', async () => {
    const opened = await openZip(await makeZip({ a: 'fine' }));
    await outcomeOf(unpackSteps(opened.entries, folder(), never, { take: () => join(folder(), 'gone') }));
    expect(await readFile(join(folder(), 'a'), 'utf8')).toBe('fine');
  });

  it('writes into no folder that is there already', async () => {
    await mkdir(join(folder(), 'out'));
    await writeFile(join(folder(), 'out', 'mine.txt'), 'mine');
    expect(await unpackZip(await makeZip({ 'mine.txt': 'theirs' }))).toMatchObject({
      failure: { code: 'folder-unavailable' },
    });
    expect(await contentsOf(join(folder(), 'out'))).toEqual({ 'mine.txt': 'mine' });
  });
});

describe('unpacking what is not as it should be', () => {
  afterEach(async () => {
    expect(await readdir(folder())).toEqual(['result.zip']);
  });

  it.each([{ compress: true }, { compress: false }])('notices a wrong checksum, %j', async (options) => {
    const zip = patchEntry(await makeZip({ a: 'fine', 'b.usd': 'not fine' }, options), 1, (headers) => {
      headers.central.writeUInt32LE(headers.central.readUInt32LE(central.crc32) ^ 1, central.crc32);
    });
    expect(await unpackZip(zip)).toEqual(damaged('“b.usd” doesn’t match its checksum'));
  });

  it('notices a changed byte', async () => {
    const zip = await makeZip({ a: 'fine', 'b.usd': 'not fine' }, { compress: false });
    zip.write('NOT', zip.indexOf('not fine'));
    expect(await unpackZip(zip)).toEqual(damaged('“b.usd” doesn’t match its checksum'));
  });

  it.each([1, 299_999])('stops at the first byte beyond the declared %i', async (declared) => {
    const zip = patchEntry(await makeZip({ a: Buffer.alloc(300_000) }), 0, (headers) => {
      headers.central.writeUInt32LE(declared, central.size);
    });
    const write = vi.spyOn(await fileHandles(folder()), 'writeFile');
    const onChecked = () => void write.mockClear();
    expect(await unpackZip(zip, { onChecked })).toEqual(damaged('“a” isn’t as large as declared'));
    const written = write.mock.calls
      .map(([data]) => Buffer.byteLength(data as Buffer))
      .reduce((a, b) => a + b, 0);
    expect(written).toBeLessThanOrEqual(declared);
  });

  it('notices bytes that are missing', async () => {
    const zip = patchEntry(await makeZip({ a: 'short' }), 0, (headers) =>
      headers.central.writeUInt32LE(6, central.size),
    );
    expect(await unpackZip(zip)).toEqual(damaged('“a” isn’t as large as declared'));
  });

  it('notices content that was not packed as it says', async () => {
    const zip = patchEntry(await makeZip({ a: 'x'.repeat(50) }, { compress: false }), 0, (headers) => {
      headers.central.writeUInt16LE(8, central.method);
    });
    expect(await unpackZip(zip)).toEqual(damaged('“a”'));
  });

  it('notices packed content that ends early', async () => {
    const noise = Buffer.from(Array.from({ length: 5_000 }, (_, index) => index ** 3 % 253));
    const zip = patchEntry(await makeZip({ a: noise }), 0, (headers) => {
      headers.central.writeUInt32LE(headers.central.readUInt32LE(central.packed) - 20, central.packed);
    });
    expect(await unpackZip(zip)).toEqual(damaged('“a”'));
  });

  it.each([{ compress: true }, { compress: false }])(
    'says when the archive cannot be read on, %j',
    async (options) => {
      const zip = await makeZip({ a: 'x'.repeat(500) }, options);
      const prototype = await fileHandles(folder());
      const broken = Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO' });
      const onChecked = () => void vi.spyOn(prototype, 'read').mockRejectedValueOnce(broken);
      expect(await unpackZip(zip, { onChecked })).toEqual({
        ok: false,
        failure: { code: 'folder-unavailable', text: broken.message },
      });
    },
  );

  it('gives up when it is stopped', async () => {
    const stop = new AbortController();
    const write = vi.spyOn(await fileHandles(folder()), 'writeFile');
    const zip = await makeZip({ a: Buffer.alloc(1e6), b: Buffer.alloc(1e6) });
    // Each step takes as long as a call may.
    let now = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => (now += 1_000));
    const onChecked = () => {
      write.mockClear();
      write.mockImplementationOnce(async () => stop.abort('cancelled'));
    };
    expect(await unpackZip(zip, { signal: stop.signal, onChecked })).toEqual({
      ok: false,
      failure: { code: 'cancelled', text: null },
    });
    expect(write).toHaveBeenCalledTimes(1);
  });

  it('gives the room back when the disk is full', async () => {
    const write = vi.spyOn(await fileHandles(folder()), 'writeFile');
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    const onChecked = () => void write.mockRejectedValueOnce(full);
    expect(await unpackZip(await makeZip({ a: 'x' }), { onChecked })).toEqual({
      ok: false,
      failure: { code: 'disk-full', text: full.message },
    });
  });
});

it('leaves no file open when it stops in the middle of one', async () => {
  const open = async (): Promise<number> => (await readdir('/proc/self/fd').catch(() => [])).length;
  const before = await open();
  const zip = patchEntry(await makeZip({ a: Buffer.alloc(3e6) }), 0, (headers) => {
    headers.central.writeUInt32LE(1, central.size);
  });
  await unpackZip(zip);
  expect(await open()).toBe(before);
});

describe('the mark of a downloaded file', () => {
  it('marks a file on Windows as come from the Internet, beside its content', async () => {
    const path = join(folder(), 'setup.exe');
    await writeFile(path, 'MZ');
    await markDownloaded(path, 'win32');
    // Elsewhere than on Windows this is a file of its own, and it can be read by the same name.
    expect(await readFile(`${path}:Zone.Identifier`, 'utf8')).toBe('[ZoneTransfer]\r\nZoneId=3\r\n');
    expect(await readFile(path, 'utf8')).toBe('MZ');
  });

  it('takes a disk that holds no marks as it is', async () => {
    await expect(markDownloaded(join(folder(), 'gone', 'setup.exe'), 'win32')).resolves.toBeUndefined();
  });

  it.each(['linux', 'darwin'] as const)('leaves files on %s alone', async (platform) => {
    await writeFile(join(folder(), 'chair.glb'), 'glTF');
    await markDownloaded(join(folder(), 'chair.glb'), platform);
    expect(await contentsOf(folder())).toEqual({ 'chair.glb': 'glTF' });
  });
});
