import { success } from '../../shared/errors.ts';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRigydClient } from '../api/client.ts';
import type { Fetch } from '../api/net-fetch.ts';
import { testKey, jobs, rowOf, sessionOf, until, useMachine } from '../testing/core-harness.ts';
import { fileSource } from '../../shared/source.ts';
import { snapshotOf } from '../testing/snapshot-of.ts';

const machine = useMachine();

describe('jobs that are added', () => {
  it('are asked for at once and then every three seconds, and shown as they change', async () => {
    const { client, clock, start } = machine();
    client.say(jobs.chair, { status: 'queued' });
    const core = await start();
    await core.addJobs(jobs.chair, 'pasted');
    expect(rowOf(core, jobs.chair)).toMatchObject({ status: null, addedAt: clock.now() });
    await clock.advance(0);
    expect(rowOf(core, jobs.chair)).toMatchObject({ status: 'queued', fetchedAt: clock.now() });
    client.say(jobs.chair, { status: 'completed' });
    await clock.advance(3_000);
    expect(rowOf(core, jobs.chair)).toMatchObject({ status: 'completed' });
    expect(core.jobs.get(jobs.chair)?.record.transitions.map(({ status }) => status)).toEqual([
      'queued',
      'completed',
    ]);
    await clock.advance(60 * 60_000);
    expect(client.asked).toEqual([jobs.chair, jobs.chair]);
  });

  it('tell the window at which pace they go on, so that it can show them moving between two answers', async () => {
    const { client, clock, start } = machine();
    const paces: (number | null)[] = [];
    const core = await start({
      onPatch: ({ changed }) => paces.push(...(changed ?? []).map(({ pace }) => pace)),
    });
    client.say(jobs.chair, { status: 'queued' });
    await core.addJobs(jobs.chair, 'pasted');
    await clock.advance(3_000);
    for (let progress = 0; progress < 70; progress += 1) {
      client.say(jobs.chair, { status: 'running', progress });
      await clock.advance(1_000);
    }
    expect(paces[0]).toBeNull();
    expect(paces.at(-1)).toBeGreaterThan(0.8);
    expect(paces.at(-1)).toBeLessThan(1.2);
  });

  it('are on disk when it is said that they were added', async () => {
    const { start, storeFolder } = machine();
    const core = await start();
    await core.addJobs(jobs.chair, 'pasted');
    const log = (await readdir(join(storeFolder, 'jobs'))).find((name) => name.endsWith('.log')) ?? '';
    expect(await readFile(join(storeFolder, 'jobs', log), 'latin1')).toContain(jobs.chair);
  });

  it('are told apart from those watched already and from what was not understood', async () => {
    const { start } = machine();
    const core = await start();
    await core.addJobs(jobs.chair, 'pasted');
    const report = await core.addJobs(`${jobs.lamp}\nhello there\n${jobs.chair}\n${testKey}`, 'list.txt');
    expect(report).toMatchObject({
      source: fileSource('list.txt'),
      added: [jobs.lamp],
      known: [jobs.chair],
      notUnderstood: [{ line: 2, text: 'hello there' }, { line: 4 }],
      notUnderstoodBeyond: 0,
      leftOut: 0,
      binary: false,
      containedKey: true,
    });
    expect(JSON.stringify(report)).not.toContain(testKey);
  });

  it('before the last run was read wait for it', async () => {
    const { createApp, start } = machine();
    const before = await start();
    await before.addJobs(jobs.chair, 'pasted');
    await before.close();
    const core = createApp();
    const adding = core.addJobs(`${jobs.chair} ${jobs.lamp}`, 'the command line');
    await core.start();
    await core.openKeys();
    expect(await adding).toMatchObject({ added: [jobs.lamp], known: [jobs.chair] });
  });

  it('from outside the window are told to the window', async () => {
    const { start, pushed } = machine();
    const core = await start();
    await core.addFromOutside([{ text: jobs.chair, source: { kind: 'command-line' } }], { by: 'person' });
    core.tellWindow('menuCommand', 'settings');
    expect(pushed.filter(({ name }) => name !== 'patch')).toEqual([
      {
        name: 'jobsAdded',
        payload: expect.objectContaining({ source: { kind: 'command-line' }, added: [jobs.chair] }),
      },
      { name: 'menuCommand', payload: 'settings' },
    ]);
  });

  it('and removed before they were on disk are not asked for', async () => {
    const { start, client, clock } = machine();
    const core = await start();
    const adding = core.addJobs(jobs.chair, 'pasted');
    await until(() => core.jobs.get(jobs.chair) !== undefined);
    core.jobs.remove([jobs.chair]);
    await adding;
    await clock.advance(60_000);
    expect(client.asked).toEqual([]);
  });

  it('that the service does not know are kept and marked, and asked for again later', async () => {
    const { start, client, clock } = machine();
    const core = await start();
    await core.addJobs(jobs.chair, 'pasted');
    await clock.advance(0);
    expect(rowOf(core, jobs.chair)).toMatchObject({
      status: null,
      failure: { code: 'not-found', attempts: 1 },
    });
    client.say(jobs.chair, { status: 'running' });
    await clock.advance(29_999);
    expect(client.asked).toHaveLength(1);
    await clock.advance(1);
    expect(rowOf(core, jobs.chair)).toMatchObject({ status: 'running', failure: null });
  });

  it('whose answer could be neither stored nor shown as it came are stored, as are the others', async () => {
    const deep = `{"data":{"id":"${jobs.chair}","status":"running","x":${'['.repeat(20_000)}${']'.repeat(20_000)}}}`;
    const { start, clock } = machine();
    const fetch: Fetch = async (url) =>
      new Response(url.endsWith(jobs.chair) ? deep : `{"data":{"id":"${jobs.lamp}","status":"running"}}`);
    const core = await start({
      createClient: (key, turn) =>
        createRigydClient({
          turn,
          baseUrl: new URL('https://api.rigyd.com/api'),
          fetch,
          fetchResult: fetch,
          checkAddress: async (text) => success(new URL(text)),
          key,
          clock,
          clientName: 'test',
        }),
    });
    await core.addJobs(`${jobs.chair} ${jobs.lamp}`, 'pasted');
    await clock.advance(0);
    expect(rowOf(core, jobs.chair)?.failure).toBeNull();
    await core.close();
    const again = await start();
    expect(snapshotOf(again).banners).toEqual([]);
    expect(rowOf(again, jobs.chair)?.status).toBe('running');
    expect(rowOf(again, jobs.lamp)).toMatchObject({ status: 'running' });
  });
});

describe('the key', () => {
  it('that is missing leaves every job unasked, and says so', async () => {
    const { start, client, clock, keychain } = machine();
    keychain.secret = null;
    const core = await start();
    await core.addJobs(jobs.chair, 'pasted');
    await clock.advance(60 * 60_000);
    expect(client.asked).toEqual([]);
    expect(sessionOf(core)).toMatchObject({
      key: { kind: 'absent', failure: null },
      connection: { kind: 'idle' },
    });
  });

  it('that the service refuses stops everything until there is another', async () => {
    const { start, client, clock } = machine();
    const core = await start();
    client.state.failure = 'unauthorized';
    await core.addJobs(jobs.chair, 'pasted');
    await clock.advance(60 * 60_000);
    expect(client.asked).toHaveLength(1);
    expect(sessionOf(core).key).toMatchObject({ verdict: 'rejected' });

    client.state.failure = null;
    client.say(jobs.chair, { status: 'running' });
    const other = testKey.replace('wxyz', 'abcd');
    expect(await core.keys.save(other, 'keychain')).toMatchObject({ ok: true });
    await clock.advance(0);
    expect(rowOf(core, jobs.chair)).toMatchObject({ status: 'running', failure: null });
    expect(sessionOf(core)).toMatchObject({
      key: { verdict: 'accepted', lastFour: 'abcd' },
      connection: { kind: 'online' },
    });
    expect([...client.keysUsed]).toEqual([testKey, other]);
  });

  it('that is another one finds jobs that were not the key before it could find', async () => {
    const { start, client, clock } = machine();
    const core = await start();
    await core.addJobs(jobs.chair, 'pasted');
    await clock.advance(0);
    client.say(jobs.chair, { status: 'completed' });
    await core.keys.save(testKey.replace('wxyz', 'abcd'), 'session');
    await clock.advance(0);
    expect(rowOf(core, jobs.chair)).toMatchObject({ status: 'completed' });
  });

  it('that was removed is used no more', async () => {
    const { start, client, clock } = machine();
    client.say(jobs.chair, { status: 'running' });
    const core = await start();
    await core.addJobs(jobs.chair, 'pasted');
    await clock.advance(0);
    await core.keys.remove();
    await clock.advance(60_000);
    expect(client.asked).toHaveLength(1);
  });

  it.each([
    ['of this service, is taken for locked away', 'https://api.rigyd.com/api', 'keychain-locked'],
    ['of another service, is not expected', 'https://staging.example/api', undefined],
  ])('that was saved and is not there, %s', async (_what, baseUrl, code) => {
    const { start, keychain } = machine();
    const before = await start();
    await before.keys.save(testKey, 'keychain');
    await before.close();
    keychain.secret = null;
    const core = await start({ baseUrl: new URL(baseUrl) });
    const { key } = sessionOf(core);
    expect(key.kind === 'absent' ? key.failure?.code : key.kind).toBe(code);
  });

  it('goes to no window and into no file', async () => {
    const { start, client, clock, pushed, folder } = machine();
    const environmentKey = testKey.replace('wxyz', 'envi');
    client.say(jobs.chair, { status: 'running' });
    for (const options of [{}, { environmentKey }]) {
      const core = await start(options);
      const text = `${jobs.chair}\n${testKey}\n${environmentKey}`;
      await core.addFromOutside([{ text, source: fileSource('list.txt') }], { by: 'person' });
      await core.keys.save(testKey, 'keychain');
      client.state.failure = 'unauthorized';
      await clock.advance(5_000);
      client.state.failure = null;
      await clock.advance(100);
      await core.close();
    }
    expect([...client.keysUsed]).toEqual([testKey, environmentKey]);
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    const kept = await Promise.all(files.map((file) => readFile(file, 'latin1')));
    expect(kept.join()).toContain(jobs.chair);
    for (const text of [JSON.stringify(pushed), ...kept]) {
      expect(text).not.toContain(testKey.slice(0, 30));
      expect(text).not.toContain(environmentKey.slice(0, 30));
    }
  });
});

describe('a disk that cannot be used', () => {
  it('is told, and the app runs on', async () => {
    const { start, clock, client, folder } = machine();
    await writeFile(join(folder, 'store'), 'no folder');
    client.say(jobs.chair, { status: 'running' });
    const core = await start();
    await core.addJobs(jobs.chair, 'pasted');
    await clock.advance(0);
    const { loaded, banners } = snapshotOf(core);
    expect([loaded, banners.map(({ kind }) => kind)]).toEqual([true, ['database-unavailable']]);
    expect(rowOf(core, jobs.chair)).toMatchObject({ status: 'running' });
    expect(await readFile(join(folder, 'store'), 'utf8')).toBe('no folder');
  });
});
