import { cp, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import type { JobRow } from '../../shared/watched-job.ts';
import { readPartNote, sizeOfPart } from '../downloads/slot-notes.ts';
import { hasMjcf } from '../jobs/job-row.ts';
import { copyIdOf } from '../shell/copy-id.ts';
import { placeWindow } from '../shell/window-state.ts';
import { rowOf, useMachine, type TestApp } from '../testing/core-harness.ts';
import { writeSource } from '../../shared/source.ts';
import { snapshotOf } from '../testing/snapshot-of.ts';

const stored = join(dirname(fileURLToPath(import.meta.url)), '..', 'testing', 'stored-data-0.1.0');
const results = '/tmp/rigyd-desk-fixture/Results';

/** IDs of the batches, by what they are called here. */
const batch = {
  link: 'mwy6gqy7-1',
  list: 'mwy6grfv-1',
  paste: 'mwy6grsw-1',
  drop: 'mwy6grxi-1',
  fileCalledLink: 'mwy6guhf-1',
  shell: 'mwy6gw2d-1',
  files: 'mwy6gwdk-1',
  cups1: 'mwy6gwu8-1',
  cups2: 'mwy6gwvv-1',
  picked: 'mwy6gx81-1',
  imported: 'mwy6h3us-1',
  takenOff: 'mwy6h49o-1',
};

/** Every job: its name, its status, where its ID came from and its batch. */
const jobs: Record<string, [string | null, string | null, source: string, batch: string | null]> = {
  chair0000000000000000001: ['chair.glb', 'completed', 'walnut chairs.csv', batch.list],
  lamp00000000000000000002: ['lamp.glb', 'failed', 'walnut chairs.csv', batch.list],
  gear00000000000000000003: ['gear.glb', 'running', 'walnut chairs.csv', batch.list],
  nosuchjob000000000000004: [null, null, 'walnut chairs.csv', batch.list],
  mug000000000000000000005: ['mug.glb', 'completed', 'what was pasted', batch.paste],
  vase00000000000000000006: ['vase.glb', 'queued', 'what was pasted', batch.paste],
  shelf0000000000000000007: ['shelf.glb', 'completed', 'what was dropped', batch.drop],
  sofa00000000000000000008: ['sofa.glb', 'completed', 'what was dropped', batch.drop],
  // Of a file that was called “a link”.
  table0000000000000000009: ['table.glb', 'completed', 'a link', batch.fileCalledLink],
  stool0000000000000000010: ['stool.glb', 'cancelled', 'a link', batch.fileCalledLink],
  bench0000000000000000011: ['bench.glb', 'running', 'a link', batch.link],
  crate0000000000000000012: ['crate.glb', 'running', 'a link', batch.link],
  hinge0000000000000000013: ['hinge.glb', 'running', 'the command line', batch.shell],
  clock0000000000000000014: ['clock.glb', 'completed', 'the command line', batch.shell],
  bolt00000000000000000015: ['bolt.glb', 'completed', 'a.txt', batch.files],
  nut000000000000000000016: ['nut.glb', 'completed', 'a.txt', batch.files],
  screw0000000000000000017: ['screw.glb', 'completed', 'b.txt', batch.files],
  kettle000000000000000018: ['kettle.glb', 'optimizing', 'what was typed', batch.picked],
  drop00000000000000000019: ['toaster.usd', 'completed', 'what was typed', null],
  toaster00000000000000020: ['toaster.glb', 'completed', 'a related job', null],
  fork00000000000000000021: ['fork.glb', 'completed', 'cutlery.txt', batch.imported],
  spoon0000000000000000022: ['spoon.glb', 'failed', 'cutlery.txt', batch.imported],
  plate0000000000000000023: ['plate.glb', 'completed', 'tableware.csv', null],
  bowl00000000000000000024: ['bowl.glb', 'completed', 'tableware.csv', null],
  found0000000000000000025: ['found.glb', 'completed', 'your account', null],
  pan000000000000000000028: ['pan.glb', 'completed', 'more.txt', null],
  silent000000000000000029: [null, null, 'what was typed', null],
  cup000000000000000000030: ['cup.glb', 'completed', 'cups 1.txt', batch.cups1],
  cup000000000000000000031: ['cup.glb', 'completed', 'cups 1.txt', batch.cups1],
  cup000000000000000000032: ['cup.glb', 'completed', 'cups 2.txt', batch.cups2],
  cup000000000000000000033: ['cup.glb', 'completed', 'cups 2.txt', batch.cups2],
};

const machine = useMachine();
beforeEach(() => cp(join(stored, 'user-data', 'store'), machine().storeFolder, { recursive: true }));

/** The app as it is before it has a key: it asks the service for nothing. */
async function open(): Promise<TestApp> {
  const core = machine().createApp();
  await core.start();
  return core;
}

/** Where its ID came from: each phrase of version 0.1.0 is read as what it means. */
function wordsOf(core: TestApp, id: string): string | null {
  const source = core.jobs.get(id)?.record.source ?? null;
  expect(source === null ? '' : phrases.has(writeSource(source)) === (source.kind === 'file')).not.toBe(true);
  return source && writeSource(source);
}

const phrases: ReadonlySet<string> = new Set([
  ...['what was typed', 'what was pasted', 'what was dropped', 'a link', 'the command line'],
  ...['a related job', 'your account'],
]);

const only = (id: string, { name, status, batches }: JobRow, core: TestApp): unknown => [
  id,
  [name, status, wordsOf(core, id), ...(batches.length === 0 ? [null] : batches)],
];

describe('the list that version 0.1.0 left', () => {
  it('has every job, as it was and from where it came', async () => {
    const core = await open();
    const { rows, banners } = snapshotOf(core);
    expect(banners).toEqual([]);
    expect(Object.fromEntries(rows.map((row) => only(row.id, row, core) as [string, unknown]))).toEqual(jobs);
  });

  it('knows what the service said of each, and what it did not say', async () => {
    const core = await open();
    expect(rowOf(core, 'chair0000000000000000001')).toMatchObject({
      type: 'convert_usd',
      addedAt: 1795735354603,
      completedAt: 1795735427350,
      failure: null,
    });
    expect(hasMjcf(core.jobs.get('chair0000000000000000001')?.job ?? null)).toBe(true);
    expect(core.jobs.get('chair0000000000000000001')?.record.transitions).toMatchObject([
      { status: 'running' },
      { status: 'completed' },
    ]);
    expect(rowOf(core, 'lamp00000000000000000002')).toMatchObject({ error: 'Mesh is not watertight.' });
    expect(rowOf(core, 'gear00000000000000000003')).toMatchObject({ progress: 43, stage: 'decompose' });
    expect(rowOf(core, 'nosuchjob000000000000004')).toMatchObject({
      fetchedAt: null,
      failure: { code: 'not-found', text: 'Conversion job not found', attempts: 3 },
    });
    expect(rowOf(core, 'hinge0000000000000000013')).toMatchObject({
      fetchedAt: null,
      failure: { code: 'service-down', text: 'Something broke.' },
    });
    expect(rowOf(core, 'silent000000000000000029')).toMatchObject({ fetchedAt: null, failure: null });
    expect(rowOf(core, 'drop00000000000000000019')).toMatchObject({
      type: 'simulate_usd',
      sourceJobId: 'toaster00000000000000020',
    });
    const { changedAt, fetchedAt } = rowOf(core, 'bench0000000000000000011') ?? {};
    expect((fetchedAt ?? 0) - (changedAt ?? 0)).toBeGreaterThan(60_000);
    expect(core.jobs.get('fork00000000000000000021')?.record.broughtBack).toBe(true);
  });

  it('has the tags, the notes and the archive', async () => {
    const core = await open();
    const { rows } = snapshotOf(core);
    expect(
      Object.fromEntries(rows.flatMap(({ id, tags }) => (tags.length === 0 ? [] : [[id, tags]]))),
    ).toEqual({
      chair0000000000000000001: ['walnut', 'für später'],
      mug000000000000000000005: ['walnut', 'für später'],
      fork00000000000000000021: ['kitchen'],
      spoon0000000000000000022: ['kitchen'],
      plate0000000000000000023: ['tableware'],
      bowl00000000000000000024: ['tableware'],
    });
    expect(rows.flatMap(({ id, note }) => (note === null ? [] : [[id, note]])).sort()).toEqual([
      ['chair0000000000000000001', 'Compare with the oak one.\nSecond line.'],
      ['fork00000000000000000021', 'From another desk.'],
    ]);
    expect(rows.flatMap(({ id, archived }) => (archived ? id : []))).toEqual(['clock0000000000000000014']);
  });

  it('has the batches under their names, newest first', async () => {
    const core = await open();
    const { batches } = snapshotOf(core);
    expect(batches.map(({ id, name, expected }) => [id, name, expected])).toEqual([
      [batch.takenOff, 'Taken off', 2],
      [batch.imported, 'cutlery.txt', 2],
      [batch.picked, 'Hand-picked', 1],
      [batch.cups2, 'cups 2.txt', 2],
      [batch.cups1, 'cups 1.txt', 2],
      [batch.files, 'a.txt and 1 more', 3],
      [batch.shell, 'From the shell', 2],
      [batch.fileCalledLink, 'Link 23:22 (2)', 2],
      [batch.drop, 'Dropped 23:22', 2],
      [batch.paste, 'Pasted 23:22', 2],
      [batch.list, 'walnut chairs.csv', 4],
      [batch.link, 'Link 23:22', 2],
    ]);
    expect(batches.filter(({ collects }) => collects).map(({ id }) => id)).toEqual([batch.drop]);
    expect(batches.at(-1)?.createdAt).toBe(1795735353967);
  });

  it('takes jobs that are given once more into the batch that they have', async () => {
    const core = await open();
    const again = await core.addJobs(
      'chair0000000000000000001 lamp00000000000000000002 gear00000000000000000003 nosuchjob000000000000004',
      'again.csv',
    );
    expect(again).toMatchObject({
      added: [],
      batch: { id: batch.list, name: 'walnut chairs.csv', isNew: false },
    });
  });

  it('has the results where they were put, and the command that was run for them', async () => {
    const core = await open();
    const download = (id: string) => rowOf(core, id)?.download;
    expect(download('chair0000000000000000001')).toMatchObject({
      phase: 'done',
      format: 'usd',
      receivedBytes: 126_525,
      folder: `${results}/chair (USD)`,
    });
    expect(download('clock0000000000000000014')).toMatchObject({
      phase: 'done',
      format: 'all',
      folder: `${results}/clock`,
    });
    expect(download('table0000000000000000009')).toMatchObject({
      folder: `${results}/table (Link 23-22 (2))`,
    });
    expect(download('toaster00000000000000020')).toMatchObject({
      phase: 'done',
      folder: `${results}/toaster`,
    });
    expect(core.jobs.get('chair0000000000000000001')?.record).toMatchObject({
      commandRun: { program: '/usr/bin/true', exitCode: 0 },
      commandDue: false,
    });
  });

  it('goes on with downloads: a paused one with what it has, one in the queue, a failed and a cancelled one', async () => {
    const core = await open();
    const download = (id: string) => rowOf(core, id)?.download;
    expect(download('shelf0000000000000000007')).toMatchObject({
      phase: 'queued',
      receivedBytes: 3_050,
      totalBytes: 3_235_071,
      target: results,
    });
    expect(download('sofa00000000000000000008')).toMatchObject({
      phase: 'queued',
      format: 'mjcf',
      receivedBytes: 0,
    });
    expect(download('mug000000000000000000005')).toMatchObject({
      phase: 'failed',
      failure: { code: 'archive-damaged' },
    });
    expect(download('bolt00000000000000000015')).toMatchObject({ phase: 'cancelled' });
    await machine().clock.advance(1_000);
    expect(snapshotOf(core).downloads).toMatchObject({ held: 'paused', waiting: 2 });
  });

  it('has the settings and the saved views', async () => {
    const core = await open();
    expect(snapshotOf(core).settings).toEqual({
      downloadFolder: results,
      format: 'usd',
      downloadsAtOnce: 1,
      downloadsPaused: true,
      namingTemplate: '{name} ({batch})',
      // Of later versions, at their defaults.
      batchFolders: true,
      batchOrder: 'newest',
      batchesFolded: false,
      collectNewBatches: true,
      command: { program: '/usr/bin/true', arguments: ['--name', '{name}', '{folder}'] },
      watchAccount: false,
      lowCredits: 77,
      stuckAfterMinutes: 1,
      notify: 'batches',
      keepInTray: false,
      startAtLogin: false,
      theme: 'dark',
      // What that version knew nothing of.
      density: 'normal',
      previewMegabytes: 100,
      showThumbnails: true,
      textSize: 'normal',
      judgeResults: true,
      askedAboutLinks: false,
      checkForUpdates: true,
      sidebarWidth: null,
      detailsWidth: null,
      halfDetails: false,
      columns: [],
      savedViews: [
        {
          id: 'v1',
          name: 'Failed this week',
          filter: {
            query: 'chair',
            statuses: ['failed', 'unknown'],
            types: [],
            batch: null,
            since: 'week',
            archived: false,
            reason: null,
            verdicts: [],
            reviews: [],
          },
          sort: { column: 'name', descending: false },
        },
        {
          id: 'v2',
          name: 'Walnut',
          filter: {
            query: 'tag:walnut',
            statuses: [],
            types: ['convert_usd'],
            batch: batch.drop,
            since: 'any',
            archived: true,
            reason: null,
            verdicts: [],
            reviews: [],
          },
          sort: { column: 'completed', descending: true },
        },
      ],
    });
    expect(core.preferences.keyHint).toMatchObject({ lastFour: 'ceCN' });
  });

  it('has what was told before, read and unread, and tells none of it again', async () => {
    const core = await open();
    expect(snapshotOf(core).notifications.map(({ id, read, news }) => [id, read, news])).toMatchObject([
      [
        8,
        false,
        { kind: 'downloads', saved: 3, failed: 1, folder: results, last: 'toaster00000000000000020' },
      ],
      [7, false, { kind: 'jobs', completed: 1, only: { id: 'pan000000000000000000028', name: 'pan.glb' } }],
      [6, true, { kind: 'batch', batchId: batch.fileCalledLink, completed: 1, failed: 1 }],
      [5, true, { kind: 'batch', batchId: batch.cups1, name: 'cups 1.txt', completed: 2 }],
      [4, true, { kind: 'batch', batchId: batch.cups2, name: 'cups 2.txt', completed: 2 }],
      [3, true, { kind: 'jobs', completed: 2, failed: 0, only: null }],
      [2, true, { kind: 'batch', batchId: batch.files, name: 'a.txt and 1 more', completed: 3 }],
      [1, true, { kind: 'batch', batchId: batch.drop, name: 'Dropped 23:22', completed: 2 }],
    ]);
    await machine().clock.advance(120_000);
    expect(machine().notified).toEqual([]);
    expect(snapshotOf(core).notifications).toHaveLength(8);
  });

  it('leaves out jobs that were taken off it also when the account names them', async () => {
    const core = await open();
    const { client, clock } = machine();
    core.preferences.change({ watchAccount: true });
    client.state.listed = [
      'old000000000000000000026',
      'older0000000000000000027',
      'brandnew0000000000000034',
    ].map((id) => ({ id, status: 'running' }));
    await core.openKeys();
    await clock.advance(60_000);
    expect(rowOf(core, 'brandnew0000000000000034')).toBeDefined();
    expect(rowOf(core, 'old000000000000000000026')).toBeUndefined();
    expect(rowOf(core, 'older0000000000000000027')).toBeUndefined();
  });

  it('is the same once the current version has written to it', async () => {
    const core = await open();
    const { rows, batches } = snapshotOf(core);
    await core.addJobs('another00000000000000034', 'what was typed');
    core.preferences.change({ lowCredits: 78 });
    await machine().closeAll();
    const { publisher } = await open();
    const after = snapshotOf({ publisher });
    expect(after.rows.filter(({ id }) => id !== 'another00000000000000034')).toEqual(rows);
    expect(after.rows).toHaveLength(rows.length + 1);
    expect(after).toMatchObject({ batches, settings: { lowCredits: 78, theme: 'dark' }, banners: [] });
  });

  it('comes back from its backup where the database is gone', async () => {
    await rm(join(machine().storeFolder, 'jobs'), { recursive: true });
    const core = await open();
    const { rows, batches, settings, banners } = snapshotOf(core);
    expect(banners).toEqual([{ kind: 'jobs-restored', detail: '31' }]);
    expect(Object.fromEntries(rows.map(({ id, batches }) => [id, batches[0] ?? null]))).toEqual(
      Object.fromEntries(Object.entries(jobs).map(([id, [, , , of]]) => [id, of])),
    );
    expect(Object.fromEntries(rows.map(({ id }) => [id, wordsOf(core, id)]))).toEqual(
      Object.fromEntries(Object.entries(jobs).map(([id, [, , source]]) => [id, source])),
    );
    expect(batches).toHaveLength(12);
    expect(settings).toMatchObject({ theme: 'dark', savedViews: [{ id: 'v1' }, { id: 'v2' }] });
    expect(rowOf(core, 'chair0000000000000000001')).toMatchObject({
      note: 'Compare with the oak one.\nSecond line.',
      download: { phase: 'done', folder: `${results}/chair (USD)` },
    });
  });
});

describe('beside the list, version 0.1.0 left', () => {
  it('the place of the window', async () => {
    const kept: unknown = JSON.parse(await readFile(join(stored, 'user-data', 'window.json'), 'utf8'));
    expect(placeWindow(kept, [{ x: 0, y: 0, width: 1920, height: 1080 }])).toEqual({
      size: { width: 1100, height: 700 },
      position: { x: 40, y: 30 },
      isMaximized: false,
      isFullScreen: false,
    });
  });

  it('the ID of its copy, by which it finds its unfinished downloads', async () => {
    const path = join(machine().folder, 'copy.json');
    await cp(join(stored, 'user-data', 'copy.json'), path);
    const { id } = await copyIdOf(path, '');
    expect(id).toBe(JSON.parse(await readFile(path, 'utf8')));
  });

  it('a part of a result with a note that lets its download go on', async () => {
    const slot = join(
      stored,
      'results',
      '.rigyd-desk-parts',
      '3b3a535f952c0230973b318b.479e3777.8730475.5833',
    );
    const archive = join(slot, 'result.zip');
    expect(await readPartNote(archive)).toMatchObject({ format: 'all', totalBytes: 3_235_071 });
    expect(await sizeOfPart(archive)).toBe(3_050);
  });
});
