import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { failed } from '../../shared/errors.ts';
import { useTemporaryFolder } from '../results/testing/temporary-folder.ts';
import { databaseIn, openOnce } from '../testing/store-files.ts';
import { virtualClock } from '../testing/virtual-clock.ts';
import { Persistence } from './persistence.ts';

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
    postNotice: ({ kind, detail }) => posted.push([kind, detail]),
    removeNotice: () => undefined,
  });
  return { persistence, posted };
}

describe('changes that were kept elsewhere', () => {
  /** A run during which the database cannot be opened, and which ends with a note unsaved. */
  async function runUnsaved(note: string): Promise<void> {
    await rename(databaseIn(folder()), join(folder(), 'database away'));
    await writeFile(databaseIn(folder()), 'no folder');
    const { persistence } = start();
    await persistence.open(nothing);
    persistence.rows.set('note', () => note);
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
      .spyOn(persistence.rows, 'flush')
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
});
