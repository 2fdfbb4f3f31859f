import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Worker } from 'node:worker_threads';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { FileThreadPool } from '../files/file-thread-pool.ts';
import { FolderSilentError } from '../files/folder-calls.ts';
import { folderCalls } from '../files/folder-files.ts';
import { systemClock } from '../lib/clock.ts';
import { defaultLimits } from './archive.ts';
import type { Received } from './early-files.ts';
import type { EarlyUnpacking } from './early-unpacking.ts';
import { contentsOf, useTemporaryFolder } from './testing/temporary-folder.ts';
import { makeZip, patchEntry, type EntryHeaders } from './testing/zips.ts';
import { workInThreads, type FolderWork } from './folder-work.ts';
import type { ResultCalls } from './result-calls.ts';
import { workHere } from './testing/work-here.ts';

const folder = useTemporaryFolder();
const started: Worker[] = [];
const threads = new FileThreadPool<ResultCalls>(() => {
  // A thread does not read TypeScript by itself.
  const thread = new Worker(
    `import('tsx/esm/api').then(({ register }) => {
      register();
      return import(${JSON.stringify(new URL('result-thread.ts', import.meta.url).href)});
    });`,
    { eval: true, trackUnmanagedFds: false },
  );
  started.push(thread);
  return thread;
}, systemClock);
afterAll(() => Promise.all(started.map((thread) => thread.terminate())));

/** Writes the ZIP beside where it is unpacked. */
async function unpackZip({ unpack }: FolderWork, zip: Buffer, stop = new AbortController(), to = folder()) {
  const path = join(to, 'result.zip');
  await writeFile(path, zip);
  const phases: string[] = [];
  const outcome = await unpack(path, join(to, 'out'), {
    signal: stop.signal,
    limits: defaultLimits,
    onChecked: () => phases.push('checked'),
  });
  return { outcome, phases };
}

describe.each([
  ['in this thread', workHere(async () => null)],
  ['in a thread of its own', workInThreads(threads)],
  ['by several threads', workInThreads(threads, 0)],
])('an archive that is unpacked %s', (_where, work) => {
  it('gives every file, and tells what is called otherwise', async () => {
    const zip = await makeZip({ 'usd/a.usd': '#usda 1.0', 'con.png': 'PNG'.repeat(900) });
    const { outcome, phases } = await unpackZip(work, zip);
    expect(outcome).toEqual({ ok: true, value: [{ from: 'con.png', to: expect.any(String) as string }] });
    expect(phases).toEqual(['checked']);
    expect(Object.values(await contentsOf(join(folder(), 'out'))).sort()).toEqual([
      '#usda 1.0',
      'PNG'.repeat(900),
      null,
    ]);
    expect((await readdir(folder())).sort()).toEqual(['out', 'result.zip']);
  });

  it.each([true, false])('gives large files whole, compressed: %j', async (compress) => {
    const parts = ['a', 'b', 'c'].map((name) => [name, randomBytes(3_000_000)] as const);
    const zip = await makeZip(Object.fromEntries(parts), { compress });
    const { outcome } = await unpackZip(work, zip);
    expect(outcome).toEqual({ ok: true, value: [] });
    for (const [name, content] of parts)
      expect((await readFile(join(folder(), 'out', name))).equals(content)).toBe(true);
  });

  it('gives more large files than there are threads to bring them to the disk', async () => {
    const content = Buffer.alloc(1024 ** 2, 'x');
    const names = Array.from({ length: 40 }, (_, at) => `${at}.bin`);
    const zip = await makeZip(Object.fromEntries(names.map((name) => [name, content])), {
      compress: false,
    });
    expect((await unpackZip(work, zip)).outcome).toEqual({ ok: true, value: [] });
    expect(await readdir(join(folder(), 'out'))).toHaveLength(names.length);
  });

  it('leaves nothing behind where a file is damaged', async () => {
    const zip = patchEntry(await makeZip({ a: 'xy', b: 'z' }, { compress: false }), 1, ({ central }) =>
      central.writeUInt32LE(1, 16),
    );
    expect((await unpackZip(work, zip)).outcome).toMatchObject({
      ok: false,
      failure: { code: 'archive-damaged' },
    });
    expect(await readdir(folder())).toEqual(['result.zip']);
  });

  it('leaves nothing behind where it is no archive', async () => {
    const { outcome, phases } = await unpackZip(work, Buffer.from('<html>'));
    expect([outcome.ok, phases]).toEqual([false, []]);
    expect(await readdir(folder())).toEqual(['result.zip']);
  });

  it('is written into no folder that is there already', async () => {
    await mkdir(join(folder(), 'out'));
    await writeFile(join(folder(), 'out', 'mine.txt'), 'mine');
    const { outcome } = await unpackZip(work, await makeZip({ 'mine.txt': 'theirs' }));
    expect(outcome).toMatchObject({ ok: false, failure: { code: 'folder-unavailable' } });
    expect(await contentsOf(join(folder(), 'out'))).toEqual({ 'mine.txt': 'mine' });
  });

  it('leaves nothing behind where it is stopped', async () => {
    const stop = new AbortController();
    stop.abort('interrupted');
    const { outcome } = await unpackZip(work, await makeZip({ a: 'x' }), stop);
    expect(outcome).toEqual({ ok: false, failure: { code: 'interrupted', text: null } });
    expect(await readdir(folder())).toEqual(['result.zip']);
  });
});

describe('an archive that several threads unpack', () => {
  const names = Array.from({ length: 12 }, (_, at) => `${at % 3}/${at}.bin`);
  const content = randomBytes(200_000);
  const large = makeZip(Object.fromEntries(names.map((name) => [name, content])), { compress: false });
  const isWhole = async () =>
    Object.entries(await contentsOf(join(folder(), 'out'))).filter(
      ([, each]) => each === content.toString('latin1'),
    ).length === names.length;

  afterEach(() => void vi.restoreAllMocks());

  /** A thread that makes its calls once it is released, and what they are. */
  function waitingThread(held: typeof threads.hold) {
    const calls: unknown[][] = [];
    let release = (): void => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    const helper: typeof held = (path) => {
      const thread = held(path);
      const call: typeof thread.call = (...given) => {
        calls.push(given);
        return released.then(() => thread.call(...given));
      };
      return { ...thread, call };
    };
    return { helper, release, calls };
  }

  it('is a large one', async () => {
    const hold = vi.spyOn(threads, 'hold');
    await unpackZip(workInThreads(threads, names.length * content.length + 1), await large);
    expect(hold).toHaveBeenCalledTimes(1);
    await rm(join(folder(), 'out'), { recursive: true });
    await unpackZip(workInThreads(threads, names.length * content.length), await large);
    expect(hold.mock.calls.length).toBeGreaterThan(2);
    expect(await isWhole()).toBe(true);
  });

  it('has no help while another one has', async () => {
    const held = threads.hold.bind(threads);
    const hold = vi.spyOn(threads, 'hold');
    const { helper, release } = waitingThread(held);
    hold.mockImplementationOnce(held).mockImplementationOnce(helper);
    const work = workInThreads(threads, 0);
    const first = unpackZip(work, await large);
    await vi.waitUntil(() => hold.mock.calls.length > 1);
    const before = hold.mock.calls.length;
    const other = mkdtempSync(join(folder(), 'other'));
    expect((await unpackZip(work, await large, undefined, other)).outcome.ok).toBe(true);
    expect(hold).toHaveBeenCalledTimes(before + 1);
    release();
    expect((await first).outcome.ok).toBe(true);
    expect(await isWhole()).toBe(true);
  });

  it('is given up by all of them where one fails', async () => {
    const held = threads.hold.bind(threads);
    const { helper, release, calls } = waitingThread(held);
    const failing: typeof held = (path) => {
      const thread = held(path);
      const call: typeof thread.call = (...given) =>
        thread.call(...given).finally(() => given[0] === 'unpack' && setImmediate(release));
      return { ...thread, call };
    };
    vi.spyOn(threads, 'hold').mockImplementationOnce(failing).mockImplementationOnce(helper);
    const zip = patchEntry(await large, 0, ({ central }) => central.writeUInt32LE(1, 16));
    expect((await unpackZip(workInThreads(threads, 0), zip)).outcome).toMatchObject({
      ok: false,
      failure: { code: 'archive-damaged' },
    });
    expect(calls.filter(([name]) => name === 'unpack').map(([, , stop]) => stop)).toEqual(['interrupted']);
    expect(await readdir(folder())).toEqual(['result.zip']);
  });

  it('comes whole where no second thread can be had, or one cannot begin', async () => {
    const held = threads.hold.bind(threads);
    const hold = vi.spyOn(threads, 'hold');
    const broken = { call: () => Promise.reject(new Error('It ended.')), end: () => {} };
    hold
      .mockImplementationOnce(held)
      .mockImplementationOnce(() => broken)
      .mockImplementationOnce(() => {
        throw new FolderSilentError('/nas');
      });
    expect((await unpackZip(workInThreads(threads, 0), await large)).outcome.ok).toBe(true);
    expect(await isWhole()).toBe(true);
  });
});

describe('an archive that a thread unpacks while it comes', () => {
  const { follow, unpack } = workInThreads(threads, Infinity, 0);
  const files = { 'usd/a.usd': '#usda 1.0', 'b.png': 'PNG'.repeat(900), 'c.bin': 'BIN'.repeat(100) };
  const path = () => join(folder(), 'result.zip');

  /** Begins with half of it, and resolves when the thread has all of that. */
  async function receiveHalf(zip: Buffer, stop = new AbortController()) {
    await writeFile(path(), zip);
    const early = follow({
      archive: path(),
      folder: join(folder(), 'early'),
      limits: defaultLimits,
      signal: stop.signal,
      clock: systemClock,
    });
    if (early === null) throw new Error('It is not followed.');
    early.note({ bytes: Math.floor(zip.length / 2), rest: Math.ceil(zip.length / 2) });
    await vi.waitUntil(async () => (await readdir(join(folder(), 'early')).catch(() => [])).length > 0);
    return early;
  }

  /** Unpacks the rest. @param whole called once all has been unpacked early, before anything is checked */
  const unpackRest = async (early: EarlyUnpacking, whole = async (): Promise<void> => {}) => {
    early.note({ bytes: (await stat(path())).size, rest: 0 });
    const { finish } = early;
    vi.spyOn(early, 'finish').mockImplementation(async () => {
      const thread = await finish.call(early);
      await whole();
      return thread;
    });
    return unpack(path(), join(folder(), 'out'), {
      signal: new AbortController().signal,
      limits: defaultLimits,
      onChecked: () => {},
      early,
    });
  };

  const out = async () => contentsOf(join(folder(), 'out'));
  const isHome = { ...files, 'usd/': null };

  it('comes home whole, and its content is not read again', async () => {
    const zip = await makeZip(files, { compress: false });
    const early = await receiveHalf(zip);
    const blank = Buffer.from(zip);
    for (const content of Object.values(files))
      blank.fill(0, zip.indexOf(content), zip.indexOf(content) + content.length);
    const outcome = await unpackRest(early, () => writeFile(path(), blank));
    expect(outcome).toEqual({ ok: true, value: [] });
    expect(await out()).toEqual(isHome);
  });

  it.each([
    ['checksum', 14],
    ['size', 22],
  ])('comes home as its directory has it where a local header tells another %s', async (_what, field) => {
    const zip = patchEntry(await makeZip(files, { compress: false }), 1, ({ local }) =>
      local.writeUInt32LE(1, field),
    );
    expect(await unpackRest(await receiveHalf(zip))).toMatchObject({ ok: true });
    expect(await out()).toEqual(isHome);
  });

  it.each([
    ['has another checksum', 'archive-damaged', ({ central }: EntryHeaders) => central.writeUInt32LE(1, 16)],
    ['leads out of the folder', 'archive-unsafe', ({ central }: EntryHeaders) => central.write('../ab', 46)],
    [
      'has a symbolic link',
      'archive-unsafe',
      ({ central }: EntryHeaders) => central.writeUInt32LE(0xa1ff0000, 38),
    ],
  ])('leaves nothing where its directory %s', async (_what, code, change) => {
    const zip = patchEntry(await makeZip(files, { compress: false }), 1, (headers) => void change(headers));
    expect(await unpackRest(await receiveHalf(zip))).toMatchObject({ ok: false, failure: { code } });
    expect(await readdir(folder())).toEqual(['result.zip']);
  });

  it('leaves nothing of what came where it is stopped, or breaks off for good', async () => {
    const stop = new AbortController();
    const early = await receiveHalf(await makeZip(files), stop);
    stop.abort('interrupted');
    await early.giveUp();
    expect(await readdir(folder())).toEqual(['result.zip']);
  });

  it('is unpacked anew where another file comes in its place', async () => {
    const early = await receiveHalf(await makeZip(files, { compress: false }));
    await early.giveUp();
    const other = await makeZip({ ...files, 'b.png': 'GIF'.repeat(900) }, { compress: false });
    await writeFile(path(), other);
    expect(await unpackRest(early)).toMatchObject({ ok: true });
    expect(await out()).toEqual({ ...isHome, 'b.png': 'GIF'.repeat(900) });
  });

  it('comes home whole where its thread has ended', async () => {
    const zip = await makeZip(files, { compress: false });
    const early = await receiveHalf(zip);
    await Promise.all(started.splice(0).map((thread) => thread.terminate()));
    expect(await unpackRest(early)).toMatchObject({ ok: true });
    expect(await out()).toEqual(isHome);
  });

  it.each([
    ['ends', async () => void (await Promise.all(started.splice(0).map((thread) => thread.terminate())))],
    ['fails', (): Promise<void> => Promise.reject(new Error('It cannot be read.'))],
  ])(
    'comes home whole where its thread %s over the last piece, and is given back once',
    async (_how, lastly) => {
      const zip = await makeZip(files, { compress: false });
      const held = threads.hold.bind(threads);
      const end = vi.fn<() => void>();
      let isWaiting = false;
      const hold = vi.spyOn(threads, 'hold').mockImplementationOnce((path) => {
        const thread = held(path);
        const call: typeof thread.call = (...given) => {
          const isLast = given[0] === 'follow' && (given[4] as Received).rest === 0;
          const answered = (isLast ? lastly() : Promise.resolve()).then(() => thread.call(...given));
          void answered.then(
            (answer) => (isWaiting = isDeepStrictEqual(answer, { next: 'wait' })),
            () => {},
          );
          return answered;
        };
        return { call, end: () => (end(), thread.end()) };
      });
      const early = await receiveHalf(zip);
      await vi.waitUntil(() => isWaiting);
      // What comes last is told by `finish` alone.
      vi.spyOn(early, 'note').mockImplementation(() => {});
      expect(await unpackRest(early)).toMatchObject({ ok: true });
      expect(await out()).toEqual(isHome);
      expect(end).toHaveBeenCalledTimes(1);
      hold.mockRestore();
    },
  );
});

it('a thread whose folder does not answer is given up, and removes nothing when it goes on', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const ended: unknown[] = [];
  const answers: (() => void)[] = [];
  const silent = {
    hold: () => ({
      call: (name: string, ...args: unknown[]) => {
        if (name === 'end') ended.push(args[1]);
        return new Promise((resolve) => answers.push(() => resolve(null)));
      },
      end: () => {},
    }),
  } as unknown as FileThreadPool<ResultCalls>;
  const unpacking = unpackZip(workInThreads(silent), await makeZip({ a: 'x' }));
  await vi.waitUntil(() => answers.length > 0);
  await vi.advanceTimersByTimeAsync(30_000);
  expect((await unpacking).outcome).toMatchObject({ ok: false, failure: { code: 'folder-silent' } });
  expect(ended).toEqual([true]);
  for (const answer of answers) answer();
  vi.useRealTimers();
  await vi.waitUntil(() => !folderCalls.isBusy);
});
