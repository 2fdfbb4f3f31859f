import { cp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ClassicLevel } from 'classic-level';
import { describe, expect, it } from 'vitest';
import { dismissedKey } from '../account/dismissed-jobs.ts';
import { useTemporaryFolder } from '../downloads/testing/temporary-folder.ts';
import { cutOff, fileOfKind, flipByte, writeTableAndLog } from '../testing/database-files.ts';
import {
  asked,
  databaseIn,
  idsOf,
  openedAt,
  openOnce,
  restored,
  rowsOf,
  storedBatch,
  storedSettings,
  whole,
  writeBackupOf,
  writeRows,
} from '../testing/store-files.ts';
import { jobKey, listKey } from '../jobs/row-keys.ts';
import { backupPath } from './open-store.ts';
import { settingsKey } from '../settings/preferences.ts';

const folder = useTemporaryFolder();

describe('a store that lost jobs', () => {
  it('has them back from the backup, says so once, and is whole from then on', async () => {
    await writeRows(folder(), rowsOf(['a', 'b', 'c'], 3));
    await writeRows(folder(), new Map([[jobKey('b'), undefined]]));
    await writeBackupOf(folder(), ['a', 'b', 'c'], 3);
    const store = await openOnce(folder());
    expect(store.records).toEqual([asked('a', 1), asked('c', 3), restored('b', 2)]);
    expect(store.banners).toEqual([{ kind: 'jobs-restored', detail: '1' }]);
    expect(store.revision).toBe(4);
    expect(await openOnce(folder())).toMatchObject({
      ...whole,
      revision: 4,
      records: [asked('a', 1), restored('b', 2), asked('c', 3)],
    });
  });

  it('which were written last, together with their count, has them back as well', async () => {
    await writeRows(folder(), rowsOf(['a'], 1));
    await writeRows(folder(), rowsOf(['a', 'b'], 2));
    await writeBackupOf(folder(), ['a', 'b'], 2);
    await cutOff(await fileOfKind(databaseIn(folder()), '.log'), 0.9);
    const store = await openOnce(folder());
    expect(store.records).toEqual([asked('a', 1), restored('b', 2)]);
    expect(store.banners).toEqual([{ kind: 'jobs-restored', detail: '1' }]);
    expect(await openOnce(folder())).toMatchObject({ ...whole, revision: 3 });
  });

  it('with its whole database begins a new one from the backup, settings as well', async () => {
    await writeBackupOf(folder(), ['a', 'b'], 2);
    const store = await openOnce(folder());
    expect(store.banners).toEqual([{ kind: 'jobs-restored', detail: '2' }]);
    expect(store.rows.get(settingsKey)).toEqual(storedSettings);
    const again = await openOnce(folder());
    expect(again).toMatchObject({ ...whole, records: [restored('a', 1), restored('b', 2)] });
    expect(again.rows.get(settingsKey)).toEqual(storedSettings);
    expect(again.rows.get('batch!b1')).toEqual(storedBatch);
  });

  it('keeps its batches where it still has some', async () => {
    const renamed = { ...storedBatch, name: 'For the fair' };
    await writeRows(folder(), rowsOf([], 0).set('batch!b1', renamed));
    await writeBackupOf(folder(), ['a', 'b'], 2);
    expect((await openOnce(folder())).rows.get('batch!b1')).toEqual(renamed);
  });

  it('keeps its settings where it still has some', async () => {
    await writeRows(folder(), rowsOf([], 0).set(settingsKey, { ...storedSettings, theme: 'light' }));
    await writeBackupOf(folder(), ['a'], 1);
    expect((await openOnce(folder())).rows.get(settingsKey)).toMatchObject({ theme: 'light' });
  });

  it('and with them its batches says the jobs alone', async () => {
    await writeBackupOf(folder(), ['a'], 1);
    expect((await openOnce(folder())).banners).toEqual([{ kind: 'jobs-restored', detail: '1' }]);
  });

  it('and has no backup goes on with what it has, and is whole from then on', async () => {
    await writeRows(folder(), rowsOf(['a'], 1).set(listKey, { count: 2, revision: 2 }));
    expect(await openOnce(folder())).toMatchObject({ records: [asked('a', 1)], banners: [] });
    expect(await openOnce(folder())).toMatchObject({ ...whole, revision: 3 });
  });
});

describe('jobs that were removed after the backup was written', () => {
  const removed = rowsOf(['a'], 3).set(dismissedKey, ['b']);

  it('stay removed where the app was killed in the midst of a later large write', async () => {
    await writeBackupOf(folder(), ['a', 'b'], 2);
    await writeRows(folder(), removed);
    await writeRows(folder(), new Map([[jobKey('c'), asked('c', 2)]]));
    expect(await openOnce(folder())).toMatchObject({
      records: [asked('a', 1), asked('c', 2)],
      banners: [],
    });
    expect(await openOnce(folder())).toMatchObject(whole);
  });

  it('and given again come back where the database lost what was written last', async () => {
    await writeRows(folder(), removed);
    await writeBackupOf(folder(), ['a', 'b'], 4);
    expect(await openOnce(folder())).toMatchObject({ records: [asked('a', 1), restored('b', 2)] });
  });
});

describe('a store that lost batches alone', () => {
  it('has them back from the backup, says so once, and is whole from then on', async () => {
    await writeRows(folder(), rowsOf(['a'], 1));
    await writeRows(folder(), new Map([['batch!b1', undefined]]));
    await writeBackupOf(folder(), ['a'], 1);
    const store = await openOnce(folder());
    expect(store).toMatchObject({ records: [asked('a', 1)], revision: 1 });
    expect(store.rows.get('batch!b1')).toEqual(storedBatch);
    expect(store.banners).toEqual([{ kind: 'batches-restored', detail: '1' }]);
    const again = await openOnce(folder());
    expect(again).toMatchObject(whole);
    expect(again.rows.get('batch!b1')).toEqual(storedBatch);
  });
});

describe('a store with a damaged database', () => {
  it('begins a new one with what could be read and the rest of the backup, and says where the old one is', async () => {
    const names = Array.from({ length: 40 }, (_, index) => `job${String(index).padStart(21, '0')}`);
    await writeTableAndLog(databaseIn(folder()), rowsOf(names), new Map());
    await writeBackupOf(folder(), names);
    await cutOff(await fileOfKind(databaseIn(folder()), '.ldb'), 0.5);
    const store = await openOnce(folder());
    expect(idsOf(store)).toEqual(names);
    const [banner] = store.banners;
    expect(banner?.kind).toBe('database-damaged');
    expect(await readdir(banner?.detail ?? '')).toContain('CURRENT');
    const again = await openOnce(folder());
    expect(again).toMatchObject(whole);
    expect(idsOf(again)).toEqual(names);
    expect(again.rows.get(settingsKey)).toEqual(storedSettings);
  });

  it('takes over every row that could be read, of whatever kind', async () => {
    await writeTableAndLog(
      databaseIn(folder()),
      rowsOf(['a', 'b']),
      new Map([['app!of another kind', 'kept']]),
    );
    await flipByte(await fileOfKind(databaseIn(folder()), '.ldb'), 0.9999);
    expect((await openOnce(folder())).banners).toMatchObject([{ kind: 'database-damaged' }]);
    expect((await openOnce(folder())).rows.get('app!of another kind')).toBe('kept');
  });

  it('has a job back whose row has changed, though no backup knows it', async () => {
    await writeRows(folder(), rowsOf(['a', 'b'], 2));
    const level = new ClassicLevel(databaseIn(folder()));
    await level.put(jobKey('b'), 'damaged');
    await level.put(jobKey('bogus'), 'damaged');
    await level.close();
    const store = await openOnce(folder());
    expect(store.records).toEqual([
      asked('a', 1),
      { ...restored('b', 2), source: null, addedAt: openedAt, broughtBack: false },
    ]);
    expect(store.banners).toMatchObject([{ kind: 'database-damaged' }]);
    const again = await openOnce(folder());
    expect(again).toMatchObject(whole);
    expect(idsOf(again)).toEqual(['a', 'b']);
  });

  it.each(['.ldb', '.log', 'MANIFEST', 'CURRENT'])(
    'loses no job and invents none, whichever byte of %s has changed',
    async (kind) => {
      const names = ['chair', 'lamp', 'table'];
      await writeTableAndLog(databaseIn(folder()), rowsOf(names.slice(0, 2)), rowsOf(names));
      await writeBackupOf(folder(), names);
      for (const part of [0, 0.4, 0.8]) {
        const copy = join(folder(), `${kind} ${part}`);
        await cp(databaseIn(folder()), databaseIn(copy), { recursive: true });
        await cp(backupPath(folder()), backupPath(copy));
        await flipByte(await fileOfKind(databaseIn(copy), kind), part);
        expect(idsOf(await openOnce(copy)), `at ${part}`).toEqual(names);
        const again = await openOnce(copy);
        expect(idsOf(again), `at ${part}, the second time`).toEqual(names);
        expect(again).toMatchObject(whole);
      }
    },
  );
});
