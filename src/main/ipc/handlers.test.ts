import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fromText, RowReader } from '../../shared/packed-rows.ts';
import { defaultSettings } from '../../shared/settings.ts';
import { jobs, rowOf, sessionOf, testKey, until } from '../testing/core-harness.ts';
import { done, phaseOf, useHandlers } from '../testing/handlers-harness.ts';
import { toRow } from '../jobs/job-row.ts';
import { fileSource } from '../../shared/source.ts';
import { snapshotOf } from '../testing/snapshot-of.ts';

const setUp = useHandlers();

describe('what the window asks to see', () => {
  it('is the whole state', async () => {
    const { core, handlers } = await setUp();
    const all = Array.from(core.jobs.all(), (job) => toRow(job));
    const others = { revision: snapshotOf(core).revision, ...core.publisher.state };
    const outcome = await handlers.getSnapshot(undefined);
    const { rows, next, ...state } = fromText(outcome.ok ? outcome.value : '');
    const reader = new RowReader();
    expect(state).toEqual(others);
    expect(rows.map((row) => reader.read(row))).toEqual(all.toSorted((a, b) => b.order - a.order));
    expect(next).toBeNull();
  });

  it('is all that is known of a job', async () => {
    const { handlers, core } = await setUp();
    expect(await handlers.getJobDetail({ id: jobs.chair })).toMatchObject({
      ok: true,
      value: { row: rowOf(core, jobs.chair), job: { filename: 'chair.glb' }, source: fileSource('pasted') },
    });
    expect(await handlers.getJobDetail({ id: 'other' })).toMatchObject({ failure: { code: 'unknown-job' } });
  });

  it('edits the text of its fields', async () => {
    const { handlers, told } = await setUp();
    expect(handlers.editText({ action: 'paste' })).toEqual(done);
    expect(told).toEqual([['edit', 'paste']]);
  });

  it('is no banner that was dismissed', async () => {
    const { core, handlers } = await setUp();
    core.banners.post({ kind: 'write-failed', detail: 'no room' });
    expect(handlers.dismissBanner({ kind: 'write-failed' })).toEqual(done);
    expect(snapshotOf(core).banners).toEqual([]);
  });
});

describe('downloads', () => {
  it('are of completed jobs, in the format of the settings or another', async () => {
    const { core, client, handlers } = await setUp();
    await handlers.changeSettings({ format: 'mjcf' });
    expect(await handlers.startDownloads({ ids: [jobs.chair, jobs.lamp] })).toEqual(done);
    await until(() => phaseOf(core, jobs.chair) === 'done');
    await handlers.startDownloads({ ids: [jobs.chair], format: 'usd' });
    await until(() => client.service.calls.length === 2 && phaseOf(core, jobs.chair) === 'done');
    expect(client.service.calls.map(({ jobId, format }) => [jobId, format])).toEqual([
      [jobs.chair, 'mjcf'],
      [jobs.chair, 'usd'],
    ]);
    expect(phaseOf(core, jobs.lamp)).toBeUndefined();
  });

  it('are none where no job is completed', async () => {
    const { handlers } = await setUp();
    expect(await handlers.startDownloads({ ids: [jobs.lamp, jobs.table, 'other'] })).toMatchObject({
      failure: { code: 'not-completed' },
    });
  });

  it('can be cancelled', async () => {
    const { core, client, handlers } = await setUp();
    client.service.answerWith({ bytes: 1_000, then: 'silence' });
    await handlers.startDownloads({ ids: [jobs.chair] });
    await client.service.until('silences');
    expect(await handlers.cancelDownloads({ ids: [jobs.chair] })).toEqual(done);
    await until(() => phaseOf(core, jobs.chair) === 'cancelled');
  });

  it('are shown in their folder, as long as it is there', async () => {
    const { core, handlers, told, answers } = await setUp();
    expect(await handlers.showInFolder({ id: jobs.chair })).toMatchObject({
      failure: { code: 'folder-unavailable', text: null },
    });
    expect(told).toEqual([]);
    await handlers.startDownloads({ ids: [jobs.chair] });
    await until(() => phaseOf(core, jobs.chair) === 'done');
    const folder = rowOf(core, jobs.chair)?.download?.folder;
    expect(await handlers.showInFolder({ id: jobs.chair })).toEqual(done);
    expect(told).toEqual([['show', folder]]);
    answers.isFolderThere = false;
    expect(await handlers.showInFolder({ id: jobs.chair })).toMatchObject({
      failure: { code: 'folder-unavailable', text: folder },
    });
  });
});

describe('copying', () => {
  it('copies text, and what the service said of a job', async () => {
    const { handlers, told } = await setUp();
    expect(await handlers.copyText({ text: 'chair' })).toEqual(done);
    expect(await handlers.copyJobJson({ id: jobs.lamp })).toEqual(done);
    expect(told).toEqual([
      ['copy', 'chair'],
      ['copy', JSON.stringify({ id: jobs.lamp, status: 'running' }, null, 2)],
    ]);
    expect(await handlers.copyJobJson({ id: 'other' })).toMatchObject({ failure: { code: 'unknown-job' } });
  });

  it('copies diagnostics that count every job, and lets other work be done meanwhile', async () => {
    const { core, handlers, told } = await setUp();
    const ids = Array.from({ length: 600 }, (_, at) => `many${String(at).padStart(20, '0')}`);
    await core.addJobs(ids.join('\n'), 'jobs.txt');
    setImmediate(() => void told.push('other work'));
    expect(await handlers.copyDiagnostics(undefined)).toEqual(done);
    expect(told).toEqual(['other work', ['copy', '603 jobs']]);
  });
});

describe('settings', () => {
  it('change, take effect and are shown', async () => {
    const { core, handlers, told } = await setUp();
    const settings = { ...defaultSettings, theme: 'dark' };
    expect(await handlers.changeSettings({ theme: 'dark' })).toEqual({ ok: true, value: settings });
    expect(told).toEqual([['theme', 'dark']]);
    expect(snapshotOf(core).settings).toEqual(settings);
  });

  it('take the folder that the person chooses, leave it where they change their mind, and go back', async () => {
    const { core, handlers, told, answers, folder } = await setUp();
    answers.chosen = join(folder, 'chosen');
    const chosen = { ...defaultSettings, downloadFolder: answers.chosen };
    expect(await handlers.chooseDownloadFolder({ reset: false })).toEqual({ ok: true, value: chosen });
    expect(snapshotOf(core).settings).toEqual(chosen);
    answers.chosen = null;
    expect(await handlers.chooseDownloadFolder({ reset: false })).toEqual({ ok: true, value: chosen });
    expect(await handlers.chooseDownloadFolder({ reset: true })).toEqual({
      ok: true,
      value: defaultSettings,
    });
    expect(told.filter((entry) => Array.isArray(entry) && entry[0] === 'choose')).toEqual([
      ['choose', join(folder, 'Downloads', 'Rigyd')],
      ['choose', join(folder, 'chosen')],
    ]);
  });
});

describe('the key', () => {
  it('is saved and removed', async () => {
    const { core, handlers } = await setUp();
    expect(await handlers.saveKey({ key: testKey.replace('wxyz', 'abcd'), keep: 'session' })).toMatchObject({
      ok: true,
      value: { verdict: 'accepted' },
    });
    expect(sessionOf(core).key).toMatchObject({ lastFour: 'abcd', source: 'session' });
    expect(await handlers.removeKey(undefined)).toEqual(done);
    expect(sessionOf(core).key).toMatchObject({ kind: 'absent' });
  });
});
