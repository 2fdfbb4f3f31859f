import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPartNote, writePartNote, type PartNote } from './slot-notes.ts';
import { useTemporaryFolder } from './testing/temporary-folder.ts';

const folder = useTemporaryFolder();
const archive = () => join(folder(), 'result.zip');
const note: PartNote = { format: 'usd', etag: '"abc"', totalBytes: 1_234 };

describe('the note beside a part', () => {
  it('is read as it was written', async () => {
    await writePartNote(archive(), note);
    expect(await readPartNote(archive())).toEqual(note);
    await writePartNote(archive(), { ...note, totalBytes: null });
    expect(await readPartNote(archive())).toEqual({ ...note, totalBytes: null });
    expect(await readdir(folder())).toEqual(['result.zip.json']);
  });

  it('can be removed, also when there is none', async () => {
    await writePartNote(archive(), note);
    await writePartNote(archive(), null);
    await writePartNote(archive(), null);
    expect(await readPartNote(archive())).toBeNull();
  });

  it.each([
    '',
    '{',
    '[]',
    '{"format":"usd"}',
    '{"format":"exe","etag":"x","totalBytes":1}',
    '{"format":"usd","etag":"","totalBytes":1}',
    '{"format":"usd","etag":"x","totalBytes":-1}',
  ])('counts as none when it reads %j', async (content) => {
    await writeFile(`${archive()}.json`, content);
    expect(await readPartNote(archive())).toBeNull();
  });
});
