import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emptyAddReport } from '../../shared/intake.ts';
import { success } from '../../shared/errors.ts';
import { createHandlers } from '../ipc/handlers.ts';
import { progressIn } from '../testing/batches-harness.ts';
import { jobs, rowOf, until, useMachine } from '../testing/core-harness.ts';
import { fileSource } from '../../shared/source.ts';
import { snapshotOf } from '../testing/snapshot-of.ts';

const machine = useMachine();
/** Moves time on until something is so: the store writes in real time, which no count of seconds allows for. */
const passUntil = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await machine().clock.advance(1_000);
};
const all = Object.values(jobs);
const list = { text: all.join('\n'), source: fileSource('jobs.csv') };
const noDesktop = {
  showInFolder: async () => success(null),
  copyText: async () => {},
  chooseFolder: async () => null,
  openFolder: async () => success(null),
  chooseProgram: async () => null,
  confirmCommand: async () => false,
  startDrag: async () => {},
  startAtLogin: async () => success(null),
  editText: () => {},
  closeWindow: () => {},
  chooseFileToSave: async () => null,
  chooseWhereToSave: async () => null,
  openFile: async () => success(null),
  chooseFile: async () => null,
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
const handlersOf = (core: Parameters<typeof createHandlers>[0]) =>
  createHandlers(core, noDesktop as Parameters<typeof createHandlers>[1]);

describe('what is given together', () => {
  it('is one batch, called after its file, and each job knows where it came from', async () => {
    const { start, clock } = machine();
    const core = await start();
    const report = await core.addInputs([
      { text: jobs.chair, source: fileSource('jobs.csv') },
      { text: `${jobs.chair}\n${jobs.lamp}`, source: fileSource('more.csv') },
      { text: 'nothing here', source: fileSource('notes.txt') },
    ]);
    expect(report).toMatchObject({
      source: { kind: 'files', count: 3 },
      added: [jobs.chair, jobs.lamp],
      known: [],
      batch: { name: 'jobs.csv and 1 more', isNew: true },
    });
    expect(snapshotOf(core).batches).toEqual([
      {
        id: report.batch?.id,
        name: 'jobs.csv and 1 more',
        createdAt: clock.now(),
        expected: 2,
        collects: false,
      },
    ]);
    expect(rowOf(core, jobs.lamp)?.batches).toEqual([report.batch?.id]);
    expect(core.jobs.get(jobs.lamp)?.record.source).toEqual(fileSource('more.csv'));
    const [chair, lamp] = [rowOf(core, jobs.chair), rowOf(core, jobs.lamp)];
    expect(chair?.order).toBeGreaterThan(lamp?.order ?? Infinity);
  });

  it('is called after its file where that has the name of another source', async () => {
    const core = await machine().start();
    const file = { text: `${jobs.chair}\n${jobs.lamp}`, source: fileSource('a link') };
    expect(await core.addInputs([file])).toMatchObject({ source: file.source, batch: { name: 'a link' } });
    expect(core.jobs.get(jobs.chair)?.record.source).toEqual(file.source);
  });

  it('is said not to have been read where that is so, and anything else is taken', async () => {
    const core = await machine().start();
    const away = { name: 'away.csv', failure: { code: 'folder-silent', text: null } } as const;
    expect(await core.addInputs([away])).toEqual({
      ...emptyAddReport(fileSource('away.csv')),
      unread: [away],
    });
    const report = await core.addInputs([away, { text: jobs.chair, source: fileSource('jobs.csv') }]);
    expect(report).toMatchObject({ added: [jobs.chair], unread: [away] });
  });

  it('is no batch where it is one job alone, unless it was given a name', async () => {
    const core = await machine().start();
    expect((await core.addJobs(jobs.chair, 'pasted')).batch).toBeNull();
    expect(
      (
        await core.addInputs([{ text: jobs.chair, source: fileSource('pasted') }], {
          by: 'person',
          name: '  ',
        })
      ).batch,
    ).toBeNull();
    expect((await core.addJobs('nothing', 'pasted')).batch).toBeNull();
    expect(snapshotOf(core).batches).toEqual([]);
    expect(
      (
        await core.addInputs([{ text: jobs.chair, source: fileSource('pasted') }], {
          by: 'person',
          name: ' Chairs ',
        })
      ).batch,
    ).toMatchObject({
      name: 'Chairs',
    });
  });

  it('takes in what is watched already, and is the same batch when given again', async () => {
    const core = await machine().start();
    await core.addJobs(jobs.chair, 'pasted');
    const first = await core.addInputs([list], { by: 'person', name: 'For the fair' });
    expect(first).toMatchObject({ known: [jobs.chair], batch: { name: 'For the fair', isNew: true } });
    const again = await core.addInputs([list]);
    expect(again).toMatchObject({ added: [], batch: { ...first.batch, isNew: false } });
    expect(snapshotOf(core).batches).toHaveLength(1);
  });

  it('collects nothing by itself where it came by a link, also once the app has started again', async () => {
    const { start, client, clock } = machine();
    for (const id of all) client.say(id, { status: 'completed' });
    const core = await start();
    core.preferences.change({ collectNewBatches: true });
    await core.addInputs([{ ...list, source: { kind: 'link' } }], { by: 'link' });
    await clock.advance(60_000);
    expect(snapshotOf(core).batches).toMatchObject([{ collects: false, expected: 3 }]);
    await core.close();
    const after = await start();
    await clock.advance(60_000);
    for (const id of all) expect(rowOf(after, id)).toMatchObject({ status: 'completed', download: null });
  });

  it('collects by itself where new batches are to', async () => {
    const { start, client, clock } = machine();
    client.say(jobs.chair, { status: 'completed' });
    const core = await start();
    core.preferences.change({ collectNewBatches: true });
    await core.addInputs([list]);
    await clock.advance(0);
    await until(() => rowOf(core, jobs.chair)?.download?.phase === 'done');
  });

  it('is there after a restart, and also without its database', async () => {
    const { start, storeFolder } = machine();
    const before = await start();
    await before.addInputs([list]);
    const { batches } = snapshotOf(before);
    await before.close();
    const core = await start();
    expect(snapshotOf(core).batches).toEqual(batches);
    await core.close();
    await rm(join(storeFolder, 'jobs'), { recursive: true });
    const again = await start();
    expect(snapshotOf(again).batches).toEqual(batches);
    expect(progressIn(snapshotOf(again), batches[0]?.id ?? '')).toMatchObject({
      expected: 3,
      removed: 0,
    });
  });

  it('goes on collecting after a restart what was completed while no key was there', async () => {
    const { start, client, clock, keychain } = machine();
    client.say(jobs.chair, { status: 'completed' });
    const before = await start();
    const { batch } = await before.addInputs([list]);
    await clock.advance(0);
    const secret = keychain.secret;
    await before.keys.remove();
    before.batches.setCollects(batch?.id ?? '', true);
    await before.close();
    expect([...before.jobs.all()].filter(({ record }) => record.download !== null)).toEqual([]);
    keychain.secret = secret;
    const core = await start();
    await until(() => rowOf(core, jobs.chair)?.download?.phase === 'done');
  });
});

describe('the requests about a batch', () => {
  async function setUp() {
    const { start, client, clock } = machine();
    client.say(jobs.chair, { status: 'completed' });
    const core = await start();
    const { batch } = await core.addInputs([list]);
    await clock.advance(0);
    return { core, id: batch?.id ?? '', handlers: handlersOf(core), clock, client };
  }
  const done = { ok: true, value: null };
  const unknown = { ok: false, failure: { code: 'unknown-batch', text: null } };

  it('rename it, let it collect, and collect it', async () => {
    const { core, id, handlers } = await setUp();
    expect(await handlers.renameBatch({ id, name: 'For the fair' })).toEqual(done);
    expect(await handlers.collectBatch({ id })).toEqual({ ok: true, value: 1 });
    expect(await handlers.collectBatch({ id })).toEqual({ ok: true, value: 0 });
    expect(await handlers.setBatchCollects({ id, collects: true })).toEqual(done);
    expect(snapshotOf(core).batches).toMatchObject([{ name: 'For the fair', collects: true }]);
  });

  it('archive it, which leaves its jobs in the list', async () => {
    const { core, id, handlers } = await setUp();
    expect(await handlers.setBatchesArchived({ ids: [id], archived: true })).toEqual({
      ok: true,
      value: [id],
    });
    expect(snapshotOf(core).batches).toMatchObject([{ archived: true }]);
    expect(snapshotOf(core).rows.every(({ archived }) => !archived)).toBe(true);
  });

  it('find no folder of it before a result is downloaded', async () => {
    const { id, handlers } = await setUp();
    expect(await handlers.openBatchFolder({ id })).toMatchObject({ failure: { code: 'no-result' } });
  });

  it('are refused where there is no such batch', async () => {
    const { handlers, core } = await setUp();
    const id = 'other';
    expect(await handlers.renameBatch({ id, name: 'x' })).toEqual(unknown);
    expect(await handlers.collectBatch({ id })).toEqual(unknown);
    expect(await handlers.setBatchCollects({ id, collects: true })).toEqual(unknown);
    expect(await handlers.openBatchFolder({ id })).toEqual(unknown);
    expect(await handlers.removeBatch({ id, withJobs: true })).toEqual(unknown);
    expect(await handlers.restoreBatch({ id })).toEqual(unknown);
    expect(snapshotOf(core).rows).toHaveLength(3);
  });

  it('remove it alone, and bring it back', async () => {
    const { core, id, handlers } = await setUp();
    expect(await handlers.removeBatch({ id, withJobs: false })).toEqual({ ok: true, value: { removed: [] } });
    expect(snapshotOf(core)).toMatchObject({ batches: [] });
    expect(snapshotOf(core).rows).toHaveLength(3);
    expect(await handlers.restoreBatch({ id })).toEqual(done);
    expect(progressIn(snapshotOf(core), id)).toMatchObject({ removed: 0 });
  });

  it('remove it with its jobs but for those of another batch, and bring all of them back, to be watched', async () => {
    const { core, id, handlers, client, clock } = await setUp();
    await core.addInputs([{ text: `${jobs.lamp}\n${jobs.chair}`, source: fileSource('more.csv') }]);
    expect(await handlers.removeBatch({ id, withJobs: true })).toEqual({
      ok: true,
      value: { removed: [jobs.table] },
    });
    expect(snapshotOf(core).rows.map((row) => row.id)).not.toContain(jobs.table);
    client.asked.length = 0;
    await clock.advance(30_000);
    expect(client.asked).not.toContain(jobs.table);
    expect(await handlers.restoreBatch({ id })).toEqual(done);
    expect(rowOf(core, jobs.table)?.batches).toEqual([id]);
    expect(progressIn(snapshotOf(core), id)).toMatchObject({ expected: 3, removed: 0 });
    await clock.advance(0);
    expect(client.asked).toContain(jobs.table);
  });
});

it('a batch is told of when it is over, not while the service knows none of its jobs for a moment', async () => {
  const { start, client, notified } = machine();
  const asked = (id: string): number => client.asked.filter((other) => other === id).length;
  for (const id of all) client.say(id, { status: 'running' });
  const core = await start();
  await core.addInputs([list]);
  await passUntil(() => all.every((id) => rowOf(core, id)?.status === 'running'));
  client.say(jobs.chair, { status: 'completed' });
  await passUntil(() => rowOf(core, jobs.chair)?.status === 'completed');
  client.say(jobs.lamp, 'not-found');
  client.say(jobs.table, 'not-found');
  client.asked.length = 0;
  await passUntil(() => asked(jobs.lamp) > 0 && asked(jobs.table) > 0);
  client.say(jobs.lamp, { status: 'running' });
  client.say(jobs.table, { status: 'running' });
  client.asked.length = 0;
  await passUntil(() => asked(jobs.lamp) > 2 && asked(jobs.table) > 2);
  expect(notified).toEqual([]);
  client.say(jobs.lamp, { status: 'completed' });
  client.say(jobs.table, { status: 'failed' });
  await passUntil(() => notified.length > 0);
  expect(notified).toEqual([expect.objectContaining({ text: expect.stringContaining('1 failed') })]);
});

it('a batch is told of again when a job that the service knew late has ended', async () => {
  const { start, client, notified } = machine();
  client.say(jobs.chair, { status: 'running' });
  client.say(jobs.lamp, 'not-found');
  const core = await start();
  await core.addInputs([{ text: `${jobs.chair}\n${jobs.lamp}`, source: fileSource('jobs.csv') }]);
  await passUntil(() => rowOf(core, jobs.lamp)?.failure?.code === 'not-found');
  client.say(jobs.lamp, { status: 'running' });
  client.say(jobs.chair, { status: 'completed' });
  await passUntil(() => notified.length === 1);
  client.say(jobs.lamp, { status: 'failed' });
  await passUntil(() => notified.length === 2);
  expect(notified.map(({ text }) => text)).toEqual(['1 completed, 1 unknown.', '1 completed, 1 failed.']);
});

it.each(['gone', 'not-found', 'forbidden'] as const)(
  'a batch is told of although one of its jobs is refused for good after it ran (%s), and again once that is answered',
  async (refusal) => {
    const { start, client, notified } = machine();
    for (const id of all) client.say(id, { status: 'running' });
    const core = await start();
    const { batch } = await core.addInputs([list]);
    await passUntil(() => all.every((id) => rowOf(core, id)?.status === 'running'));
    client.say(jobs.chair, refusal);
    client.say(jobs.lamp, { status: 'completed' });
    client.say(jobs.table, { status: 'failed' });
    await passUntil(() => notified.length > 0);
    expect(notified.map(({ text }) => text)).toEqual(['1 completed, 1 failed, 1 unknown.']);
    const progress = () => progressIn(snapshotOf(core), batch?.id ?? '');
    expect(progress()).toMatchObject({ running: 0, unknown: 1, isOver: true });
    client.say(jobs.chair, { status: 'running' });
    await passUntil(() => progress()?.running === 1);
    expect(progress()).toMatchObject({ running: 1, unknown: 0, isOver: false });
    client.say(jobs.chair, { status: 'completed' });
    await passUntil(() => notified.length > 1);
    expect(notified.map(({ text }) => text).slice(1)).toEqual(['2 completed, 1 failed.']);
  },
);
