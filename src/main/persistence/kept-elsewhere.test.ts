import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ClassicLevel } from 'classic-level';
import { describe, expect, it, vi } from 'vitest';
import { failed } from '../../shared/errors.ts';
import { useTemporaryFolder } from '../downloads/testing/temporary-folder.ts';
import { openOrThrow } from '../testing/database-files.ts';
import { databaseIn, openOnce } from '../testing/store-files.ts';
import { virtualClock } from '../testing/virtual-clock.ts';
import { Persistence } from './persistence.ts';
import { generationKey, unsavedTakenKey } from '../store/unsaved-rows.ts';

const folder = useTemporaryFolder();
const elsewhere = (): string => join(folder(), 'elsewhere');
const storedRow = async (key: string): Promise<unknown> => (await openOnce(folder())).rows.get(key);
const nothing = (): void => {};

function start() {
  const posted: [string, string | null][] = [];
  const persistence = new Persistence({
    folder: folder(),
    unsavedFolders: [elsewhere()],
    clock: virtualClock(),
    backup: () => ({ revision: 1, settings: null, batches: [], jobs: [] }),
    postBanner: ({ kind, detail }) => posted.push([kind, detail]),
    removeBanner: () => undefined,
  });
  return { persistence, posted };
}

describe('changes that were kept elsewhere', () => {
  /** A run during which the database cannot be opened, and which ends with a note unsaved. */
  async function runUnsaved(note: string, long: readonly string[] = []): Promise<void> {
    await rename(databaseIn(folder()), join(folder(), 'database away'));
    await writeFile(databaseIn(folder()), 'no folder');
    const { persistence } = start();
    await persistence.open(nothing);
    persistence.rows.set('note', () => note);
    for (const [index, text] of long.entries()) persistence.rows.set(`long ${index}`, () => text);
    await persistence.close();
    await rm(databaseIn(folder()));
    await rename(join(folder(), 'database away'), databaseIn(folder()));
  }

  async function runSaved(note: string): Promise<ReturnType<typeof start>> {
    const run = start();
    await run.persistence.open(nothing);
    run.persistence.rows.set('note', () => note);
    await run.persistence.close();
    return run;
  }

  const moved = (): string => join(folder(), 'disk away');

  it('do not replace newer ones where their disk was away at a start; they stay in a file that is named', async () => {
    await mkdir(elsewhere());
    await runSaved('first');
    await runUnsaved('kept');
    await rename(elsewhere(), moved());
    await runSaved('weeks of notes');
    await rename(moved(), elsewhere());
    const back = start();
    await back.persistence.open(nothing);
    back.persistence.rows.set('another', () => 1);
    await back.persistence.close();
    expect(await storedRow('note')).toBe('weeks of notes');
    const [file = ''] = await readdir(elsewhere());
    expect(back.posted).toEqual([['unsaved-outdated', join(elsewhere(), file)]]);
    expect(await readFile(join(elsewhere(), file), 'utf8')).toContain('"otherChanges": {"note":"kept"}');
    const again = await runSaved('later');
    expect(again.posted).toEqual([]);
    expect(await readdir(elsewhere())).toEqual([file]);
  });

  it('are taken in where the app has run since and could not write either', async () => {
    await mkdir(elsewhere());
    await runSaved('first');
    await runUnsaved('kept');
    await rename(elsewhere(), moved());
    await mkdir(elsewhere());
    await runUnsaved('kept later');
    expect(await readdir(elsewhere())).toHaveLength(1);
    const { posted } = await runSaved('another');
    expect(posted).toMatchObject([['unsaved-restored', expect.any(String)]]);
  });

  it('do not replace what was saved later in the same run', async () => {
    await mkdir(elsewhere());
    await runSaved('first');
    const { persistence } = start();
    await persistence.open(nothing);
    await persistence.rows.flush();
    // The person stays; meanwhile the disk of the other folder is away, so that the file cannot be removed.
    const broken = vi
      .spyOn(persistence.rows, 'settle')
      .mockResolvedValue(failed('not-saved', 'No space left'));
    persistence.rows.set('note', () => 'kept');
    expect(await persistence.save()).toMatchObject({ keptIn: expect.stringContaining(elsewhere()) });
    broken.mockRestore();
    await rename(elsewhere(), moved());
    persistence.rows.set('note', () => 'newer');
    await persistence.close();
    await rename(moved(), elsewhere());
    await runSaved('newest');
    expect(await storedRow('note')).toBe('newest');
    expect(await readdir(elsewhere())).toMatchObject([expect.stringContaining('older-changes')]);
  });

  it('count as taken in only once all of them are on disk', async () => {
    await mkdir(elsewhere());
    await runSaved('first');
    const before = await storedRow(generationKey);
    await runUnsaved(
      'kept',
      Array.from({ length: 6 }, (_, index) => `${index}`.repeat(1_000_000)),
    );
    const { persistence } = start();
    await persistence.open(nothing);
    const disk = failAfterFirstBatch();
    expect(await persistence.rows.flush()).toMatchObject({ ok: false });
    // The process is killed here.
    await cp(databaseIn(folder()), join(folder(), 'killed'), { recursive: true });
    disk.mockRestore();
    const { rows, database } = await openOrThrow(join(folder(), 'killed'));
    await database.close();
    expect([rows.has('long 0'), rows.has('long 5')]).toEqual([true, false]);
    expect(rows.get(generationKey)).toBe(before);
    expect(rows.has(unsavedTakenKey)).toBe(false);
    await persistence.close();
    expect(await storedRow('long 5')).toHaveLength(1_000_000);
  });
});

/** LevelDB takes one batch, and no other. */
function failAfterFirstBatch() {
  let batches = 0;
  const { batch } = ClassicLevel.prototype;
  return vi.spyOn(ClassicLevel.prototype, 'batch').mockImplementation(function (this: ClassicLevel) {
    batches += 1;
    if (batches > 1) throw new Error('No space left');
    return batch.call(this) as never;
  });
}
