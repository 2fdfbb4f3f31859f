import { execFileSync } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { closeSync, constants, fstatSync, openSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { ModuleKind, ScriptTarget, transpile } from 'typescript';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../lib/clock.ts';
import { useTemporaryFolder } from '../downloads/testing/temporary-folder.ts';
import { openDatabase } from '../store/database.ts';
import { virtualClock } from '../testing/virtual-clock.ts';
import { FolderSilentError } from './folder-calls.ts';
import { FileThreadPool, shortCallsMs, startFileThread } from './file-thread-pool.ts';
import { filesIn } from './folder-files.ts';

const folder = useTemporaryFolder();
/** Of {@link threads}. */
const started: Worker[] = [];
let script = '';
let threads = new FileThreadPool(() => startFileThread(''), systemClock);

beforeEach(async () => {
  // A thread does not read TypeScript.
  const source = await readFile(new URL('./file-thread.ts', import.meta.url), 'utf8');
  script = join(folder(), 'file-thread.mjs');
  await writeFile(script, transpile(source, { module: ModuleKind.ESNext, target: ScriptTarget.ES2022 }));
  threads = new FileThreadPool(() => {
    const thread = startFileThread(script);
    started.push(thread);
    return thread;
  }, systemClock);
});
afterEach(() => Promise.all(started.splice(0).map((thread) => thread.terminate())));

it('say that a folder does not answer where all of them wait for calls that do not return', async () => {
  const hung = new FileThreadPool(
    () => Object.assign(new EventEmitter(), { postMessage: () => {} }) as unknown as Worker,
    systemClock,
  );
  for (let call = 0; call < 32; call += 1) void hung.call('stat', '/nas');
  await expect(hung.call('stat', '/disk')).rejects.toThrow(new FolderSilentError('/disk'));
});

/** Threads that answer when a test has them do so. */
function handThreads() {
  const clock = virtualClock();
  const begun: { answer: (value: string) => Promise<unknown>; isOnline: () => void; asked: string[] }[] = [];
  const pool = new FileThreadPool(
    () => {
      const asked: string[] = [];
      const thread = Object.assign(new EventEmitter(), {
        postMessage: ({ args }: { args: string[] }) => void asked.push(args[0] ?? ''),
      });
      begun.push({
        asked,
        isOnline: () => void thread.emit('online'),
        answer: (value) => {
          thread.emit('message', { value });
          return new Promise(setImmediate);
        },
      });
      return thread as unknown as Worker;
    },
    clock,
    shortCallsMs,
  );
  return { clock, begun, stat: (path: string) => pool.call('stat', path) };
}

it('take short calls one after the other, and are not started for each', async () => {
  const { clock, begun, stat } = handThreads();
  const calls = Promise.all(['/a', '/b', '/c'].map(stat));
  await clock.advance(10 * shortCallsMs);
  // It has only just been started.
  expect(begun.map(({ asked }) => asked)).toEqual([['/a']]);
  begun[0]?.isOnline();
  await begun[0]?.answer('A');
  await begun[0]?.answer('B');
  await begun[0]?.answer('C');
  expect(await calls).toEqual(['A', 'B', 'C']);
  await clock.advance(shortCallsMs);
  expect(begun.map(({ asked }) => asked)).toEqual([['/a', '/b', '/c']]);
});

it('become more, one at a time, where those that are there do not return', async () => {
  const { clock, begun, stat } = handThreads();
  const calls = ['/nas', '/b', '/c'].map(stat);
  await Promise.resolve();
  begun[0]?.isOnline();
  await clock.advance(shortCallsMs - 1);
  expect(begun).toHaveLength(1);
  await clock.advance(1);
  expect(begun.map(({ asked }) => asked)).toEqual([['/nas'], ['/b']]);
  begun[1]?.isOnline();
  await begun[1]?.answer('B');
  await begun[1]?.answer('C');
  await clock.advance(10 * shortCallsMs);
  expect(begun).toHaveLength(2);
  expect(await Promise.all(calls.slice(1))).toEqual(['B', 'C']);
});

it('end when nobody has used them for a while', async () => {
  const clock = virtualClock();
  const resting = new FileThreadPool(() => {
    const thread = startFileThread(script);
    started.push(thread);
    return thread;
  }, clock);
  await resting.call('stat', folder());
  const [first] = started;
  const gone = once(first as Worker, 'exit');
  await clock.advance(9_000);
  await resting.call('stat', folder());
  await clock.advance(9_000);
  await resting.call('stat', folder());
  expect(started).toHaveLength(1);
  await clock.advance(10_000);
  await gone;
  await resting.call('stat', folder());
  expect(started).toHaveLength(2);
});

it('do what the file system does in the process itself', async () => {
  const files = filesIn(threads);
  const target = join(folder(), 'a', 'b');
  await files.mkdir(target, { recursive: true });
  const path = join(target, 'one.bin');
  const written = await files.open(path, 'wx', 0o600);
  await written.writeFile('begin ');
  await written.writeFile(Buffer.from('end'));
  await written.sync();
  await written.close();
  expect(await readFile(path, 'utf8')).toBe('begin end');

  const read = await files.open(path, 'r');
  const { bytesRead, buffer } = await read.read(Buffer.alloc(10), 2, 8, 3);
  expect([bytesRead, buffer.toString('latin1', 2, 2 + bytesRead)]).toEqual([6, 'in end']);
  expect((await read.stat()).size).toBe(9);
  await read.close();

  const facts = await files.lstat(path);
  expect([facts.isFile(), facts.isDirectory(), facts.nlink, facts.mode & 0o777]).toEqual([
    true,
    false,
    1,
    0o600,
  ]);
  expect((await files.readdir(target)).map((entry) => [entry.name, entry.isFile()])).toEqual([
    ['one.bin', true],
  ]);
  expect((await files.statfs(target)).blocks).toBeGreaterThan(0);
  await files.writeFile(join(target, 'note'), 'text');
  await files.rename(join(target, 'note'), join(target, 'two'));
  await files.access(join(target, 'two'));
  await files.chmod(join(target, 'two'), 0o640);
  expect((await files.stat(join(target, 'two'))).mode & 0o777).toBe(0o640);
  await expect(files.stat(join(target, 'note'))).rejects.toMatchObject({ code: 'ENOENT' });
  await expect(files.rmdir(target)).rejects.toMatchObject({ code: 'ENOTEMPTY' });
  await files.rm(target, { recursive: true });
  await expect(files.access(target)).rejects.toMatchObject({ code: 'ENOENT' });
  expect(started).toHaveLength(1);
}, 20_000);

it('hold up nothing else when their calls do not return', async () => {
  const pipe = join(folder(), 'pipe');
  execFileSync('mkfifo', [pipe]);
  await mkdir(join(folder(), 'store'));
  const opened = await openDatabase(join(folder(), 'store', 'jobs'), Date.now);
  if (!opened.ok) throw new Error(opened.failure.text ?? '');
  const { database } = opened.value;
  // Opening a pipe that nobody writes to stands for any call to a share that is away; the process has four threads.
  const hung = Array.from({ length: 6 }, () => threads.call('open', pipe, 'r'));
  await database.write(new Map([['job!a', { note: 'written' }]]), { sync: true });
  await writeFile(join(folder(), 'other'), 'written as well');
  await database.close();

  const writer = openSync(pipe, constants.O_RDWR | constants.O_NONBLOCK);
  for (const file of await Promise.all(hung)) closeSync(file);
  closeSync(writer);
}, 20_000);

it('close nothing when they end: the number of a closed file may be that of another one by then', async () => {
  const other = startFileThread(script);
  const others = new FileThreadPool(() => other, systemClock);
  const number = await others.call('open', script, 'r');
  await threads.call('close', number);
  const own: number[] = [];
  // The lowest number that is free is given next.
  while (own.at(-1) !== number) own.push(openSync(script, 'r'));
  await other.terminate();
  expect(fstatSync(number).isFile()).toBe(true);
  for (const file of own) closeSync(file);
}, 20_000);

it('close a file once, however often that is called, and do not use it again', async () => {
  const file = await filesIn(threads).open(script, 'r');
  await file.close();
  const others = Array.from({ length: 100 }, () => openSync(script, 'r'));
  await file.close();
  await expect(file.stat()).rejects.toMatchObject({ code: 'EBADF' });
  await expect(file.read(Buffer.alloc(1), 0, 1, 0)).rejects.toMatchObject({ code: 'EBADF' });
  for (const other of others) closeSync(other);
}, 20_000);

it('close a file when the calls that use it have returned', async () => {
  const asked: string[] = [];
  let answer = (): void => {};
  const slow = {
    call: (name: string) => {
      asked.push(name);
      if (name === 'open') return Promise.resolve(7);
      return new Promise((resolve) => {
        answer = () => resolve(new Uint8Array(1));
      });
    },
  } as unknown as FileThreadPool;
  const file = await filesIn(slow).open('/a', 'r');
  const read = file.read(Buffer.alloc(1), 0, 1, 0);
  const closed = file.close();
  await Promise.resolve();
  expect(asked).toEqual(['open', 'read']);
  answer();
  await read;
  await new Promise(setImmediate);
  expect(asked).toEqual(['open', 'read', 'close']);
  answer();
  await closed;
});

it('say so where they cannot be started', async () => {
  const broken = new FileThreadPool(() => startFileThread('/no/such/thread.js'), systemClock);
  await expect(broken.call('stat', folder())).rejects.toThrow();
});
