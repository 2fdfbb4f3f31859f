import { expect, it } from 'vitest';
import { batchKey, batchListKey } from '../batches/batch-record.ts';
import { useTemporaryFolder } from '../downloads/testing/temporary-folder.ts';
import { virtualClock } from '../testing/virtual-clock.ts';
import { Persistence } from '../persistence/persistence.ts';
import { jobKey, listKey } from './row-keys.ts';

const folder = useTemporaryFolder();

it('what counts jobs and batches is written behind them: a large write may end in the midst', async () => {
  const persistence = new Persistence({
    folder: folder(),
    clock: virtualClock(),
    backup: () => ({ revision: 1, settings: null, batches: [], jobs: [] }),
    postBanner: () => {},
    removeBanner: () => {},
  });
  await persistence.open(() => {});
  const written: string[] = [];
  const keys = [listKey, batchKey('b1'), jobKey('a'), batchListKey, jobKey('b')];
  for (const key of keys) persistence.rows.set(key, () => ({ toJSON: () => written.push(key) }));
  await persistence.rows.flush();
  await persistence.close();
  expect(written).toEqual([jobKey('a'), jobKey('b'), batchKey('b1'), listKey, batchListKey]);
});
