import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { success } from '../../shared/errors.ts';
import { defaultSettings } from '../../shared/settings.ts';
import { testKey, jobs, rowOf, sessionOf, until, useMachine } from '../testing/core-harness.ts';
import type { Desktop } from './desktop.ts';
import { createHandlers } from './handlers.ts';

const machine = useMachine();
const done = { ok: true, value: null };

/** The app with three jobs (one completed, one running, one unknown), and a desktop that notes what it is told. */
async function setUp() {
  const { start, client, clock, folder } = machine();
  client.say(jobs.chair, { status: 'completed', filename: 'chair.glb' });
  client.say(jobs.lamp, { status: 'running' });
  const core = await start();
  const told: unknown[] = [];
  const answers = { isFolderThere: true, chosen: null as string | null };
  const desktop: Desktop = {
    showInFolder: async (path) => {
      told.push(['show', path]);
      return answers.isFolderThere;
    },
    copyText: async (text) => void told.push(['copy', text]),
    chooseFolder: async (current) => {
      told.push(['choose', current]);
      return answers.chosen;
    },
    openFolder: async (path) => {
      told.push(['open', path]);
      return answers.isFolderThere;
    },
    chooseProgram: async (current) => {
      told.push(['program', current]);
      return answers.chosen;
    },
    startDrag: async (paths) => void told.push(['drag', paths]),
    chooseFileToSave: async (name) => {
      told.push(['save', name]);
      return answers.chosen;
    },
    chooseFile: async () => answers.chosen,
    startAtLogin: () => success(null),
    closeWindow: () => {},
    applyTheme: (theme) => void told.push(['theme', theme]),
  };
  const handlers = createHandlers(core, desktop);
  await handlers.addJobs({ given: [{ text: Object.values(jobs).join('\n'), source: 'pasted' }] });
  await clock.advance(0);
  client.asked.length = 0;
  return { core, client, clock, folder, handlers, told, answers };
}

const phaseOf = (core: Parameters<typeof rowOf>[0], id: string) => rowOf(core, id)?.download?.phase;

describe('what the window asks to see', () => {
  it('is the whole state', async () => {
    const { core, handlers } = await setUp();
    expect(await handlers.getSnapshot(undefined)).toEqual({ ok: true, value: core.publisher.snapshot() });
  });

  it('is all that is known of a job', async () => {
    const { handlers, core } = await setUp();
    expect(await handlers.getJobDetail({ id: jobs.chair })).toMatchObject({
      ok: true,
      value: { row: rowOf(core, jobs.chair), job: { filename: 'chair.glb' }, source: 'pasted' },
    });
    expect(await handlers.getJobDetail({ id: 'other' })).toMatchObject({ failure: { code: 'unknown-job' } });
  });

  it('is no notice that was dismissed', async () => {
    const { core, handlers } = await setUp();
    core.notices.post({ kind: 'write-failed', detail: 'no room' });
    expect(handlers.dismissNotice({ kind: 'write-failed' })).toEqual(done);
    expect(core.publisher.snapshot().notices).toEqual([]);
  });
});

describe('jobs that are removed', () => {
  it('are gone and not asked for, and come back as they were', async () => {
    const { core, client, clock, handlers } = await setUp();
    const before = rowOf(core, jobs.lamp);
    expect(await handlers.removeJobs({ ids: [jobs.lamp, jobs.chair] })).toEqual(done);
    expect(core.publisher.snapshot().rows.map(({ id }) => id)).toEqual([jobs.table]);
    await clock.advance(20_000);
    expect(client.asked).not.toContain(jobs.lamp);

    client.hold();
    expect(await handlers.restoreJobs({ ids: [jobs.lamp, jobs.chair, 'other'] })).toEqual(done);
    expect(rowOf(core, jobs.lamp)).toMatchObject({ status: 'running', order: before?.order });
    await clock.advance(0);
    expect(client.asked).toContain(jobs.lamp);
    expect(client.asked).not.toContain(jobs.chair);
  });

  it('take no answer any more that was on its way', async () => {
    const { core, client, clock, handlers } = await setUp();
    const goOn = client.hold();
    await clock.advance(3_000);
    expect(client.asked).toEqual([jobs.lamp]);
    await handlers.removeJobs({ ids: [jobs.lamp] });
    client.say(jobs.lamp, { status: 'failed' });
    goOn();
    await clock.advance(0);
    client.say(jobs.lamp, 'offline');
    await handlers.restoreJobs({ ids: [jobs.lamp] });
    expect(rowOf(core, jobs.lamp)).toMatchObject({ status: 'running' });
  });

  it('have their download ended, and go on with it when they come back', async () => {
    const { core, client, handlers } = await setUp();
    client.service.answerWith({ bytes: 1_000, then: 'silence' });
    await handlers.startDownloads({ ids: [jobs.chair] });
    await client.service.until('silences');
    await handlers.removeJobs({ ids: [jobs.chair] });
    await until(() => core.downloads.get(jobs.chair)?.phase === 'cancelled');
    await handlers.restoreJobs({ ids: [jobs.chair] });
    await until(() => phaseOf(core, jobs.chair) === 'done');
    expect(client.service.calls.map(({ resume }) => resume?.offset ?? 0)).toEqual([0, 1_000]);
  });

  it('go on with a download that had not even stopped', async () => {
    const { core, client, handlers } = await setUp();
    client.service.answerWith({ bytes: 1_000, then: 'silence' });
    await handlers.startDownloads({ ids: [jobs.chair] });
    await client.service.until('silences');
    await handlers.removeJobs({ ids: [jobs.chair] });
    await handlers.restoreJobs({ ids: [jobs.chair] });
    await until(() => phaseOf(core, jobs.chair) === 'done');
  });

  it('bring back no download that had been cancelled before', async () => {
    const { core, client, handlers } = await setUp();
    client.service.answerWith({ bytes: 1_000, then: 'silence' });
    await handlers.startDownloads({ ids: [jobs.chair] });
    await client.service.until('silences');
    await handlers.cancelDownloads({ ids: [jobs.chair] });
    await until(() => core.downloads.get(jobs.chair)?.phase === 'cancelled');
    await handlers.removeJobs({ ids: [jobs.chair] });
    await handlers.restoreJobs({ ids: [jobs.chair] });
    expect(phaseOf(core, jobs.chair)).toBe('cancelled');
  });
});

describe('asking now', () => {
  it('asks for the named jobs, finished ones as well', async () => {
    const { client, clock, handlers } = await setUp();
    expect(await handlers.checkJobs({ ids: [jobs.chair, 'other'] })).toEqual(done);
    await clock.advance(0);
    expect(client.asked).toEqual([jobs.chair]);
  });

  it('ends the wait for the connection', async () => {
    const { client, clock, handlers, core } = await setUp();
    client.state.failure = 'offline';
    await clock.advance(3_000);
    expect(sessionOf(core).connection.kind).toBe('offline');
    client.state.failure = null;
    expect(await handlers.tryAgain(undefined)).toEqual(done);
    await clock.advance(0);
    expect(sessionOf(core).connection.kind).toBe('online');
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
});

describe('settings', () => {
  it('change, take effect and are shown', async () => {
    const { core, handlers, told } = await setUp();
    const settings = { ...defaultSettings, theme: 'dark' };
    expect(await handlers.changeSettings({ theme: 'dark' })).toEqual({ ok: true, value: settings });
    expect(told).toEqual([['theme', 'dark']]);
    expect(core.publisher.snapshot().settings).toEqual(settings);
  });

  it('take the folder that the person chooses, leave it where they change their mind, and go back', async () => {
    const { core, handlers, told, answers, folder } = await setUp();
    answers.chosen = join(folder, 'chosen');
    const chosen = { ...defaultSettings, downloadFolder: answers.chosen };
    expect(await handlers.chooseDownloadFolder({ reset: false })).toEqual({ ok: true, value: chosen });
    expect(core.publisher.snapshot().settings).toEqual(chosen);
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
      value: { source: 'session' },
    });
    expect(sessionOf(core).key).toMatchObject({ lastFour: 'abcd' });
    expect(await handlers.removeKey(undefined)).toEqual(done);
    expect(sessionOf(core).key).toMatchObject({ kind: 'absent' });
  });
});
