import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { useTemporaryFolder } from '../downloads/testing/temporary-folder.ts';
import { fileOfKind, writeTableAndLog } from '../testing/database-files.ts';
import { databaseIn, idsOf, openOnce, rowsOf, whole, writeBackupOf } from '../testing/store-files.ts';
import { startStoreProcess } from '../testing/store-process.ts';

const folder = useTemporaryFolder();
/** Milliseconds. Starting processes takes its time on a busy machine. */
const timeout = 30_000;

/** Fills the first block of a table, so that it is stored as it is. */
const incompressible = Array.from({ length: 100 }, (_, index) =>
  createHash('sha256').update(String(index)).digest('base64'),
).join('');

describe('a process that is killed', () => {
  it('leaves every job on disk that it has acknowledged', { timeout }, async () => {
    const acknowledged = await startStoreProcess(folder()).killAfter(25);
    expect(acknowledged.length).toBeGreaterThanOrEqual(25);
    const store = await openOnce(folder());
    expect(idsOf(store)).toEqual(expect.arrayContaining(acknowledged));
    expect(store).toMatchObject(whole);
  });
});

describe('a database that ends whoever opens it', () => {
  it(
    'is tried twice and read by another process, and then moved aside; the list comes back from the backup',
    { timeout },
    async () => {
      await writeTableAndLog(
        databaseIn(folder()),
        rowsOf(['a', 'b']).set('app!', incompressible),
        new Map([['b', 1]]),
      );
      await writeBackupOf(folder(), ['a', 'b']);
      // A table begins with how much of its first key is shared with the key before (nothing) and how long the rest is. No
      // key is as short as this, and LevelDB's assertion of that ends the process.
      const table = await fileOfKind(databaseIn(folder()), '.ldb');
      const bytes = await readFile(table);
      bytes[1] = 4;
      await writeFile(table, bytes);

      for (let start = 0; start < 2; start += 1)
        expect(await startStoreProcess(folder()).ended()).toBe('SIGABRT');
      const store = await openOnce(folder());
      expect(store.banners).toMatchObject([{ kind: 'database-damaged' }]);
      expect(idsOf(store)).toEqual(['a', 'b']);
      expect(await openOnce(folder())).toMatchObject(whole);
    },
  );
});
