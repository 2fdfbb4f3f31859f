import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mkdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { useTemporaryFolder } from '../results/testing/temporary-folder.ts';
import { UnsavedRows } from './unsaved-rows.ts';

const folder = useTemporaryFolder();
const rows = new Map<string, unknown>([
  ['job!a', { id: 'a', note: 'Müll' }],
  ['job!gone', undefined],
]);

async function setUp({ store = 'store', folders = ['missing', 'temp'], now = 5 } = {}) {
  for (const name of [store, 'temp']) await mkdir(join(folder(), name), { recursive: true });
  const unsaved = new UnsavedRows({
    storeFolder: join(folder(), store),
    folders: folders.map((name) => join(folder(), name)),
    now: () => now,
  });
  await unsaved.prepare();
  return unsaved;
}

describe('rows that the store has no room for', () => {
  it('are kept in the first folder that takes them, and found by the next start', async () => {
    const path = await (await setUp()).keep(rows);
    expect(path).toMatch(/temp\/rigyd-desk-unsaved-[0-9a-f]{12}\.json$/);
    expect(await (await setUp()).find([])).toMatchObject({ rows, paths: [path] });
  });

  it('are not found by another store', async () => {
    await (await setUp()).keep(rows);
    expect(await (await setUp({ store: 'another' })).find([])).toBeNull();
  });

  it('are found once, also where their file could not be removed', async () => {
    await (await setUp()).keep(rows);
    const { signatures = [] } = (await (await setUp()).find([])) ?? {};
    expect(await (await setUp()).find(signatures)).toBeNull();
  });

  it('are found also where the clock was set back since others were taken', async () => {
    await (await setUp({ now: 1_000 })).keep(rows);
    const { signatures = [] } = (await (await setUp()).find([])) ?? {};
    const later = new Map([['job!b', { id: 'b' }]]);
    await (await setUp({ now: 5 })).keep(later);
    expect(await (await setUp()).find(signatures)).toMatchObject({ rows: later });
  });

  it('are gone when they are in the store', async () => {
    await (await setUp()).keep(rows);
    const next = await setUp();
    await next.find([]);
    await next.forget();
    expect(await readdir(join(folder(), 'temp'))).toEqual([]);
  });

  it('do not count if somebody else wrote them', async () => {
    const path = (await (await setUp()).keep(rows)) ?? '';
    await writeFile(path, (await readFile(path, 'utf8')).replace('Müll', 'mine'));
    expect(await (await setUp()).find([])).toBeNull();
  });

  it('lie nowhere where no folder takes them', async () => {
    expect(await (await setUp({ folders: ['missing'] })).keep(rows)).toBeNull();
  });

  it('of two folders are all taken, the newer over the older', async () => {
    await (
      await setUp({ folders: ['temp'] })
    ).keep(
      new Map([
        ['a', 'old'],
        ['b', 'old'],
      ]),
    );
    await mkdir(join(folder(), 'other'));
    await (await setUp({ folders: ['other'], now: 6 })).keep(new Map([['a', 'new']]));
    const found = await (await setUp({ folders: ['other', 'temp'] })).find([]);
    expect(found).toMatchObject({
      rows: new Map([
        ['a', 'new'],
        ['b', 'old'],
      ]),
    });
  });
});
