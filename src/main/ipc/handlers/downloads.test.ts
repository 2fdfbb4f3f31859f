import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { failed, success } from '../../../shared/errors.ts';
import { folderCalls } from '../../files/folder-files.ts';
import { silence } from '../../testing/silent-folder.ts';
import { jobs, rowOf, until, useMachine } from '../../testing/core-harness.ts';
import { removeJobs } from '../../jobs/watch-list.ts';
import { downloadHandlers } from './downloads.ts';
import { snapshotOf } from '../../testing/snapshot-of.ts';

const machine = useMachine();
const done = { ok: true, value: null };

/** The app with two completed jobs, and a desktop that notes what it is told. */
async function setUp() {
  const { start, client, clock } = machine();
  client.say(jobs.chair, { status: 'completed', filename: 'chair.glb' });
  client.say(jobs.lamp, { status: 'completed', filename: 'lamp.glb' });
  const core = await start();
  const told: unknown[] = [];
  const answers = { isFolderThere: true };
  const handlers = downloadHandlers(core, {
    showInFolder: async () => success(null),
    openFolder: async (path) => {
      told.push(['open', path]);
      return answers.isFolderThere ? success(null) : failed('folder-unavailable', path);
    },
    startDrag: async (paths) => void told.push(['drag', paths]),
  });
  await core.addJobs(Object.values(jobs).join('\n'), 'pasted');
  await clock.advance(0);
  const bringHome = async (...ids: string[]): Promise<string[]> => {
    await handlers.startDownloads({ ids });
    await until(() => ids.every((id) => rowOf(core, id)?.download?.phase === 'done'));
    return ids.map((id) => rowOf(core, id)?.download?.folder ?? '');
  };
  return { core, client, clock, handlers, told, answers, bringHome };
}

describe('the files of a result', () => {
  it('are those of its newest copy', async () => {
    const { handlers, bringHome } = await setUp();
    expect(await handlers.getResultFiles({ id: jobs.chair })).toMatchObject({
      failure: { code: 'no-result', text: null },
    });
    const [folder = ''] = await bringHome(jobs.chair);
    const files = await handlers.getResultFiles({ id: jobs.chair });
    expect(files).toMatchObject({ ok: true, value: { folder, mjcf: null } });
    expect(files.ok && files.value.usd).toContain('chair.usd');
  });

  it('are said to be out of reach where their folder does not answer', async () => {
    const { handlers, bringHome, told } = await setUp();
    const [folder = ''] = await bringHome(jobs.chair);
    const answer = await silence(folder, 'person');
    const outOfReach = { ok: false, failure: { code: 'folder-silent', text: folder } };
    expect(await handlers.getResultFiles({ id: jobs.chair })).toEqual(outOfReach);
    expect(await handlers.dragResults({ ids: [jobs.chair] })).toEqual(outOfReach);
    expect(told).toEqual([]);
    answer();
    await until(() => !folderCalls.isSilent(folder, 'person'));
    expect(await handlers.getResultFiles({ id: jobs.chair })).toMatchObject({ ok: true });
  });

  it('are said to be gone where their folder is', async () => {
    const { handlers, bringHome } = await setUp();
    const [folder = ''] = await bringHome(jobs.chair);
    await rm(folder, { recursive: true });
    const gone = { failure: { code: 'no-result', text: folder } };
    expect(await handlers.getResultFiles({ id: jobs.chair })).toMatchObject(gone);
    expect(await handlers.dragResults({ ids: [jobs.chair] })).toMatchObject(gone);
  });
});

describe('dragging', () => {
  it('takes the folders that are there, of the jobs that have one, and says how many are not', async () => {
    const { handlers, told, bringHome } = await setUp();
    const [chair, lamp = ''] = await bringHome(jobs.chair, jobs.lamp);
    await rm(lamp, { recursive: true });
    const ids = [jobs.chair, jobs.lamp, jobs.table, 'other'];
    expect(await handlers.dragResults({ ids })).toEqual(success(1));
    expect(told).toEqual([['drag', [chair]]]);
  });

  it('is of nothing where no result is home', async () => {
    const { handlers, told } = await setUp();
    expect(await handlers.dragResults({ ids: [jobs.chair] })).toMatchObject({
      failure: { code: 'no-result', text: null },
    });
    expect(told).toEqual([]);
  });
});

describe('downloads before they begin', () => {
  it('are counted and measured, and the room for them is told', async () => {
    const { core, handlers, client, clock } = await setUp();
    const size = (bytes: number) => ({
      model: { url: 'https://assets.rigyd.com/m', name: 'm.usd', size: bytes },
    });
    client.say(jobs.chair, { status: 'completed', filename: 'chair.glb', output: size(4_000) });
    core.poller.pollNow([jobs.chair]);
    await clock.advance(0);
    expect(await handlers.estimateDownloads({ ids: Object.values(jobs) })).toEqual({
      ok: true,
      value: { count: 2, bytes: 8_000, freeBytes: expect.any(Number), folder: core.downloadFolder },
    });
  });
});

describe('the folder of results', () => {
  it('is the chosen one at first, then where the last run went', async () => {
    const { core, handlers, told, bringHome } = await setUp();
    await handlers.openDownloadFolder();
    const [folder = ''] = await bringHome(jobs.chair);
    await handlers.openDownloadFolder();
    await handlers.dismissDownloadSummary();
    await handlers.openDownloadFolder();
    expect(told).toEqual([
      ['open', core.downloadFolder],
      ['open', folder],
      ['open', core.downloadFolder],
    ]);
    expect(dirname(dirname(folder))).toBe(core.downloadFolder);
  });

  it('is said to be gone where it is', async () => {
    const { core, handlers, answers } = await setUp();
    answers.isFolderThere = false;
    expect(await handlers.openDownloadFolder()).toMatchObject({
      failure: { code: 'folder-unavailable', text: core.downloadFolder },
    });
  });
});

describe('the list of downloads', () => {
  it('has what waits cancelled, and what came home cleared away', async () => {
    const { core, clock, handlers, bringHome } = await setUp();
    await bringHome(jobs.chair);
    core.preferences.change({ downloadsPaused: true });
    await handlers.startDownloads({ ids: [jobs.lamp] });
    expect(await handlers.cancelWaitingDownloads()).toEqual(done);
    expect(rowOf(core, jobs.lamp)?.download?.phase).toBe('cancelled');
    await clock.advance(1_000);
    expect(await handlers.clearFinishedDownloads()).toEqual(done);
    await clock.advance(1_000);
    const { downloads } = snapshotOf(core);
    expect(downloads.finishedSince).toBeGreaterThan(
      rowOf(core, jobs.chair)?.download?.finishedAt ?? Infinity,
    );
    expect(downloads.summary).toBeNull();
  });

  it('has what failed tried again, but of no job that was removed', async () => {
    const { core, client, handlers } = await setUp();
    const failed = { failure: 'payment-required' } as const;
    client.service.answerWith(failed, failed);
    await handlers.startDownloads({ ids: [jobs.chair, jobs.lamp] });
    for (const id of [jobs.chair, jobs.lamp])
      await until(() => rowOf(core, id)?.download?.phase === 'failed');
    await removeJobs(core, [jobs.lamp]);
    const asked = client.service.calls.length;
    expect(await handlers.retryFailedDownloads()).toEqual(done);
    await until(() => rowOf(core, jobs.chair)?.download?.phase === 'done');
    expect(client.service.calls).toHaveLength(asked + 1);
  });
});

it('has whatever else waits take its turn while many downloads are started', async () => {
  const { core, client, clock, handlers } = await setUp();
  const ids = Array.from({ length: 250 }, (_, index) => `job${String(index).padStart(21, '0')}`);
  for (const id of ids) client.say(id, { status: 'completed' });
  await core.addJobs(ids.join('\n'), 'pasted');
  await clock.advance(20_000);
  const started = (): number =>
    ids.filter((id) => (core.jobs.get(id)?.record.download ?? null) !== null).length;
  const starting = handlers.startDownloads({ ids });
  await removeJobs(core, ids.slice(240));
  expect(started()).toBeLessThan(240);
  await starting;
  expect(started()).toBe(240);
});
