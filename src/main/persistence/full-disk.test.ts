import { cp, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { useTemporaryFolder } from '../downloads/testing/temporary-folder.ts';
import { fileOfKind, openOrThrow, withDatabase } from '../testing/database-files.ts';
import { runReader } from '../testing/reader-process.ts';
import { noSmallDisk, SmallDisk } from '../testing/small-disk.ts';
import { openDatabase, type Database } from '../store/database.ts';

const temporary = useTemporaryFolder();
const folder = (): string => join(disk.folder, 'jobs');
const many = new Map(Array.from({ length: 40 }, (_, index) => [`job!${index}`, 'x'.repeat(300)]));
let disk: SmallDisk;

/** The keys that a process finds which starts after this one was killed now. */
async function keysAfterKill(): Promise<string[]> {
  const killed = join(temporary(), `killed ${Math.random()}`);
  await cp(folder(), killed, { recursive: true });
  const { rows, database } = await openOrThrow(killed);
  await database.close();
  return [...rows.keys()];
}

describe.skipIf(noSmallDisk !== null)(`a database on a full disk (${noSmallDisk ?? 'mounted'})`, () => {
  beforeEach(() => {
    disk = SmallDisk.mount(join(temporary(), 'disk'), 2 * 1024 * 1024);
  });
  afterEach(() => disk.unmount());

  const fillAndFail = async (database: Database): Promise<void> => {
    await database.write(new Map([['before', 1]]));
    disk.fill();
    await expect(database.write(many)).rejects.toThrow('No space left');
  };

  it('loses nothing that it acknowledges after there is room again', async () => {
    await withDatabase(folder(), async (database) => {
      await fillAndFail(database);
      disk.makeRoom();
      await database.write(new Map([['after', 2]]));
      expect(await keysAfterKill()).toEqual(['after', 'before']);
      await database.write(many);
      expect((await keysAfterKill()).length).toBe(many.size + 2);
    });
  });

  it('acknowledges nothing as long as there is none, and keeps what was there', async () => {
    await withDatabase(folder(), async (database) => {
      await fillAndFail(database);
      for (let attempt = 0; attempt < 3; attempt += 1)
        await expect(database.write(new Map([['late', 1]]))).rejects.toThrow();
      disk.makeRoom();
      expect(await keysAfterKill()).toEqual(['before']);
      await database.write(new Map([['late', 1]]));
      expect(await keysAfterKill()).toEqual(['before', 'late']);
    });
  });

  it('that turned read-only is written again when it is not any more', async () => {
    await withDatabase(folder(), async (database) => {
      await fillAndFail(database);
      disk.makeRoom();
      disk.setReadOnly(true);
      await expect(database.write(new Map([['late', 1]]))).rejects.toThrow();
      disk.setReadOnly(false);
      await database.write(new Map([['late', 1]]));
      expect(await keysAfterKill()).toEqual(['before', 'late']);
    });
  });

  it('that was killed twice while it opened is not moved aside, though there is no room for a copy to try', async () => {
    await withDatabase(folder(), async (database) => void (await database.write(many)));
    await writeFile(`${folder()}.opening`, '..');
    disk.fill();
    const outcome = await openDatabase(folder(), () => 0, { runReader });
    expect(outcome).toMatchObject({ ok: false, failure: { code: 'storage' } });
    disk.makeRoom();
    expect(await readdir(disk.folder)).toEqual(['jobs']);
    const opened = await openOrThrow(folder());
    expect(opened).toMatchObject({ rows: many, movedAside: null });
    await opened.database.close();
  });

  it('is back in its place where it is damaged and no new one can be created', async () => {
    await withDatabase(folder(), async (database) => void (await database.write(many)));
    await rm(await fileOfKind(folder(), 'CURRENT'));
    const names = (await readdir(folder())).sort();
    disk.fill();
    expect(await openDatabase(folder(), () => 0)).toMatchObject({ ok: false, failure: { code: 'storage' } });
    disk.makeRoom();
    expect(await readdir(disk.folder)).toEqual(['jobs']);
    expect((await readdir(folder())).sort()).toEqual(expect.arrayContaining(names));
    const opened = await openOrThrow(folder());
    expect(opened.movedAside).not.toBeNull();
    await opened.database.close();
  });

  it('can be closed, and opened by the next start', async () => {
    await withDatabase(folder(), fillAndFail);
    disk.makeRoom();
    await withDatabase(folder(), async (database) => void (await database.write(new Map([['next', 1]]))));
    expect(await keysAfterKill()).toEqual(['before', 'next']);
  });
});
