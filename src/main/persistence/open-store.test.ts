import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ClassicLevel } from 'classic-level';
import { cleanJson } from '../../shared/job/clean-json.ts';
import { useTemporaryFolder } from '../downloads/testing/temporary-folder.ts';
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
import type { WatchedJobRecord } from '../jobs/job-record.ts';
import { newWatchedJob } from '../jobs/watched-job.ts';
import example from '../../simulator/seed-example.json' with { type: 'json' };
import { answered } from '../testing/answered-job.ts';
import { openOrThrow } from '../testing/database-files.ts';
import { jobKey, listKey } from '../jobs/row-keys.ts';
import { backupPath, openStore } from './open-store.ts';
import { settingsKey } from '../settings/preferences.ts';

const folder = useTemporaryFolder();

describe('a store', () => {
  it('begins empty, in a folder that it makes, and says nothing of it', async () => {
    const store = await openOnce(join(folder(), 'new'));
    expect(store).toMatchObject({ ...whole, records: [], revision: 0, rows: new Map() });
    expect(store.database).not.toBeNull();
  });

  it('gives back what the last run left', async () => {
    await writeRows(folder(), rowsOf(['a', 'b'], 12));
    await writeBackupOf(folder(), ['a', 'b'], 12);
    const store = await openOnce(folder());
    expect(store).toMatchObject({ ...whole, records: [asked('a', 1), asked('b', 2)], revision: 12 });
    expect(store.rows.get(settingsKey)).toEqual(storedSettings);
  });

  it.each([
    ['that is older', () => writeBackupOf(folder(), ['a', 'removed'], 2)],
    ['that cannot be trusted', () => writeFile(backupPath(folder()), 'nonsense')],
  ])('believes the database rather than a backup %s', async (_what, write) => {
    await writeRows(folder(), rowsOf(['a', 'b'], 3));
    await write();
    expect(await openOnce(folder())).toMatchObject({ ...whole, records: [asked('a', 1), asked('b', 2)] });
  });
});

describe('a store with jobs that are over', () => {
  const over = (id: string, order: number): WatchedJobRecord =>
    answered(newWatchedJob(id, order, null, 1), { ...example.data, id, status: 'completed' }, 5).record;
  const rows = (): Map<string, unknown> =>
    rowsOf(['a', 'b', 'c'], 3)
      .set(jobKey('b'), over('b', 2))
      .set(jobKey('c'), { ...over('c', 3), addedLater: 'é' });

  it('keeps them packed, each in its row as it is, and shows each job once while it is read', async () => {
    await writeRows(folder(), rows());
    const seen: string[] = [];
    const store = await openStore(folder(), () => openedAt, { onJob: ({ record }) => seen.push(record.id) });
    await store.database?.close();
    expect(Array.from(store.jobs.unpacked(), ({ record }) => record.id)).toEqual(['a']);
    expect(seen).toEqual(['a', 'b', 'c']);
    expect(Array.from(store.jobs.all(), ({ record }) => record)).toEqual(
      ['a', 'b', 'c'].map((id) => rows().get(jobKey(id))),
    );
    expect(store.repairs).toEqual(new Map());
  });

  it('believes a job’s own row rather than one under another name, and counts both', async () => {
    const strays = new Map(
      [
        ['a0', 'b'],
        ['z', 'c'],
      ].map(([key = '', id = '']) => [jobKey(key), over(id, 9)] as const),
    );
    await writeRows(folder(), new Map([...rows(), ...strays, [listKey, { count: 5, revision: 3 }]]));
    const store = await openOnce(folder());
    expect(store).toMatchObject(whole);
    expect(new Map(store.records.map((record) => [jobKey(record.id), record]))).toEqual(
      new Map(['a', 'b', 'c'].map((id) => [jobKey(id), rows().get(jobKey(id))])),
    );
  });

  it('shows those that come back from the backup as well, without a batch that is gone', async () => {
    await writeRows(folder(), new Map([...rows(), [jobKey('c'), undefined]]));
    await writeRows(folder(), new Map([[jobKey('b'), { ...over('b', 2), batches: ['gone'] }]]));
    await writeBackupOf(folder(), ['a', 'b', 'c'], 3);
    const seen = new Map<string, WatchedJobRecord>();
    const store = await openStore(folder(), () => openedAt, {
      onJob: ({ record }) => seen.set(record.id, record),
    });
    await store.database?.close();
    expect([...seen.keys()]).toEqual(['a', 'b', 'c']);
    expect(seen.get('b')).toEqual(over('b', 2));
    expect(store.jobs.get('b')?.record).toEqual(over('b', 2));
    expect(store.repairs.get(jobKey('b'))).toEqual(over('b', 2));
  });

  it('writes every row as it was where the database is begun anew, also what this version does not know', async () => {
    const old = { ...over('d', 4), form: undefined, addedBySomeVersion: [1] };
    const all = rows()
      .set(jobKey('d'), JSON.parse(JSON.stringify(old)))
      .set(listKey, { count: 4, revision: 4 });
    await writeRows(folder(), all);
    const level = new ClassicLevel(databaseIn(folder()));
    await level.put('app!other', 'damaged');
    await level.close();
    expect((await openOnce(folder())).banners).toMatchObject([{ kind: 'database-damaged' }]);
    const { database, rows: written } = await openOrThrow(databaseIn(folder()));
    await database.close();
    for (const id of ['a', 'b', 'c', 'd']) expect(written.get(jobKey(id))).toEqual(all.get(jobKey(id)));
  });
});

describe('a store with rows of an earlier version', () => {
  const old = (id: string, order: number): unknown => ({ ...asked(id, order), form: undefined });
  const rows = (): Map<string, unknown> =>
    rowsOf(['a', 'b', 'c', 'd'], 4).set(jobKey('a'), old('a', 4)).set(jobKey('b'), old('b', 1));

  it('names those to be written anew, neighbours in the list together, the list before them', async () => {
    await writeRows(folder(), rows());
    const store = await openOnce(folder());
    expect(store).toMatchObject(whole);
    expect(store.outdated).toEqual([listKey, jobKey('b'), jobKey('a')]);
  });

  it('opens whole where the app ended while it wrote them, and names those that are left', async () => {
    await writeRows(folder(), rows());
    const list = { count: 4, revision: 4, newest: ['d', 'a', 'c', 'b'] };
    await writeRows(
      folder(),
      new Map<string, unknown>([
        [listKey, list],
        [jobKey('b'), asked('b', 1)],
      ]),
    );
    const store = await openOnce(folder());
    expect(store).toMatchObject(whole);
    expect(idsOf(store)).toEqual(['a', 'b', 'c', 'd']);
    expect(store.outdated).toEqual([jobKey('a')]);
  });

  it('leaves what a later version wrote as it is', async () => {
    await writeRows(folder(), rows());
    await writeRows(
      folder(),
      new Map(
        [['a', 1] as const, ['b', 2] as const].map(([id, order]) => [
          jobKey(id),
          { ...asked(id, order), form: 99 },
        ]),
      ),
    );
    expect((await openOnce(folder())).outdated).toEqual([listKey]);
  });

  it('leaves rows under another name, and the list that counts them, as they are', async () => {
    const strays = [[jobKey('y'), old('q', 5)] as const, [jobKey('z'), old('a', 4)] as const];
    await writeRows(folder(), new Map([...rows(), ...strays, [listKey, { count: 6, revision: 4 }]]));
    const store = await openOnce(folder());
    expect(store).toMatchObject(whole);
    expect(store.outdated).toEqual([jobKey('b'), jobKey('a')]);
  });

  it('knows of an answer in them whether it has to be read again at the next start', async () => {
    const answer = { ...example.data, id: 'a', status: 'completed' };
    const { record } = answered(newWatchedJob('a', 4, null, 1), answer, 5);
    expect(record.plain).toBe(true);
    await writeRows(folder(), rows().set(jobKey('a'), { ...record, form: undefined, plain: undefined }));
    expect((await openOnce(folder())).jobs.get('a')?.record).toEqual(record);
  });
});

describe('a store with jobs that cannot be read', () => {
  const strange = { id: 'c', madeBy: 'a later version' };
  const rows = (): Map<string, unknown> => rowsOf(['a', 'b', 'c'], 3).set(jobKey('c'), strange);

  it('leaves their rows as they are, and restores nothing, however often it is opened', async () => {
    await writeRows(folder(), rows());
    await writeBackupOf(folder(), ['a', 'b', 'c'], 3);
    for (let start = 0; start < 2; start += 1) {
      const store = await openOnce(folder());
      expect(store).toMatchObject({ ...whole, unreadable: ['c'] });
      expect(idsOf(store)).toEqual(['a', 'b']);
      expect(store.rows.get(jobKey('c'))).toEqual(strange);
    }
  });

  it('leaves them as they are also while it restores others', async () => {
    await writeRows(folder(), rows());
    await writeRows(folder(), new Map([[jobKey('b'), undefined]]));
    await writeBackupOf(folder(), ['a', 'b', 'c'], 3);
    expect(idsOf(await openOnce(folder()))).toEqual(['a', 'b']);
    const again = await openOnce(folder());
    expect(again).toMatchObject({ ...whole, unreadable: ['c'] });
    expect(again.rows.get(jobKey('c'))).toEqual(strange);
  });
});

describe('a store with jobs whose ID no job can have', () => {
  /** Two of them have the same row on disk. */
  const impossible = ['\ud810abc', '\ud811abc', 'a\u0000b'];
  const banners = [{ kind: 'jobs-impossible', detail: '2' }];

  it.each([
    ['counted as rows', 4],
    ['counted as jobs', 5],
  ])('goes on without them, and says how many, once: %s', async (_how, count) => {
    await writeRows(folder(), rowsOf(['a', ...impossible, 'b'], 7).set(listKey, { count, revision: 7 }));
    await writeBackupOf(folder(), ['a', ...impossible, 'b'], 7);
    const store = await openOnce(folder());
    expect(store).toMatchObject({ unreadable: [], banners });
    expect(idsOf(store)).toEqual(['a', 'b']);
    expect(idsOf(await openOnce(folder()))).toEqual(['a', 'b']);
    expect(await openOnce(folder())).toMatchObject(whole);
  });

  it('brings the others back from a backup that holds them as well', async () => {
    await writeFile(databaseIn(folder()), 'no folder');
    await writeBackupOf(folder(), ['a', ...impossible, 'b'], 7);
    expect(idsOf(await openOnce(folder()))).toEqual(['a', 'b']);
  });
});

describe('a store whose database cannot be opened', () => {
  it('gives the list and the settings of the backup, and says why', async () => {
    await writeFile(databaseIn(folder()), 'no folder');
    await writeBackupOf(folder(), ['a', 'b'], 7);
    const store = await openOnce(folder());
    expect(store).toMatchObject({ database: null, unreadable: [], revision: 7, repairs: new Map() });
    expect(store.records).toEqual([restored('a', 1), restored('b', 2)]);
    expect(store.rows.get(settingsKey)).toEqual(storedSettings);
    expect(store.rows.get('batch!b1')).toEqual(storedBatch);
    expect(store.banners).toMatchObject([{ kind: 'database-unavailable' }]);
    expect(store.banners[0]?.detail).toContain(databaseIn(folder()));
  });

  it('gives nothing where there is no backup either', async () => {
    await writeFile(databaseIn(folder()), 'no folder');
    const store = await openOnce(folder());
    expect(store).toMatchObject({ database: null, records: [], revision: 0, rows: new Map() });
  });

  it('is what it was once that which stood in the way is gone', async () => {
    await writeRows(folder(), rowsOf(['a']));
    await rename(databaseIn(folder()), join(folder(), 'away'));
    await writeFile(databaseIn(folder()), 'no folder');
    expect((await openOnce(folder())).database).toBeNull();
    await rm(databaseIn(folder()));
    await rename(join(folder(), 'away'), databaseIn(folder()));
    expect(await openOnce(folder())).toMatchObject({ ...whole, records: [asked('a', 1)] });
  });
});

const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));

it('heals jobs with times that no date holds and answers too deep to be sent, rather than to fail on them', async () => {
  const beyond = 1e300;
  const poisoned = {
    ...asked('a', 1),
    addedAt: beyond,
    fetchedAt: beyond,
    changedAt: beyond,
    failure: { code: 'offline', text: null, since: beyond, attempts: 1 },
    transitions: [{ status: 'running', at: beyond, after: beyond }],
    observations: [{ kind: 'stage', text: 'a', at: beyond, after: null }],
    raw: { id: 'a', deep: nested(1_000) },
    // As an earlier version wrote it.
    form: undefined,
  };
  await writeRows(folder(), rowsOf(['a', 'b']).set(jobKey('a'), poisoned));
  const store = await openOnce(folder());
  expect(store).toMatchObject({
    ...whole,
    records: [
      {
        ...asked('a', 1),
        addedAt: openedAt,
        fetchedAt: null,
        raw: cleanJson({ id: 'a', deep: nested(1_000) }),
      },
      asked('b', 2),
    ],
  });
});
