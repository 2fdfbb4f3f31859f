import { stat } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { systemClock } from '../lib/clock.ts';
import { virtualClock } from '../testing/virtual-clock.ts';
import { FolderCalls, FolderSilentError, type CallPurpose } from './folder-calls.ts';

/** Calls that come back when the test says so. */
function setUp() {
  const clock = virtualClock();
  const shares = { depth: 2 };
  const shareOf = (path: string): string => path.split('/').slice(0, shares.depth).join('/');
  const calls = new FolderCalls({ clock, shareOf });
  const begun: string[] = [];
  const ends = new Map<string, { resolve: (value: string) => void; reject: (error: Error) => void }>();
  const late: string[] = [];
  const run = (path: string, purpose: CallPurpose = 'work', timeoutMs = 20_000, slowAfterMs = timeoutMs) => {
    const outcome = calls.run(
      path,
      () => {
        begun.push(path);
        return new Promise<string>((resolve, reject) => ends.set(path, { resolve, reject }));
      },
      { purpose, timeoutMs, slowAfterMs, onLate: (value) => late.push(value) },
    );
    return outcome.catch((error: unknown) => (error instanceof FolderSilentError ? 'silent' : error));
  };
  return { clock, calls, begun, ends, late, run, shares };
}

it('answers as the file system does', async () => {
  const { clock, calls, ends, run } = setUp();
  const [well, ill] = [run('/nas/a'), run('/nas/b')];
  ends.get('/nas/a')?.resolve('here');
  ends.get('/nas/b')?.reject(new Error('ENOENT'));
  expect(await well).toBe('here');
  expect(await ill).toMatchObject({ message: 'ENOENT' });
  expect([calls.isBusy, clock.waiting()]).toEqual([false, []]);
});

it('takes answers that came in time while the process was busy', async () => {
  const calls = new FolderCalls({ clock: systemClock, shareOf: () => '/nas' });
  const asked = calls.run('/nas/a', () => stat('/'), { purpose: 'work', timeoutMs: 60 });
  const until = performance.now() + 100;
  while (performance.now() < until);
  expect((await asked).isDirectory()).toBe(true);
});

it('times out a call that does not return, and begins none on that share until it has', async () => {
  const { clock, calls, begun, ends, late, run } = setUp();
  const answers: string[] = [];
  calls.onAnswer(() => answers.push('answers'));
  const first = run('/nas/a');
  await clock.advance(19_999);
  expect(calls.isSilent('/nas/x')).toBe(false);
  await clock.advance(1);
  expect(await first).toBe('silent');
  expect(await run('/nas/b')).toBe('silent');
  expect([begun, calls.isSilent('/nas/x'), calls.isBusy]).toEqual([['/nas/a'], true, true]);

  ends.get('/nas/a')?.resolve('at last');
  await nextTurn();
  expect([late, answers, calls.isSilent('/nas/x'), calls.isBusy]).toEqual([
    ['at last'],
    ['answers'],
    false,
    false,
  ]);
  void run('/nas/c');
  expect(begun).toEqual(['/nas/a', '/nas/c']);
});

it('looks up the share of a call again, which may be another than when the call began', async () => {
  const { clock, begun, ends, run, shares } = setUp();
  void run('/mnt/nas/a');
  await clock.advance(20_000);
  shares.depth = 3;
  expect(await run('/mnt/nas/a')).toBe('silent');
  void run('/mnt/other/b');
  expect(begun).toEqual(['/mnt/nas/a', '/mnt/other/b']);
  ends.get('/mnt/nas/a')?.resolve('late');
});

it('takes a folder for silent where one below it is, even on another share', async () => {
  const { clock, calls, ends, run, shares } = setUp();
  shares.depth = 3;
  const hung = run('/data/parts/a');
  await clock.advance(20_000);
  expect(await hung).toBe('silent');
  expect(['/data', '/dat', '/other'].map((path) => calls.isSilent(path))).toEqual([true, false, false]);
  const another = run('/other/x');
  ends.get('/other/x')?.resolve('here');
  expect(await another).toBe('here');
});

it('goes on with other shares meanwhile', async () => {
  const { clock, ends, run } = setUp();
  void run('/nas/a');
  await clock.advance(20_000);
  const other = run('/disk/b');
  ends.get('/disk/b')?.resolve('here');
  expect(await other).toBe('here');
});

it('begins six calls to a share at once, and fails the queued ones with the first that times out', async () => {
  const { clock, begun, ends, run } = setUp();
  const all = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name) => run(`/nas/${name}`));
  expect(begun).toHaveLength(6);
  ends.get('/nas/a')?.resolve('here');
  await nextTurn();
  expect(begun).toHaveLength(7);
  await clock.advance(20_000);
  expect(await Promise.all(all)).toEqual(['here', ...Array.from({ length: 7 }, () => 'silent')]);
  expect(begun).toHaveLength(7);
  // Only when all of them are back it is known to answer.
  for (const name of ['b', 'c', 'd', 'e', 'f']) ends.get(`/nas/${name}`)?.resolve('late');
  await nextTurn();
  expect(await run('/nas/i')).toBe('silent');
});

it('does not queue calls of a person behind those of downloads', async () => {
  const { begun, run } = setUp();
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) void run(`/nas/${name}`);
  void run('/nas/look', 'person', 5_000);
  expect(begun.slice(5)).toEqual(['/nas/f', '/nas/look']);
});

it('reports that a call is slow, and its end, and begins others beside it', async () => {
  const { clock, calls, ends, late, run } = setUp();
  const told: string[] = [];
  calls.onSlow(() => told.push('slow'));
  calls.onAnswer(() => told.push('answers'));
  const flush = run('/nas/a', 'work', 600_000, 20_000);
  await clock.advance(19_999);
  expect([calls.isSlow('/nas/x'), told]).toEqual([false, []]);
  await clock.advance(1);
  expect([calls.isSlow('/nas/x'), calls.isSlow('/disk'), calls.isSilent('/nas/x')]).toEqual([
    true,
    false,
    false,
  ]);
  const another = run('/nas/b');
  ends.get('/nas/b')?.resolve('here');
  expect(await another).toBe('here');
  ends.get('/nas/a')?.resolve('flushed');
  expect(await flush).toBe('flushed');
  expect([calls.isSlow('/nas/x'), told, late, clock.waiting()]).toEqual([false, ['slow', 'answers'], [], []]);
});

it('times out a slow call, too', async () => {
  const { clock, calls, ends, run } = setUp();
  const flush = run('/nas/a', 'work', 600_000, 20_000);
  await clock.advance(600_000);
  expect(await flush).toBe('silent');
  expect([calls.isSlow('/nas/x'), calls.isSilent('/nas/x')]).toEqual([false, true]);
  ends.get('/nas/a')?.resolve('late');
  await nextTurn();
  expect([calls.isSilent('/nas/x'), calls.isBusy]).toEqual([false, false]);
});
