import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { workFiles } from '../files/folder-files.ts';
import { defaultLimits } from './archive.ts';
import { createResultCalls } from './result-calls.ts';
import { useTemporaryFolder } from './testing/temporary-folder.ts';
import { central, makeZip, patchEntry } from './testing/zips.ts';

const folder = useTemporaryFolder();
const files = { 'a.bin': Buffer.alloc(3_000), 'b.bin': Buffer.alloc(2_000) };
/** Bytes that they take on the disk, with what each takes beyond its own. */
const needed = 5_000 + 2 * 4_096;

/** A thread that has unpacked so many bytes of an archive, all of which is there. */
async function followed(zip: Buffer, bytes = zip.length) {
  const path = join(folder(), 'result.zip');
  await writeFile(path, zip);
  let free = 1e12;
  const calls = createResultCalls(async () => free);
  const early = join(folder(), 'early');
  const follow = () => calls.follow(path, early, defaultLimits, { bytes, rest: zip.length - bytes });
  for (;;) {
    const progress = await follow();
    if ('outcome' in progress || progress.next === 'wait') break;
  }
  return {
    calls,
    early,
    check: (freeBytes = 1e12) => {
      free = freeBytes;
      return calls.check(path, join(folder(), 'out'), defaultLimits, new Int32Array(1));
    },
    end: () => calls.end(path, false),
  };
}

it('has room for an archive where the disk takes what is not unpacked yet', async () => {
  const { check, end } = await followed(await makeZip(files, { compress: false }));
  expect(await check(needed - 5_000 - 1)).toMatchObject({ ok: false, failure: { code: 'disk-full' } });
  expect(await check(needed - 5_000)).toMatchObject({ ok: true });
  await end();
});

it('counts as room what no entry takes, which it removes before it unpacks', async () => {
  const zip = patchEntry(await makeZip(files, { compress: false }), 1, (headers) =>
    headers.central.writeUInt32LE(1, central.crc32),
  );
  const { early, check, end } = await followed(zip);
  expect((await readdir(early)).sort()).toEqual(['0', '1']);
  expect(await check(needed - 5_000)).toMatchObject({ ok: true });
  expect(await readdir(early)).toEqual(['0']);
  await end();
});

it('asks for help with an archive by the bytes of its files only where none was unpacked on its way', async () => {
  const zip = await makeZip(files, { compress: false });
  const none = await followed(zip, 0);
  expect(await none.check()).toMatchObject({ value: { bytes: 5_000 } });
  await none.end();
  const some = await followed(zip, 4_000);
  expect(await some.check()).toMatchObject({ value: { bytes: 0 } });
  await some.end();
});

it('leaves the archive closed where what no entry takes cannot be removed', async () => {
  const zip = patchEntry(await makeZip(files, { compress: false }), 1, (headers) =>
    headers.central.writeUInt32LE(1, central.crc32),
  );
  const { early, check, end } = await followed(zip);
  const open = async (): Promise<number> => (await readdir('/proc/self/fd').catch(() => [])).length;
  const before = await open();
  const busy = Object.assign(new Error('EBUSY: resource busy or locked, unlink'), { code: 'EBUSY' });
  const { rm } = workFiles;
  const remove = vi.spyOn(workFiles, 'rm').mockImplementation(async (path, options) => {
    if (path.startsWith(early)) throw busy;
    await rm(path, options);
  });
  expect(await check()).toEqual({ ok: false, failure: { code: 'folder-unavailable', text: busy.message } });
  expect(await open()).toBe(before);
  remove.mockRestore();
  await end();
});
