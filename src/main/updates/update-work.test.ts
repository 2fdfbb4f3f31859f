import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { success, type Outcome } from '../../shared/errors.ts';
import { createAddressCheck } from '../api/address-check.ts';
import { useTemporaryFolder } from '../downloads/testing/temporary-folder.ts';
import { ownFiles } from '../files/folder-files.ts';
import { systemClock } from '../lib/clock.ts';
import { createFileFetcher } from '../previews/fetch-file.ts';
import { FeedServer, redirectTo } from './testing/feed-server.ts';
import { createSeenFeeds } from './seen-feeds.ts';
import { createUpdateWork, type FoundRelease } from './update-work.ts';

const folder = useTemporaryFolder();
let server: FeedServer;
beforeEach(async () => void (server = await FeedServer.start()));
afterEach(() => server.close());

const content = Buffer.alloc(3 * 1024 * 1024 + 7, 'the new version ');
const never = new AbortController().signal;

function setUp(version = '0.1.0') {
  const url = new URL(server.feed);
  const installed: { file: string; check: (path: string) => Promise<Outcome<null>> }[] = [];
  const work = createUpdateWork({
    feed: { url, publicKey: server.key.publicKey },
    version,
    target: `${process.platform}-${process.arch}`,
    folder: join(folder(), 'updates'),
    files: ownFiles,
    seen: createSeenFeeds({ path: join(folder(), 'seen-updates.json'), files: ownFiles }),
    fetchFile: createFileFetcher({
      fetch: (address, init) => fetch(address, init),
      clock: systemClock,
      checkAddress: createAddressCheck({ api: url, resolveHost: async () => ['127.0.0.1'] }),
      api: url,
    }),
    install: async (file, check) => {
      installed.push({ file, check });
      return success(null);
    },
  });
  const find = async (): Promise<Extract<FoundRelease, { kind: 'newer' }>> => {
    const found = await work.check(never);
    if (!found.ok || found.value.kind !== 'newer') throw new Error(JSON.stringify(found));
    return found.value;
  };
  const checked = async () => {
    const found = await work.check(never);
    return found.ok ? found.value.kind : found.failure;
  };
  return { work, find, checked, installed };
}

const kept = (): Promise<string[]> => readdir(join(folder(), 'updates'));

describe('the feed', () => {
  it('has a newer version, the same, or an older one, which is left alone', async () => {
    const { work, checked } = setUp('0.2.0');
    server.publish('0.3.0', content);
    expect(await work.check(never)).toMatchObject({
      value: {
        kind: 'newer',
        release: { version: '0.3.0', notes: 'Better than before 0.3.0.', bytes: content.length },
      },
    });
    server.publish('0.2.0', content);
    expect(await checked()).toBe('current');
    server.publish('0.1.9', content);
    expect(await work.check(never)).toEqual(success({ kind: 'older', version: '0.1.9' }));
    expect(server.requests.map(({ path }) => path)).toEqual(Array(3).fill('/updates.json'));
  });

  it('is refused where it is unsigned, a web page, endless, missing, or without a file for this machine', async () => {
    const { checked } = setUp();
    server.publish('0.2.0', content, {}, new FeedServer().key.privateKey);
    expect(await checked()).toMatchObject({ code: 'update-unsigned' });
    server.answers.set('/updates.json', '<!doctype html><title>Sign in</title>');
    expect(await checked()).toMatchObject({ code: 'update-unreadable' });
    server.answers.set('/updates.json', (_request, response) => {
      const write = (): void => {
        while (response.writable && response.write(Buffer.alloc(64 * 1024, ' ')));
        response.once('drain', write);
      };
      write();
    });
    expect(await checked()).toMatchObject({ code: 'update-unreadable' });
    server.answers.delete('/updates.json');
    expect(await checked()).toEqual({ code: 'update-unreachable', text: 'HTTP 404' });
    server.publish('0.2.0', content, { target: 'win32-x64' });
    expect(await checked()).toMatchObject({ code: 'update-unreadable' });
  });

  it('is refused where it was signed before one that was seen, by this run or an earlier one', async () => {
    server.signedAt = '2026-02-01T00:00:00Z';
    server.publish('0.2.0', content);
    const inBetween = server.answers.get('/updates.json') ?? '';
    server.signedAt = '2026-03-01T00:00:00Z';
    server.publish('0.3.0', content);
    expect(await setUp().checked()).toBe('newer');
    server.answers.set('/updates.json', inBetween);
    expect(await setUp().checked()).toEqual({ code: 'update-outdated', text: null });
    // A version is withdrawn by one that is signed later.
    server.signedAt = '2026-03-02T00:00:00Z';
    server.publish('0.2.0', content);
    expect(await setUp().checked()).toBe('newer');
    expect(await setUp().checked()).toBe('newer');
  });

  it('counts as seen only where its signature holds', async () => {
    server.signedAt = '2036-01-01T00:00:00Z';
    server.publish('0.3.0', content, {}, new FeedServer().key.privateKey);
    expect(await setUp().checked()).toMatchObject({ code: 'update-unsigned' });
    server.signedAt = null;
    server.publish('0.2.0', content);
    expect(await setUp().checked()).toBe('newer');
  });

  it('is followed to another place on its host, and to none that could change it on its way', async () => {
    const { checked } = setUp();
    server.publish('0.2.0', content);
    const feed = server.answers.get('/updates.json') ?? '';
    server.answers.set('/moved.json', feed);
    server.answers.set('/updates.json', redirectTo('/moved.json'));
    expect(await checked()).toBe('newer');
    const refused = { code: 'update-unreadable', text: 'It redirects to an address that isn’t allowed.' };
    for (const elsewhere of [
      'http://updates.example/updates.json',
      'https://router.local/',
      'https://10.0.0.1/',
    ]) {
      server.answers.set('/updates.json', redirectTo(elsewhere));
      expect(await checked(), elsewhere).toEqual(refused);
    }
    server.answers.set('/updates.json', redirectTo('/updates.json'));
    expect(await checked()).toMatchObject({ code: 'update-unreadable' });
  });
});

describe('the file of a release', () => {
  it('is fetched once, checked, and kept whole', async () => {
    const { work, find } = setUp();
    const path = server.publish('0.2.0', content);
    const { file } = await find();
    const received: number[] = [];
    expect(await work.download(file, (bytes) => received.push(bytes), never)).toEqual(success(null));
    expect(received.at(-1)).toBe(content.length);
    expect(await kept()).toEqual([file.name]);
    expect(content.equals(await readFile(join(folder(), 'updates', file.name)))).toBe(true);
    await work.download(file, () => {}, never);
    expect(server.requests.filter((request) => request.path === path)).toHaveLength(1);
  });

  it('takes the place of what an earlier run left', async () => {
    const { work, find } = setUp();
    server.publish('0.2.0', content);
    await work.download((await find()).file, () => {}, never);
    await writeFile(join(folder(), 'updates', 'rigyd-desk-0.3.0.AppImage.part'), 'half');
    server.publish('0.3.0', content);
    const { file } = await find();
    await work.download(file, () => {}, never);
    expect(await kept()).toEqual([file.name]);
  });

  const tampered = Buffer.from(content);
  tampered[content.length - 1] = 0;
  it.each([
    ['has one other byte', (path: string) => server.answers.set(path, tampered)],
    ['is cut off', (path: string) => server.answers.set(path, content.subarray(0, -1))],
    ['is longer', (path: string) => server.answers.set(path, Buffer.concat([content, Buffer.from('!')]))],
    ['is a web page', (path: string) => server.answers.set(path, '<!doctype html><title>Sign in</title>')],
    ['lies elsewhere', (path: string) => server.answers.set(path, redirectTo('http://cdn.example/a'))],
    [
      'breaks off',
      (path: string) =>
        server.answers.set(path, (_request, response) => {
          response.writeHead(200, { 'content-length': content.length });
          response.write(content.subarray(0, 1000), () => response.destroy());
        }),
    ],
    [
      'never ends',
      (path: string) =>
        server.answers.set(path, (_request, response) => {
          const write = (): void => {
            while (response.writable && response.write(content));
            response.once('drain', write);
          };
          write();
        }),
    ],
  ])('is refused where it %s, and nothing of it stays', async (_how, spoil) => {
    const { work, find, installed } = setUp();
    const path = server.publish('0.2.0', content);
    const { file } = await find();
    spoil(path);
    const refused = await work.download(file, () => {}, never);
    expect(refused).toMatchObject({ failure: { code: 'update-damaged' } });
    expect(await kept()).toEqual([]);
    expect(await work.install(file)).toMatchObject({ failure: { code: 'update-damaged' } });
    expect(installed).toEqual([]);
  });

  it('is refused where the signed feed lies about its size or its checksum', async () => {
    const { work, find } = setUp();
    const wrong = Buffer.alloc(64).toString('base64');
    for (const lie of [{ size: content.length - 1 }, { size: content.length + 1 }, { sha512: wrong }]) {
      server.publish('0.2.0', content, lie);
      const refused = await work.download((await find()).file, () => {}, never);
      expect(refused).toMatchObject({ failure: { code: 'update-damaged' } });
      expect(await kept()).toEqual([]);
    }
  });

  it('that is gone from the page, or that nobody wants any more, leaves nothing', async () => {
    const { work, find } = setUp();
    const path = server.publish('0.2.0', content);
    const { file } = await find();
    server.answers.delete(path);
    expect(await work.download(file, () => {}, never)).toMatchObject({
      failure: { code: 'update-unreachable' },
    });
    server.answers.set(path, (_request, response) => void response.writeHead(200).write('begun'));
    const cancelled = new AbortController();
    const download = work.download(file, () => cancelled.abort(), cancelled.signal);
    expect(await download).toMatchObject({ failure: { code: 'cancelled' } });
    expect(await kept()).toEqual([]);
  });

  it('is installed only as it was checked', async () => {
    const { work, find, installed } = setUp();
    server.publish('0.2.0', content);
    const { file } = await find();
    await work.download(file, () => {}, never);
    expect(await work.install(file)).toEqual(success(null));
    const [given] = installed;
    const path = join(folder(), 'updates', file.name);
    expect(given?.file).toBe(path);
    await writeFile(path, tampered);
    expect(await given?.check(path)).toMatchObject({ failure: { code: 'update-damaged' } });
    expect(await work.install(file)).toMatchObject({ failure: { code: 'update-damaged' } });
    expect(installed).toHaveLength(1);
  });
});
