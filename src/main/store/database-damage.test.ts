import { copyFile, mkdir, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { contentsOf, useTemporaryFolder } from '../downloads/testing/temporary-folder.ts';
import { cutOff, fileOfKind, flipByte, openOrThrow, writeTableAndLog } from '../testing/database-files.ts';
import { openDatabase } from './database.ts';

const temporary = useTemporaryFolder();
const folder = (): string => join(temporary(), 'jobs');
const now = (): number => Date.UTC(2026, 4, 6, 12);
const aside = (): string => `${folder()}-damaged-2026-05-06T12-00-00-000Z`;

/** Too long to be compressed away, so that a byte is a byte of a row. */
const text = (index: number): string =>
  Array.from({ length: 40 }, (_, at) => (index * 7919 + at * 104729) % 997).join();
const inTable = new Map(Array.from({ length: 60 }, (_, index) => [`job!${index + 100}`, text(index)]));
const inLog = new Map([['job!later', 'in the log']]);
const all = new Map([...inTable, ...inLog]);

const write = (): Promise<void> => writeTableAndLog(folder(), inTable, inLog);

type Spoil = (path: string) => Promise<void>;
const flipped = (part: number) => (path: string) => flipByte(path, part);
const cut = (part: number) => (path: string) => cutOff(path, part);
const misnamed: Spoil = (path) => writeFile(path, 'MANIFEST-000099\n');

describe('a damaged database', () => {
  it.each<[string, string, Spoil]>([
    ['a table with a changed byte at its end', '.ldb', flipped(0.9999)],
    ['a table that ends early', '.ldb', cut(0.5)],
    ['an empty table', '.ldb', cut(0)],
    ['a missing table', '.ldb', rm],
    ['a list of files with a changed byte', 'MANIFEST', flipped(0.5)],
    ['a list of files that ends early', 'MANIFEST', cut(0.3)],
    ['an empty list of files', 'MANIFEST', cut(0)],
    ['a missing list of files', 'MANIFEST', rm],
    ['a name of it with a changed byte', 'CURRENT', flipped(0.5)],
    ['a name of it that ends early', 'CURRENT', cut(0.5)],
    ['a name of it that is wrong', 'CURRENT', misnamed],
    ['a missing name of it', 'CURRENT', rm],
  ])('is moved aside as it is, and a new one begun: %s', async (_what, kind, spoil) => {
    await write();
    await spoil(await fileOfKind(folder(), kind));
    const spoilt = await contentsOf(folder());

    const opened = await openOrThrow(folder());
    expect(opened.movedAside).toBe(aside());
    const kept = await contentsOf(aside());
    // LevelDB may have renewed the rest on the way to finding the damage.
    for (const name of Object.keys(spoilt).filter((name) => name.endsWith('.ldb') || name.includes(kind)))
      expect(kept[name], name).toBe(spoilt[name]);
    for (const [key, value] of opened.rows) expect(value).toEqual(all.get(key));

    await opened.database.write(new Map([['new', 1]]));
    await opened.database.close();
    const again = await openOrThrow(folder());
    expect(again).toMatchObject({ rows: new Map([['new', 1]]), movedAside: null });
    await again.database.close();
  });

  it('gives all rows that can be read, when a part of a table cannot', async () => {
    await write();
    await flipByte(await fileOfKind(folder(), '.ldb'), 0.6);
    const opened = await openOrThrow(folder());
    expect(opened.rows.size).toBeGreaterThan(10);
    expect(opened.rows.size).toBeLessThan(all.size);
    for (const [key, value] of opened.rows) expect(value).toEqual(all.get(key));
    await opened.database.close();
  });

  it('is known whatever its folder is called', async () => {
    const named = join(temporary(), 'no space, permission denied, lock', 'jobs');
    await writeTableAndLog(named, inTable, inLog);
    await rm(await fileOfKind(named, '.ldb'));
    const opened = await openOrThrow(named);
    expect(opened.movedAside).not.toBeNull();
    await opened.database.close();
  });

  it('is reported and left as it is where it cannot be moved aside', async () => {
    await write();
    await rm(await fileOfKind(folder(), 'CURRENT'));
    await mkdir(join(aside(), 'in the way'), { recursive: true });
    expect(await openDatabase(folder(), now)).toMatchObject({ ok: false, failure: { code: 'storage' } });
    expect(await fileOfKind(folder(), '.ldb')).toBeTruthy();
  });
});

/** Numbers that the next list of files may get. */
const nextManifests = Array.from(
  { length: 12 },
  (_, index) => `MANIFEST-${String(index + 6).padStart(6, '0')}`,
);

describe('a database without the name of its list of files', () => {
  it.each([
    ['its log', ['.ldb', 'MANIFEST', 'CURRENT']],
    ['a table', ['.log', 'MANIFEST', 'CURRENT']],
  ])('is damaged as long as there is %s: it must not be written over', async (_what, missing) => {
    await write();
    for (const name of await readdir(folder()))
      if (missing.some((kind) => name.includes(kind))) await rm(join(folder(), name));
    const opened = await openOrThrow(folder());
    expect(opened.movedAside).toBe(aside());
    await opened.database.close();
  });
});

describe('a database that the system does not let open', () => {
  it.each<[string, string, (path: string) => Promise<unknown>]>([
    ['no room', 'No space left', (path) => symlink('/dev/full', path)],
    ['no permission to write', 'directory', (path) => mkdir(path)],
  ])('is reported and left as it is: %s', async (_what, words, block) => {
    const named = join(temporary(), 'CURRENT corruption', 'jobs');
    await writeTableAndLog(named, inTable, inLog);
    const names = await readdir(named);
    const blocked = nextManifests.filter((name) => !names.includes(name)).map((name) => join(named, name));
    for (const path of blocked) await block(path);
    const outcome = await openDatabase(named, now);
    expect(outcome).toMatchObject({ ok: false, failure: { code: 'storage' } });
    if (!outcome.ok) expect(outcome.failure.text).toContain(words);
    expect(await readdir(dirname(named))).toEqual(['jobs']);

    for (const path of blocked) await rm(path, { recursive: true, force: true });
    const opened = await openOrThrow(named);
    expect(opened).toMatchObject({ rows: all, movedAside: null });
    await opened.database.close();
  });

  it.each(['.ldb', 'CURRENT'])('is reported and left as it is: %s cannot be read', async (kind) => {
    await write();
    const path = await fileOfKind(folder(), kind);
    const away = join(temporary(), basename(path));
    await rename(path, away);
    await mkdir(path);
    expect(await openDatabase(folder(), now)).toMatchObject({ ok: false, failure: { code: 'storage' } });
    expect((await readdir(temporary())).sort()).toEqual([basename(path), 'jobs'].sort());

    await rm(path, { recursive: true });
    await copyFile(away, path);
    const opened = await openOrThrow(folder());
    expect(opened).toMatchObject({ rows: all, movedAside: null });
    await opened.database.close();
  });

  it('is reported where a file has its place', async () => {
    await writeFile(folder(), 'no folder');
    expect(await openDatabase(folder(), now)).toMatchObject({ ok: false, failure: { code: 'storage' } });
    expect(await readdir(temporary())).toEqual(['jobs']);
  });
});
