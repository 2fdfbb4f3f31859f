import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { failed, success } from '../../shared/errors.ts';
import { fileHandles } from '../downloads/testing/file-handles.ts';
import { useTemporaryFolder } from '../downloads/testing/temporary-folder.ts';
import { silence } from '../testing/silent-folder.ts';
import { virtualClock } from '../testing/virtual-clock.ts';
import { PreviewCache } from './preview-cache.ts';

const folder = useTemporaryFolder();
const clock = virtualClock();
const key = (name: string): string => createHash('sha256').update(name).digest('hex');
const here = (): string => join(folder(), 'previews');
const cacheOf = (limits: { maxBytes?: number; maxFiles?: number } = {}): PreviewCache =>
  new PreviewCache({ folder: here(), clock, maxBytes: 1_000, maxFiles: 10, ...limits });

async function keep(cache: PreviewCache, name: string, bytes = 10) {
  await clock.advance(60_000);
  return cache.keep(key(name), async (file) => {
    await file.writeFile(name.padEnd(bytes, '.'));
    return success(null);
  });
}

const kept = async (cache: PreviewCache, names: string[]): Promise<string[]> => {
  const found: string[] = [];
  for (const name of names) if ((await cache.find(key(name))) !== null) found.push(name);
  return found;
};

describe('the cache of previews', () => {
  it('gives back what was put in, also after a restart', async () => {
    expect(await cacheOf().find(key('a'))).toBeNull();
    const cache = cacheOf();
    const expected = { path: join(here(), key('a')), bytes: 10 };
    expect(await keep(cache, 'a')).toEqual(success(expected));
    expect(await cache.find(key('a'))).toEqual(expected);
    expect(await cacheOf().find(key('a'))).toEqual(expected);
    expect(await readFile(expected.path, 'utf8')).toBe('a.........');
  });

  it('has a file on the disk before it has its name, and knows one that a power cut emptied', async () => {
    const cache = cacheOf();
    const sync = vi.spyOn(await fileHandles(folder()), 'sync');
    await keep(cache, 'a');
    expect(sync).toHaveBeenCalledTimes(1);
    sync.mockRestore();
    await truncate(join(here(), key('a')), 0);
    expect(await cache.find(key('a'))).toBeNull();
    expect(await cacheOf().find(key('a'))).toBeNull();
    await keep(cache, 'a');
    expect(await cache.find(key('a'))).toMatchObject({ bytes: 10 });
  });

  it('forgets nothing while its disk does not answer', async () => {
    await keep(cacheOf(), 'a');
    const cache = cacheOf();
    for (const known of [false, true]) {
      const answer = await silence(here());
      await expect(cache.find(key('a')), `loaded: ${known}`).rejects.toThrow('isn’t responding');
      expect(await keep(cache, 'b')).toMatchObject({ failure: { code: 'folder-silent' } });
      answer();
      await nextTurn();
      expect(await cache.find(key('a'))).toMatchObject({ bytes: 10 });
    }
  });

  it('keeps nothing of what did not become whole', async () => {
    const cache = cacheOf();
    const broken = await cache.keep(key('a'), async (file) => {
      await file.writeFile('half');
      return failed('truncated');
    });
    expect(broken).toEqual(failed('truncated'));
    expect(await cache.find(key('a'))).toBeNull();
    expect(await readdir(here())).toEqual([]);
    const threw = await cache.keep(key('a'), () =>
      Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' })),
    );
    expect(threw).toEqual(failed('disk-full', 'full'));
    expect(await readdir(here())).toEqual([]);
  });

  it('replaces a file only when the new one is whole', async () => {
    const cache = cacheOf();
    await keep(cache, 'a');
    await cache.keep(key('a'), async () => failed('offline'));
    expect(await readFile(join(here(), key('a')), 'utf8')).toBe('a.........');
  });

  it('lets go of what was looked at longest ago when there are too many bytes', async () => {
    const cache = cacheOf({ maxBytes: 30 });
    for (const name of ['a', 'b', 'c']) await keep(cache, name);
    await cache.find(key('a'));
    await keep(cache, 'd');
    expect(await kept(cache, ['a', 'b', 'c', 'd'])).toEqual(['a', 'c', 'd']);
    expect(await readdir(here())).toHaveLength(3);
  });

  it('lets go of what was looked at longest ago when there are too many files', async () => {
    const cache = cacheOf({ maxFiles: 2 });
    for (const name of ['a', 'b', 'c']) await keep(cache, name);
    expect(await kept(cache, ['a', 'b', 'c'])).toEqual(['b', 'c']);
  });

  it('counts a file that came again once', async () => {
    const cache = cacheOf({ maxBytes: 30 });
    for (const name of ['a', 'b', 'b', 'b']) await keep(cache, name);
    expect(await kept(cache, ['a', 'b'])).toEqual(['a', 'b']);
  });

  it('takes a file that came again for the newest', async () => {
    const cache = cacheOf({ maxFiles: 2 });
    for (const name of ['a', 'b', 'a', 'c']) await keep(cache, name);
    expect(await kept(cache, ['a', 'b', 'c'])).toEqual(['a', 'c']);
  });

  it('keeps what came last even if it alone is too large', async () => {
    const cache = cacheOf({ maxBytes: 30 });
    await keep(cache, 'a');
    await keep(cache, 'b', 50);
    expect(await kept(cache, ['a', 'b'])).toEqual(['b']);
  });

  it.each([['abcd'], ['dcba']])('remembers across a restart what was looked at last: %s', async (order) => {
    const before = cacheOf();
    for (const name of 'bdac') await keep(before, name);
    for (const name of order) {
      await clock.advance(60_000);
      await before.find(key(name));
    }
    const after = cacheOf({ maxFiles: 3 });
    await keep(after, 'e');
    expect(await kept(after, [...'abcde'])).toEqual([...order.slice(2), 'e'].sort());
  });

  it('clears away what the last run did not finish, and lets other files be', async () => {
    await mkdir(here());
    await writeFile(join(here(), `${key('a')}.part`), 'half');
    await writeFile(join(here(), 'README'), 'mine');
    const cache = cacheOf({ maxFiles: 1 });
    expect(await cache.find(key('a'))).toBeNull();
    expect(await readdir(here())).toEqual(['README']);
    await keep(cache, 'b');
    expect((await readdir(here())).sort()).toEqual([key('b'), 'README'].sort());
  });

  it('banners when somebody took a file away', async () => {
    const cache = cacheOf();
    await keep(cache, 'a');
    await rm(here(), { recursive: true });
    expect(await cache.find(key('a'))).toBeNull();
    expect(await keep(cache, 'b')).toMatchObject({ ok: true });
  });

  it('says why nothing can be kept', async () => {
    await writeFile(here(), 'a file where the folder should be');
    expect(await keep(cacheOf(), 'a')).toMatchObject({ ok: false, failure: { code: 'folder-unavailable' } });
  });
});
