import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { success } from '../../shared/errors.ts';
import type { Desktop } from '../ipc/desktop.ts';
import { createHandlers } from '../ipc/handlers.ts';
import { jobs, rowOf, useMachine } from '../testing/core-harness.ts';
import { fileSource } from '../../shared/source.ts';
import { snapshotOf } from '../testing/snapshot-of.ts';

const machine = useMachine();

/** The app, with a person who always chooses the same file. */
async function setUp() {
  const { start, client, clock, folder } = machine();
  client.say(jobs.chair, { status: 'completed', filename: 'chair.glb' });
  client.say(jobs.lamp, { status: 'running' });
  const chosen = { path: null as string | null };
  const copied: string[] = [];
  const shown: string[] = [];
  const desktop: Desktop = {
    showInFolder: async (path) => {
      shown.push(path);
      return success(null);
    },
    copyText: async (text) => void copied.push(text),
    editText: () => {},
    chooseFolder: async () => null,
    openFolder: async () => success(null),
    chooseProgram: async () => null,
    confirmCommand: async () => false,
    startDrag: async () => {},
    startAtLogin: async () => success(null),
    closeWindow: () => {},
    chooseFileToSave: async () => chosen.path,
    chooseWhereToSave: async () => null,
    openFile: async () => success(null),
    chooseFile: async () => chosen.path,
    applyTheme: () => {},
    linkHandling: async () => ({ kind: 'unavailable', why: 'from-clone' }),
    openLinks: async () => success(null),
    report: async () => '',
    showLogs: async () => success(null),
    openWebPage: async () => success(null),
    findNotices: async () => [],
    openNotices: async () => success(null),
    showAppMenu: () => {},
    diagnostics: async () => '',
    startAgain: () => {},
  };
  const open = async (storeFolder: string) => {
    const core = await start({ storeFolder: join(folder, storeFolder) });
    const handlers = createHandlers(core, desktop);
    return { core, handlers };
  };
  const first = await open('store');
  await first.handlers.addJobs({
    texts: [{ text: [jobs.chair, jobs.lamp, jobs.table].join('\n'), source: fileSource('list.txt') }],
  });
  await clock.advance(0);
  return { ...first, open, chosen, copied, shown, client, clock, folder };
}

describe('what a person adds to a job', () => {
  it('is in its row, and there again after a restart', async () => {
    const { core, handlers, open } = await setUp();
    await handlers.setNote({ id: jobs.chair, note: 'too dark' });
    expect(await handlers.changeTags({ ids: [jobs.chair, jobs.lamp], add: ['oak'], remove: [] })).toEqual({
      ok: true,
      value: [{ ids: [jobs.chair, jobs.lamp], add: ['oak'], remove: [] }],
    });
    expect(await handlers.setArchived({ ids: [jobs.chair], archived: true })).toEqual({
      ok: true,
      value: [jobs.chair],
    });
    const expected = { note: 'too dark', tags: ['oak'], archived: true };
    expect(rowOf(core, jobs.chair)).toMatchObject(expected);
    await core.close();
    expect(rowOf((await open('store')).core, jobs.chair)).toMatchObject(expected);
  });

  it('is refused for a job that is not in the list', async () => {
    const { handlers } = await setUp();
    expect(await handlers.setNote({ id: 'other', note: 'x' })).toMatchObject({
      failure: { code: 'unknown-job' },
    });
  });

  it('does not keep an archived job from being asked for', async () => {
    const { handlers, client, clock } = await setUp();
    await handlers.setArchived({ ids: [jobs.lamp], archived: true });
    client.asked.length = 0;
    await clock.advance(4_000);
    expect(client.asked).toContain(jobs.lamp);
  });
});

describe('a list that is exported', () => {
  it.each([
    ['its old encoding', (csv: string) => Buffer.from(csv, 'latin1'), ['jobs.csv']],
    [
      'UTF-16 with tabs',
      (csv: string) => Buffer.from(`\uFEFF${csv.replaceAll(',', '\t')}`, 'utf16le'),
      undefined,
    ],
  ])('and that a spreadsheet saved in %s comes back with the right letters', async (_what, save, guessed) => {
    const { core, handlers, chosen, folder } = await setUp();
    await handlers.setNote({ id: jobs.chair, note: 'Größe prüfen' });
    await handlers.changeTags({ ids: [jobs.chair], add: ['Küche'], remove: [] });
    const csv = [
      'job_id,tags,note,archived',
      `${jobs.chair},Küche,Größe prüfen,no`,
      `${jobs.lamp},Küche,Öse,no`,
    ].join('\r\n');
    chosen.path = join(folder, 'jobs.csv');
    await writeFile(chosen.path, save(csv));
    const outcome = await handlers.importJobs(undefined);
    expect(outcome).toMatchObject({ ok: true, value: { imported: { merged: 1, unreadable: 0 } } });
    expect(outcome.ok && outcome.value?.guessedEncoding).toEqual(guessed);
    expect(rowOf(core, jobs.chair)).toMatchObject({ note: 'Größe prüfen', tags: ['Küche'] });
    expect(rowOf(core, jobs.lamp)).toMatchObject({ note: 'Öse', tags: ['Küche'] });
  });

  it.each(['csv', 'json'] as const)('as %s comes back to an empty app as it was', async (format) => {
    const { core, handlers, open, chosen, client, clock, folder, shown } = await setUp();
    await handlers.setNote({ id: jobs.chair, note: 'too dark' });
    await handlers.changeTags({ ids: [jobs.lamp], add: ['oak'], remove: [] });
    await handlers.setArchived({ ids: [jobs.table], archived: true });
    await clock.advance(0);
    chosen.path = join(folder, `jobs.${format}`);
    const ids = Object.values(jobs);
    expect(await handlers.exportJobs({ ids, format })).toEqual({
      ok: true,
      value: { count: 3, fileName: `jobs.${format}` },
    });
    expect(await handlers.showExported(undefined)).toMatchObject({ ok: true });
    expect(shown).toEqual([chosen.path]);
    const before = snapshotOf(core);
    await core.close();

    const other = await open('empty');
    client.asked.length = 0;
    const outcome = await other.handlers.importJobs(undefined);
    expect(outcome).toMatchObject({
      ok: true,
      value: { imported: { merged: 0, unreadable: 0 }, batch: null },
    });
    await clock.advance(0);
    const after = snapshotOf(other.core);
    const lasting = ({ rows }: typeof after) =>
      rows
        .toSorted((a, b) => b.order - a.order)
        .map(({ id, status, name, addedAt, tags, note, archived }) => [
          id,
          status,
          name,
          addedAt,
          tags,
          note,
          archived,
        ]);
    expect(lasting(after)).toEqual(lasting(before));
    expect(after.batches.map(({ name, expected }) => [name, expected])).toEqual([['list.txt', 3]]);
    expect(after.rows.every((row) => row.batches[0] === after.batches[0]?.id)).toBe(true);
    // What a file says is a hint, also of a job that has ended: the service is asked, once.
    await clock.advance(60_000);
    expect(client.asked.filter((id) => id === jobs.chair)).toEqual([jobs.chair]);
  });

  it('is given to be dropped together with a list of IDs', async () => {
    const { handlers, open, chosen, folder } = await setUp();
    chosen.path = join(folder, 'jobs.json');
    await handlers.exportJobs({ ids: [jobs.chair], format: 'json' });
    const other = await open('other');
    const given = [
      { text: await readFile(chosen.path, 'utf8'), source: fileSource('jobs.json') },
      { text: `${jobs.lamp}\n${jobs.table}`, source: fileSource('more.txt') },
    ];
    expect(await other.handlers.addJobs({ texts: given })).toMatchObject({
      value: { added: [jobs.chair, jobs.lamp, jobs.table], batch: { name: 'more.txt' }, imported: {} },
    });
  });

  it('joins the batch of the same name rather than making another', async () => {
    const { core, handlers, chosen, folder } = await setUp();
    chosen.path = join(folder, 'jobs.csv');
    await handlers.exportJobs({ ids: [jobs.chair, jobs.lamp], format: 'csv' });
    await handlers.importJobs(undefined);
    expect(snapshotOf(core).batches.map(({ name }) => name)).toEqual(['list.txt']);
  });

  it('of a later version gives its IDs at least', async () => {
    const { handlers } = await setUp();
    const text = JSON.stringify({
      format: 'rigyd-desk-jobs',
      version: 9,
      jobs: [{ id: 'stool0000000000000000009' }],
    });
    expect(await handlers.addJobs({ texts: [{ text, source: fileSource('x.json') }] })).toMatchObject({
      value: { added: ['stool0000000000000000009'], imported: { isNewer: true } },
    });
  });

  it('is copied as a table', async () => {
    const { handlers, copied } = await setUp();
    await handlers.copyJobsTable({ ids: [jobs.lamp, 'gone'] });
    expect(copied[0]?.split('\n').map((line) => line.split('\t')[0])).toEqual(['job_id', jobs.lamp, '']);
  });

  it('goes nowhere when the person changes their mind', async () => {
    const { handlers } = await setUp();
    const nothing = { ok: true, value: null };
    expect(await handlers.exportJobs({ ids: [jobs.chair], format: 'csv' })).toEqual(nothing);
    expect(await handlers.importJobs(undefined)).toEqual(nothing);
    expect(await handlers.showExported(undefined)).toMatchObject({ failure: { code: 'folder-unavailable' } });
  });

  it('says so when the file cannot be written, or read', async () => {
    const { handlers, chosen, folder } = await setUp();
    chosen.path = join(folder, 'nowhere', 'jobs.csv');
    expect(await handlers.exportJobs({ ids: [jobs.chair], format: 'csv' })).toMatchObject({
      failure: { code: 'folder-unavailable' },
    });
    expect(await handlers.importJobs(undefined)).toMatchObject({ failure: { code: 'file-unusable' } });
    await mkdir(join(folder, 'nowhere'));
    await writeFile(chosen.path, `job_id,tags\n${jobs.chair},oak\n`);
    expect(await handlers.importJobs(undefined)).toMatchObject({ value: { imported: { merged: 1 } } });
  });
});
