import { describe, expect, it } from 'vitest';
import { useTemporaryFolder } from '../downloads/testing/temporary-folder.ts';
import {
  asked,
  openOnce,
  rowsOf,
  storedBatch,
  whole,
  writeBackupOf,
  writeRows,
} from '../testing/store-files.ts';
import { useMachine } from '../testing/core-harness.ts';
import { backedUpJob, replaceBackup, sealBackup } from './watch-list-backup.ts';
import { backupPath } from './open-store.ts';
import { jobKey } from '../store/row-keys.ts';
import { batchKey } from '../batches/batch-record.ts';

const folder = useTemporaryFolder();
const machine = useMachine();
const jobIn = (id: string, ...batches: string[]) => ({ ...asked(id, 1), batches });

describe('jobs of a batch that was never written, as the app was killed while they were added', () => {
  it('are in no batch but those that are there, and nothing is left to mend at the next start', async () => {
    const rows = rowsOf(['a', 'b'])
      .set(jobKey('a'), jobIn('a', 'unwritten'))
      .set(jobKey('b'), jobIn('b', 'unwritten', storedBatch.id));
    await writeRows(folder(), rows);
    const store = await openOnce(folder());
    expect(store.banners).toEqual([]);
    expect(store.records).toEqual([jobIn('a'), jobIn('b', storedBatch.id)]);
    expect(await openOnce(folder())).toMatchObject({ ...whole, records: store.records });
  });

  it('come into one batch when they are given again', async () => {
    const { start, storeFolder } = machine();
    const ids = Array.from({ length: 1_200 }, (_, index) => `job${String(index).padStart(21, '0')}`);
    const core = await start();
    const adding = core.addJobs(ids.join('\n'), 'jobs.txt').catch(() => 'ended');
    while (core.jobs.size === 0) await new Promise(setImmediate);
    expect(core.jobs.size).toBeLessThan(ids.length);
    await core.close();
    expect(await adding).toBe('ended');
    const after = await start({ storeFolder });
    expect(after.jobs.size).toBeGreaterThan(0);
    expect([...after.jobs.all()].every(({ record }) => record.batches.length === 0)).toBe(true);
    const { batch } = await after.addJobs(ids.join('\n'), 'jobs.txt');
    expect([...after.jobs.all()].map(({ record }) => record.batches)).toEqual(ids.map(() => [batch?.id]));
  });

  it('are so, too, where they come back from the backup', async () => {
    await writeRows(folder(), rowsOf(['a'], 1));
    await replaceBackup(
      backupPath(folder()),
      sealBackup({
        revision: 5,
        settings: null,
        batches: [storedBatch],
        batchRevision: 1,
        jobs: ['a', 'b'].map((id) => backedUpJob(jobIn(id, 'unwritten', storedBatch.id))),
      }),
    );
    const { records } = await openOnce(folder());
    expect(records.map(({ id, batches }) => [id, batches])).toEqual([
      ['a', []],
      ['b', [storedBatch.id]],
    ]);
    expect(await openOnce(folder())).toMatchObject({ ...whole, records });
  });
});

describe('jobs of a batch that is there', () => {
  it('stay in one that only a later version of the app can read', async () => {
    const rows = rowsOf(['a']).set(batchKey('strange'), { madeBy: 'a later version' });
    await writeRows(folder(), rows.set(jobKey('a'), jobIn('a', 'strange')));
    expect((await openOnce(folder())).records).toEqual([jobIn('a', 'strange')]);
  });

  it('stay in one that the database lost and the backup has', async () => {
    const rows = rowsOf(['a']).set(jobKey('a'), jobIn('a', storedBatch.id));
    rows.delete(batchKey(storedBatch.id));
    await writeRows(folder(), rows);
    await writeBackupOf(folder(), ['a'], 1);
    expect((await openOnce(folder())).records).toEqual([jobIn('a', storedBatch.id)]);
  });
});
