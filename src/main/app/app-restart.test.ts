import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isUnknownJob } from '../../shared/job/job-status.ts';
import { fromText, type PackedPatch, type TextOf } from '../../shared/packed-rows.ts';
import { contentsOf } from '../downloads/testing/temporary-folder.ts';
import { jobs, rowOf, testKey, until, useMachine } from '../testing/core-harness.ts';
import { resultFiles } from '../testing/fake-client.ts';
import { setNote } from '../jobs/annotate.ts';
import { removeJobs, restoreJobs } from '../jobs/watch-list.ts';
import { fileSource } from '../../shared/source.ts';
import { snapshotOf } from '../testing/snapshot-of.ts';

const machine = useMachine();
const all = Object.values(jobs).join('\n');

describe('a restart', () => {
  it('shows what was known, and asks only for jobs that are not finished', async () => {
    const { start, client, clock } = machine();
    client.say(jobs.chair, { status: 'completed', filename: 'chair.glb' });
    client.say(jobs.lamp, { status: 'running', progress: 40 });
    client.say(jobs.table, { status: 'failed', error: 'No mesh.' });
    const before = await start();
    await before.addJobs(all, 'pasted');
    await clock.advance(0);
    const rows = snapshotOf(before).rows.map(({ version, ...row }) => ({ ...row, version: version > 0 }));
    await before.close();
    client.asked.length = 0;

    client.hold();
    const core = await start();
    expect(snapshotOf(core).rows.map((row) => ({ ...row, version: true }))).toEqual(
      expect.arrayContaining(rows),
    );
    await clock.advance(60_000);
    expect(client.asked).toEqual([jobs.lamp]);
  });

  it('can restore what was removed before, as it was, until the day is over', async () => {
    const { start, client, clock } = machine();
    client.say(jobs.chair, { status: 'completed', filename: 'chair.glb' });
    client.say(jobs.lamp, { status: 'running' });
    const before = await start();
    await before.addJobs(all, 'pasted');
    await clock.advance(0);
    setNote(before.jobs, jobs.lamp, 'for the fair');
    const lamp = { ...rowOf(before, jobs.lamp), version: expect.any(Number) };
    await removeJobs(before, [jobs.lamp, jobs.chair]);
    await before.close();

    const core = await start();
    expect(snapshotOf(core).rows.map(({ id }) => id)).toEqual([jobs.table]);
    expect(core.jobs.removed.listed().map(({ name }) => name)).toEqual(['chair.glb', null]);
    client.asked.length = 0;
    client.hold();
    await restoreJobs(core, [jobs.lamp]);
    expect(rowOf(core, jobs.lamp)).toMatchObject(lamp);
    await clock.advance(0);
    expect(client.asked).toContain(jobs.lamp);
    await core.close();

    await clock.advance(24 * 3_600_000);
    const later = await start();
    expect(rowOf(later, jobs.lamp)).toMatchObject({ note: 'for the fair' });
    expect(later.jobs.removed.listed()).toEqual([]);
  });

  it('takes a job that is refused before the app ends and after a night for no unknown one', async () => {
    const { start, client, clock } = machine();
    client.say(jobs.lamp, { status: 'running' });
    const before = await start();
    await before.addJobs(jobs.lamp, 'pasted');
    await clock.advance(1_000);
    client.say(jobs.lamp, 'not-found');
    await clock.advance(3_000);
    const last = rowOf(before, jobs.lamp);
    expect(last?.failure).toMatchObject({ code: 'not-found', attempts: 1 });
    await before.close();

    await clock.advance(10 * 3_600_000);
    const core = await start();
    await until(() => rowOf(core, jobs.lamp)?.failure?.attempts === 2);
    const isUnknown = (): boolean => {
      const row = rowOf(core, jobs.lamp);
      return row !== undefined && isUnknownJob(row);
    };
    expect(isUnknown()).toBe(false);
    const startedAt = clock.now();
    while (!isUnknown()) await clock.advance(60_000);
    expect(clock.now() - startedAt).toBeGreaterThanOrEqual(5 * 60_000);
  });

  it('says when the last run has been read, and what it was set to', async () => {
    const { createApp, start, clock, pushed, keychain } = machine();
    const before = await start();
    before.preferences.change({ theme: 'dark' });
    await before.addJobs(jobs.chair, 'pasted');
    await before.close();
    pushed.length = 0;
    keychain.secret = null;

    const core = createApp();
    expect(snapshotOf(core)).toMatchObject({
      loaded: false,
      rows: [],
      settings: { theme: 'system' },
    });
    await core.start();
    await core.openKeys();
    await clock.advance(100);
    const patches = pushed.map(({ payload }) => fromText(payload as TextOf<PackedPatch>));
    expect(patches).toContainEqual(
      expect.objectContaining({
        // That before it is missing, so that the window requests all rows, the newest first.
        revision: 2,
        loaded: true,
        settings: expect.objectContaining({ theme: 'dark' }),
      }),
    );
    expect(core.publisher.snapshotStart().rows.map(([id]) => id)).toEqual([jobs.chair]);
  });

  it('keeps a setting that was changed before the last run was read', async () => {
    const { createApp, start } = machine();
    const core = createApp();
    core.preferences.change({ theme: 'light' });
    await core.start();
    await core.openKeys();
    expect(snapshotOf(core).settings.theme).toBe('light');
    await core.close();
    expect((await start()).preferences.settings.theme).toBe('light');
  });

  it('does not bring back what was removed', async () => {
    const { start } = machine();
    const before = await start();
    await before.addJobs(all, 'pasted');
    before.jobs.remove([jobs.lamp]);
    await before.close();
    const core = await start();
    expect(
      snapshotOf(core)
        .rows.map(({ id }) => id)
        .sort(),
    ).toEqual([jobs.chair, jobs.table]);
    expect(snapshotOf(core).banners).toEqual([]);
  });

  it('after two that were killed while they opened the list has all of it, the hint to the key as well', async () => {
    const { start, client, clock, storeFolder, keychain } = machine();
    client.say(jobs.chair, { status: 'running' });
    const before = await start();
    await before.keys.save(testKey, 'keychain');
    await before.addJobs(jobs.chair, 'pasted');
    await clock.advance(0);
    const { record } = before.jobs.get(jobs.chair) ?? {};
    await before.close();
    await writeFile(join(storeFolder, 'jobs.opening'), '..');
    // A locked keychain answers so.
    keychain.secret = null;
    const core = await start();
    expect(snapshotOf(core).banners).toEqual([]);
    expect(core.jobs.get(jobs.chair)?.record).toEqual(record);
    expect(core.preferences.keyHint?.lastFour).toBe('wxyz');
  });

  it('without its database knows from the backup that there is a key in the keychain', async () => {
    const { start, storeFolder, keychain } = machine();
    const before = await start();
    await before.keys.save(testKey, 'keychain');
    await before.addJobs(jobs.chair, 'pasted');
    await before.close();
    await rm(join(storeFolder, 'jobs'), { recursive: true });
    keychain.secret = null;
    expect((await start()).preferences.keyHint?.lastFour).toBe('wxyz');
  });

  it('without its database has list, places of results and settings back from the backup', async () => {
    const { start, client, clock, storeFolder } = machine();
    client.say(jobs.chair, { status: 'completed' });
    const before = await start();
    await before.addJobs(`${jobs.chair} ${jobs.lamp}`, 'list.txt');
    await clock.advance(0);
    before.preferences.change({ format: 'mjcf' });
    before.downloads.start(jobs.chair, 'usd');
    await until(() => before.jobs.get(jobs.chair)?.record.download?.phase === 'done');
    await before.close();
    await rm(join(storeFolder, 'jobs'), { recursive: true });

    const core = await start();
    expect(snapshotOf(core).banners).toEqual([{ kind: 'jobs-restored', detail: '2' }]);
    expect(core.preferences.settings.format).toBe('mjcf');
    expect(rowOf(core, jobs.chair)).toMatchObject({ status: 'completed', download: { phase: 'done' } });
    expect(core.jobs.get(jobs.lamp)?.record.source).toEqual(fileSource('list.txt'));
  });
});

describe('closing', () => {
  it('writes what changed a moment ago, and asks for nothing any more', async () => {
    const { start, client, clock } = machine();
    client.say(jobs.chair, { status: 'running', progress: 1 });
    const before = await start();
    await before.addJobs(jobs.chair, 'pasted');
    await clock.advance(0);
    await before.close();
    await clock.advance(60_000);
    expect(client.asked).toHaveLength(1);
    client.hold();
    expect(rowOf(await start(), jobs.chair)).toMatchObject({ status: 'running', progress: 1 });
  });

  it('is nothing where the app was never started', async () => {
    await expect(machine().createApp().close()).resolves.toBeUndefined();
  });
});

describe('a download', () => {
  it('ends in the folder for results under the name of the job, and is shown and kept with it', async () => {
    const { start, client, clock, folder } = machine();
    client.say(jobs.chair, { status: 'completed', filename: 'chair.glb', job_type: 'glb_to_simready' });
    const core = await start();
    await core.addJobs(jobs.chair, 'pasted');
    await clock.advance(0);
    core.downloads.start(jobs.chair, 'usd');
    expect(rowOf(core, jobs.chair)?.download).toMatchObject({ phase: 'queued', format: 'usd' });
    await until(() => rowOf(core, jobs.chair)?.download?.phase === 'done');
    const home = rowOf(core, jobs.chair)?.download?.folder ?? '';
    expect(home.startsWith(join(folder, 'Downloads', 'Rigyd', 'chair'))).toBe(true);
    expect(await contentsOf(home)).toMatchObject(resultFiles);
    await core.close();
    expect(rowOf(await start(), jobs.chair)?.download).toMatchObject({ phase: 'done', folder: home });
  });

  it('goes where the person chose', async () => {
    const { start, client, clock, folder } = machine();
    client.say(jobs.chair, { status: 'completed' });
    const core = await start();
    await core.addJobs(jobs.chair, 'pasted');
    await clock.advance(0);
    core.preferences.change({ downloadFolder: join(folder, 'chosen') });
    expect(core.downloadFolder).toBe(join(folder, 'chosen'));
    core.downloads.start(jobs.chair, 'usd');
    await until(() => core.jobs.get(jobs.chair)?.record.download?.phase === 'done');
    const home = core.jobs.get(jobs.chair)?.record.download?.folder ?? '';
    expect(await readFile(join(home, 'chair.usd'), 'utf8')).toBe(resultFiles['chair.usd']);
    expect(home.startsWith(join(folder, 'chosen'))).toBe(true);
  });

  it('that was on its way when the app ended goes on by itself once there is a key', async () => {
    const { start, client, clock, keychain } = machine();
    client.say(jobs.chair, { status: 'completed' });
    const before = await start();
    await before.addJobs(jobs.chair, 'pasted');
    await clock.advance(0);
    client.service.answerWith({ bytes: 1_000, then: 'silence' });
    before.downloads.start(jobs.chair, 'usd');
    await client.service.until('silences');
    await before.close();
    expect(client.service.counts.closed).toBe(1);
    const key = keychain.secret;
    keychain.secret = null;
    const core = await start();
    expect(rowOf(core, jobs.chair)?.download).toMatchObject({ phase: 'queued', failure: null });
    await clock.advance(1_000);
    expect(snapshotOf(core).downloads).toMatchObject({ held: 'no-key', waiting: 1, total: 1 });
    keychain.secret = key;
    await core.keys.save(key ?? '', 'session');
    await until(() => core.jobs.get(jobs.chair)?.record.download?.phase === 'done');
    expect(client.service.calls.at(-1)?.resume).toMatchObject({ offset: 1_000 });
  });
});
