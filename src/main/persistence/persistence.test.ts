import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { useTemporaryFolder } from '../downloads/testing/temporary-folder.ts';
import { databaseIn, openOnce, rowsOf, whole, writeBackupOf, writeRows } from '../testing/store-files.ts';
import { noSmallDisk, SmallDisk } from '../testing/small-disk.ts';
import { virtualClock } from '../testing/virtual-clock.ts';
import { backupPath, type StoredState } from './open-store.ts';
import { Persistence } from './persistence.ts';
import { batchKey, batchListKey } from '../batches/batch-record.ts';
import { jobKey, listKey } from '../jobs/row-keys.ts';
import { settingsKey } from '../settings/preferences.ts';
import { readBackup } from './backup.ts';

const folder = useTemporaryFolder();

const elsewhere = (): string => join(folder(), 'elsewhere');

function setUp() {
  const clock = virtualClock();
  const posted: [string, string | null][] = [];
  const removed: string[] = [];
  let revision = 1;
  const persistence = new Persistence({
    folder: folder(),
    unsavedFolders: [elsewhere()],
    clock,
    backup: () => ({ revision, settings: null, batches: [], jobs: [] }),
    postBanner: ({ kind, detail }) => posted.push([kind, detail]),
    removeBanner: (kind) => removed.push(kind),
  });
  return { clock, persistence, posted, removed, setRevision: (to: number) => (revision = to) };
}

const storedRow = async (key: string): Promise<unknown> => (await openOnce(folder())).rows.get(key);
const nothing = (): void => {};
/** More levels than can be written as JSON. */
const unwritable = (): unknown => JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`);

describe('opening', () => {
  it('gives what the last run left, before any value is read', async () => {
    await writeRows(folder(), rowsOf(['a'], 3));
    const { persistence } = setUp();
    const order: string[] = [];
    persistence.rows.set('noted early', () => order.push('asked'));
    void persistence.rows.flush();
    let taken: unknown = null;
    await persistence.open((stored) => {
      order.push('taken');
      taken = { ...stored, records: Array.from(stored.jobs.all(), ({ record }) => record) };
    });
    await persistence.close();
    expect(order[0]).toBe('taken');
    expect(taken).toMatchObject({ records: [{ id: 'a' }], unreadable: [], revision: 3 });
  });

  it('lets rows that were noted before go to disk', async () => {
    const { persistence, clock } = setUp();
    persistence.rows.set('noted early', () => 1);
    await clock.advance(400);
    await persistence.open(nothing);
    await persistence.close();
    expect(await storedRow('noted early')).toBe(1);
  });

  it('posts what was found, and writes its repairs', async () => {
    await writeBackupOf(folder(), ['a']);
    const { persistence, posted } = setUp();
    await persistence.open(nothing);
    await persistence.close();
    await rm(backupPath(folder()));
    expect(posted).toEqual([['jobs-restored', '1']]);
    expect(await openOnce(folder())).toMatchObject({ ...whole, records: [{ id: 'a' }] });
  });

  it('does not repair what was changed meanwhile', async () => {
    await writeBackupOf(folder(), ['a']);
    const { persistence } = setUp();
    persistence.rows.set(settingsKey, () => 'chosen a moment ago');
    await persistence.open(nothing);
    await persistence.close();
    expect(await storedRow(settingsKey)).toBe('chosen a moment ago');
  });
});

describe('the backup', () => {
  it('follows each write', async () => {
    const { persistence, clock, setRevision } = setUp();
    await persistence.open(nothing);
    for (const revision of [5, 6]) {
      setRevision(revision);
      persistence.rows.set('a', () => revision);
      await persistence.rows.flush();
      expect(clock.waiting()).toEqual([2_000]);
      await clock.advance(2_000);
    }
    setRevision(7);
    persistence.rows.set('a', () => 7, 'service');
    await persistence.close();
    expect(await readBackup(backupPath(folder()))).toMatchObject({ revision: 7 });
  });

  it('has on closing what came of the service since, though that was written before', async () => {
    const { persistence, clock, setRevision } = setUp();
    await persistence.open(nothing);
    persistence.rows.set('a', () => 1);
    await persistence.rows.flush();
    await clock.advance(2_000);
    await vi.waitUntil(async () => (await readBackup(backupPath(folder()))) !== null);
    setRevision(2);
    persistence.rows.set('a', () => 2, 'service');
    await clock.advance(10_000);
    await vi.waitUntil(() => !persistence.rows.isWriting);
    expect(await readBackup(backupPath(folder()))).toMatchObject({ revision: 1 });
    await persistence.close();
    expect(await readBackup(backupPath(folder()))).toMatchObject({ revision: 2 });
  });

  it('is written on closing', async () => {
    const { persistence } = setUp();
    await persistence.open(nothing);
    await persistence.close();
    expect(await readBackup(backupPath(folder()))).toMatchObject({ revision: 1 });
  });

  it('is left alone on closing where nothing was written since', async () => {
    const first = setUp();
    await first.persistence.open(nothing);
    first.persistence.rows.set(listKey, () => ({ count: 0, revision: 1 }));
    await first.persistence.close();
    const before = await stat(backupPath(folder()));
    const { persistence, setRevision } = setUp();
    await persistence.open(nothing);
    setRevision(2);
    await persistence.close();
    expect((await stat(backupPath(folder()))).ino).toBe(before.ino);
  });

  it('is not replaced when the database could not be opened: it is the only truth there is', async () => {
    await writeFile(databaseIn(folder()), 'no folder');
    await writeBackupOf(folder(), ['a', 'b']);
    const before = await readFile(backupPath(folder()));
    const { persistence, clock, posted, removed } = setUp();
    await persistence.open(nothing);
    persistence.rows.set('a', () => 1);
    await persistence.rows.flush();
    expect(clock.waiting()).toEqual([]);
    await persistence.close();
    expect(await readFile(backupPath(folder()))).toEqual(before);
    expect(posted).toMatchObject([['database-unavailable', expect.any(String)]]);
    expect(removed).toEqual([]);
  });
});

describe('closing', () => {
  it('writes what is still to be written, and lets go of the database', async () => {
    const { persistence } = setUp();
    await persistence.open(nothing);
    persistence.rows.set('a', () => 'the last word');
    await persistence.close();
    expect(await storedRow('a')).toBe('the last word');
  });

  it('waits for the opening to end', async () => {
    const { persistence } = setUp();
    persistence.rows.set('a', () => 1);
    const opening = persistence.open(nothing);
    await persistence.close();
    await opening;
    expect(await storedRow('a')).toBe(1);
  });

  it('ends, with an error, where what was stored could not be taken', async () => {
    const { persistence } = setUp();
    persistence.rows.set('a', () => 1);
    const opening = persistence.open(() => {
      throw new Error('not understood');
    });
    await expect(opening).rejects.toThrow('not understood');
    expect(await persistence.save()).toMatchObject({ reason: 'Couldn’t read the list on disk.' });
    await expect(persistence.close()).rejects.toThrow('not understood');
  });

  it('is nothing where nothing was opened', async () => {
    const { persistence } = setUp();
    persistence.rows.set('a', () => 1);
    expect(await persistence.close()).toBe(true);
  });
});

describe('saving before the app ends', () => {
  /** A store that was opened before and cannot be opened now. */
  async function unopenable(): Promise<ReturnType<typeof setUp>> {
    const before = setUp();
    await before.persistence.open(nothing);
    await before.persistence.close();
    await mkdir(elsewhere());
    await rm(databaseIn(folder()), { recursive: true });
    await writeFile(databaseIn(folder()), 'no folder');
    const now = setUp();
    await now.persistence.open(nothing);
    return now;
  }

  it('needs no question where everything is on disk, or no person changed anything', async () => {
    const { persistence } = setUp();
    await persistence.open(nothing);
    persistence.rows.set('a', () => 1);
    expect(await persistence.save()).toBeNull();
    await persistence.close();
    const unopened = await unopenable();
    unopened.persistence.rows.set('answer', () => 1, 'service');
    expect(await unopened.persistence.save()).toBeNull();
  });

  it('keeps elsewhere what the store does not take; the next start takes it in, says so, and removes it', async () => {
    const { persistence } = await unopenable();
    persistence.rows.set('job!a', () => ({ id: 'a' }));
    persistence.rows.set('note', () => 'words');
    const unsaved = await persistence.save();
    expect(unsaved).toMatchObject({ jobs: 1, keptIn: expect.stringContaining('rigyd-desk-unsaved-') });
    await persistence.close();
    expect(await readdir(elsewhere())).toHaveLength(1);

    await rm(databaseIn(folder()));
    const next = setUp();
    let taken: StoredState | null = null;
    await next.persistence.open((stored) => void (taken = stored));
    expect(taken).toMatchObject({ unreadable: ['a'] });
    expect(next.posted).toEqual([['unsaved-restored', unsaved?.keptIn]]);
    await next.persistence.rows.flush();
    expect(await readdir(elsewhere())).toEqual([]);
    await next.persistence.close();
    expect(await storedRow('note')).toBe('words');
  });

  it('waits ten seconds for a disk that does not answer, and keeps elsewhere what it has not taken', async () => {
    await mkdir(elsewhere());
    const { clock, persistence } = setUp();
    await persistence.open(nothing);
    persistence.rows.set('job!a', () => ({ id: 'a' }));
    const settle = vi.spyOn(persistence.rows, 'settle').mockReturnValue(new Promise(() => {}));
    const saving = persistence.save();
    await clock.advance(10_000);
    expect(await saving).toMatchObject({
      jobs: 1,
      reason: null,
      keptIn: expect.stringContaining('rigyd-desk-unsaved-'),
    });
    const closing = persistence.close();
    await clock.advance(10_000);
    expect(await closing).toBe(false);
    settle.mockRestore();
    expect(await persistence.close()).toBe(true);
  });

  it('keeps it through a start that cannot open the store either', async () => {
    const { persistence } = await unopenable();
    persistence.rows.set('note', () => 'words');
    await persistence.close();
    const again = setUp();
    await again.persistence.open(nothing);
    expect(again.posted.map(([kind]) => kind)).toEqual(['database-unavailable']);
    await again.persistence.close();
    await rm(databaseIn(folder()));
    const next = setUp();
    await next.persistence.open(nothing);
    await next.persistence.close();
    expect(await storedRow('note')).toBe('words');
  });
});

describe('rows that cannot be serialised', () => {
  it('have a banner until they can be serialised', async () => {
    const { persistence, clock, posted, removed } = setUp();
    await persistence.open(nothing);
    let value = unwritable();
    persistence.rows.set('a', () => value);
    persistence.rows.set('b', () => 'another');
    await persistence.rows.flush();
    expect(posted).toEqual([['rows-refused', '1']]);
    expect(removed).toEqual([]);
    value = 'writable';
    persistence.rows.set('a', () => value);
    await persistence.rows.flush();
    expect(removed).toEqual(['rows-refused']);
    expect(clock.waiting()).toEqual([2_000]);
    await persistence.close();
    expect(await storedRow('a')).toBe('writable');
    expect(await storedRow('b')).toBe('another');
  });
});

describe.skipIf(noSmallDisk !== null)(`rows on a full disk (${noSmallDisk ?? 'mounted'})`, () => {
  it('have a banner until they are written, without a request, when there is room', async () => {
    const disk = SmallDisk.mount(folder(), 2 * 1024 * 1024);
    try {
      const { persistence, clock, posted, removed } = setUp();
      await persistence.open(nothing);
      disk.fill();
      for (let row = 0; row < 40; row += 1) persistence.rows.set(`row ${row}`, () => 'x'.repeat(300));
      expect(await persistence.rows.flush()).toMatchObject({ failure: { code: 'not-saved' } });
      expect(posted).toEqual([['write-failed', expect.stringContaining('No space left')]]);
      disk.makeRoom();
      await clock.advance(5_000);
      expect(await persistence.rows.flush()).toMatchObject({ ok: true });
      expect(removed).toEqual(['write-failed']);
      await persistence.close();
      expect(await storedRow('row 39')).toBe('x'.repeat(300));
    } finally {
      disk.unmount();
    }
  });
});

it('what counts jobs and batches is written behind them: a large write may end in the midst', async () => {
  const { persistence } = setUp();
  await persistence.open(() => {});
  const written: string[] = [];
  const keys = [listKey, batchKey('b1'), jobKey('a'), batchListKey, jobKey('b')];
  for (const key of keys) persistence.rows.set(key, () => ({ toJSON: () => written.push(key) }));
  await persistence.rows.flush();
  await persistence.close();
  expect(written).toEqual([jobKey('a'), jobKey('b'), batchKey('b1'), listKey, batchListKey]);
});
