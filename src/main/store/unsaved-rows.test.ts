import { execFileSync } from 'node:child_process';
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { ownFiles, readingFile } from '../files/folder-files.ts';
import { useTemporaryFolder } from '../downloads/testing/temporary-folder.ts';
import { silence } from '../testing/silent-folder.ts';
import { readTaken, unsavedTakenKey, UnsavedRows } from './unsaved-rows.ts';

const folder = useTemporaryFolder();
const rows = new Map<string, unknown>([
  ['job!a', { id: 'a', note: 'Müll' }],
  ['job!gone', undefined],
]);

async function setUp({ store = 'store', folders = ['missing', 'temp'], now = 5, maxBytes = 1_000_000 } = {}) {
  for (const name of [store, 'temp']) await mkdir(join(folder(), name), { recursive: true });
  const unsaved = new UnsavedRows({
    storeFolder: join(folder(), store),
    folders: folders.map((name) => join(folder(), name)),
    now: () => now,
    maxBytes,
  });
  await unsaved.prepare();
  return unsaved;
}

/** Takes in what there is. @returns what the next start knows of that */
async function takeIn(): Promise<string[]> {
  const unsaved = await setUp();
  expect(await unsaved.find([])).not.toBeNull();
  return readTaken(unsaved.marks().get(unsavedTakenKey));
}

describe('rows that the store has no room for', () => {
  it('are kept in the first folder that takes them, and found by the next start', async () => {
    const path = await (await setUp()).keep(rows);
    expect(path).toMatch(/temp\/rigyd-desk-unsaved-[0-9a-f]{12}\.json$/);
    expect(await (await setUp()).find([])).toMatchObject({ rows, paths: [path] });
  });

  it('are searched in the other folders where one does not answer, and are found there when it does', async () => {
    await (await setUp({ folders: ['temp'] })).keep(rows);
    await mkdir(join(folder(), 'nas'));
    await (await setUp({ folders: ['nas'] })).keep(new Map([['job!b', { id: 'b' }]]));
    const both = ['nas', 'temp'];
    const answer = await silence(join(folder(), 'nas'), 'person');
    expect(await (await setUp({ folders: both })).find([])).toMatchObject({ rows });
    // The same folder does not hold up what is kept now either.
    expect(await (await setUp({ folders: ['nas', 'missing'] })).keep(rows)).toBeNull();
    answer();
    await nextTurn();
    expect((await (await setUp({ folders: both })).find([]))?.paths).toHaveLength(2);
  });

  it('are not waited for where somebody put a pipe in their place', async () => {
    const path = (await (await setUp()).keep(rows)) ?? '';
    await rm(path);
    execFileSync('mkfifo', [path]);
    expect(await (await setUp()).find([])).toBeNull();
  });

  it('are found by a later start where the key that signs them cannot be read for a moment', async () => {
    const path = await (await setUp()).keep(rows);
    const { open } = ownFiles;
    const failing = vi.spyOn(ownFiles, 'open').mockImplementation((file, flags, mode) => {
      if (flags !== readingFile) return open(file, flags, mode);
      return Promise.reject(Object.assign(new Error('EIO: i/o error'), { code: 'EIO' }));
    });
    const second = await setUp();
    expect(await second.find([])).toBeNull();
    expect(await second.keep(rows)).toBeNull();
    failing.mockRestore();
    expect(await (await setUp()).find([])).toMatchObject({ rows, paths: [path] });
  });

  it('are found also where it takes long to read that key', async () => {
    const path = await (await setUp()).keep(rows);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { open } = ownFiles;
    const slow = vi.spyOn(ownFiles, 'open').mockImplementationOnce(async (...args) => {
      await vi.advanceTimersByTimeAsync(60_000);
      return open(...args);
    });
    const next = await setUp();
    slow.mockRestore();
    vi.useRealTimers();
    expect(await next.find([])).toMatchObject({ rows, paths: [path] });
  });

  it('are not found by another store', async () => {
    await (await setUp()).keep(rows);
    expect(await (await setUp({ store: 'another' })).find([])).toBeNull();
  });

  it('are found once, also where their file could not be removed', async () => {
    await (await setUp()).keep(rows);
    const taken = await takeIn();
    expect(await (await setUp()).find(taken)).toBeNull();
  });

  it('are found also where the clock was set back since others were taken', async () => {
    await (await setUp({ now: 1_000 })).keep(rows);
    const taken = await takeIn();
    const later = new Map([['job!b', { id: 'b' }]]);
    const second = await setUp({ now: 5 });
    await second.find([]);
    await second.keep(later);
    expect(await (await setUp()).find(taken)).toMatchObject({ rows: later });
  });

  it('are gone when they are in the store', async () => {
    await (await setUp()).keep(rows);
    const next = await setUp();
    await next.find([]);
    await next.forget();
    expect(await readdir(join(folder(), 'temp'))).toEqual([]);
  });

  it('do not count if somebody else wrote them', async () => {
    const path = (await (await setUp()).keep(rows)) ?? '';
    await writeFile(path, (await readFile(path, 'utf8')).replace('Müll', 'mine'));
    expect(await (await setUp()).find([])).toBeNull();
  });

  it('lie nowhere where no folder takes them', async () => {
    expect(await (await setUp({ folders: ['missing'] })).keep(rows)).toBeNull();
  });

  it('of two folders are all taken, the newer over the older', async () => {
    await (
      await setUp({ folders: ['temp'] })
    ).keep(
      new Map([
        ['a', 'old'],
        ['b', 'old'],
      ]),
    );
    await mkdir(join(folder(), 'other'));
    await (await setUp({ folders: ['other'], now: 6 })).keep(new Map([['a', 'new']]));
    const found = await (await setUp({ folders: ['other', 'temp'] })).find([]);
    expect(found).toMatchObject({
      rows: new Map([
        ['a', 'new'],
        ['b', 'old'],
      ]),
    });
  });

  it('of two runs are taken in the order of the runs, also where the clock was set back in between', async () => {
    await mkdir(join(folder(), 'other'));
    await (await setUp({ folders: ['temp'], now: 2_000 })).keep(new Map([['a', 'old']]));
    const second = await setUp({ folders: ['other', 'temp'], now: 1_000 });
    await second.find([]);
    await second.keep(new Map([['a', 'new']]));
    const found = await (await setUp({ folders: ['other', 'temp'] })).find([]);
    expect(found?.rows).toEqual(new Map([['a', 'new']]));
  });

  it('are outdated once the store has been written in a later run, or later in the same one', async () => {
    const first = await setUp();
    await first.find([], 3);
    const { generation } = first;
    await first.keep(rows, 3);
    expect(first.generation).toBe(generation + 1);
    expect(await (await setUp()).find([], 3)).toMatchObject({ rows, outdated: [] });
    for (const written of [generation, first.generation])
      expect(await (await setUp()).find([], written)).toMatchObject({
        rows: new Map(),
        paths: [],
        outdated: [{ at: 5, rows }],
      });
  });

  it('are newer than a write in flight, whether it has reached the disk or not', async () => {
    await (await setUp()).keep(rows, 3, 7);
    for (const written of [2, 3, 7]) expect(await (await setUp()).find([], written)).toMatchObject({ rows });
    for (const written of [6, 8])
      expect(await (await setUp()).find([], written)).toMatchObject({ rows: new Map() });
  });

  it('stay where a write ends that was in flight when they were kept', async () => {
    const unsaved = await setUp();
    const { generation } = unsaved;
    await unsaved.keep(rows);
    await unsaved.forget(generation);
    expect(await readdir(join(folder(), 'temp'))).toHaveLength(1);
    await unsaved.forget(unsaved.generation);
    expect(await readdir(join(folder(), 'temp'))).toEqual([]);
  });

  it('have another generation than those of a run that left nothing in the store', async () => {
    const runs = [await setUp(), await setUp()];
    for (const run of runs) await run.find([], 3);
    expect(runs[0]?.generation).not.toBe(runs[1]?.generation);
  });

  it('are kept nowhere where they are more than the next start would read', async () => {
    const unsaved = await setUp({ maxBytes: 1_000 });
    expect(await unsaved.keep(new Map([['a', 'x'.repeat(1_000)]]))).toBeNull();
    expect(await readdir(join(folder(), 'temp'))).toEqual([]);
    expect(await unsaved.keep(new Map([['a', 'x'.repeat(500)]]))).not.toBeNull();
  });

  it('do not replace a file that came back after this run had begun', async () => {
    const path = (await (await setUp()).keep(rows)) ?? '';
    const away = join(folder(), 'away');
    await rename(path, away);
    const second = await setUp();
    await second.find([]);
    await rename(away, path);
    expect(await second.keep(new Map([['a', 'new']]))).toBeNull();
    await second.forget();
    expect(await (await setUp()).find([])).toMatchObject({ rows });
  });

  it('leave an outdated file where it is until its changes are in a file beside it', async () => {
    const path = (await (await setUp()).keep(rows)) ?? '';
    const later = await setUp();
    const { outdated: [file] = [] } = (await later.find([], 9)) ?? {};
    if (file === undefined) throw new Error('It was not found.');
    later.setAside([{ file, text: 'what is left' }]);
    expect(await readdir(join(folder(), 'temp'))).toEqual([basename(path)]);
    const aside = 'rigyd-desk-older-changes-1970-01-01T00-00-00-005Z.json';
    expect(await later.forget()).toEqual([join(folder(), 'temp', aside)]);
    expect(await readdir(join(folder(), 'temp'))).toEqual([aside]);
  });
});
